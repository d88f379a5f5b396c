package io.holdfast.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The window on the data plane, asked over HTTP as automation asks it. */
class ProbeDoorTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private SimulatedFleet fleet;

    @BeforeEach
    void start() throws IOException {
        fleet = SimulatedFleet.start(new FleetDescription(List.of(DemoPlan.description())));
    }

    @AfterEach
    void stop() {
        http.close();
        fleet.close();
    }

    private FleetReady.DeviceReady ready(String slot) {
        return fleet.ready().devices().stream()
                .filter(d -> d.slot().equals(slot))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> send(String method, String address)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(address))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String probe(String slot, String query) throws IOException, InterruptedException {
        return send("GET", ready(slot).probe() + "?" + query).body();
    }

    private void push(String slot, String config) throws IOException {
        try (var session = RawNetconf.to(ready(slot))) {
            assertThat(session.edit(config)).contains("<ok");
            assertThat(session.commit()).contains("<ok");
        }
    }

    @Test
    void a_fresh_device_passes_no_traffic_between_zones() throws Exception {
        for (var zone : List.of("it", "ot", "wan")) {
            assertThat(
                            probe(
                                    "fw-1",
                                    "in="
                                            + zone
                                            + "&src=10.1.10.5&dst=10.1.40.20&proto=tcp&dport=443"))
                    .contains("\"verdict\":\"drop\"");
        }
    }

    @Test
    void the_firewall_passes_what_its_lists_say_in_both_families() throws Exception {
        push("fw-1", Configs.itToOt());
        assertThat(probe("fw-1", "in=it&src=10.1.10.5&dst=10.1.40.20&proto=tcp&dport=443"))
                .contains("pass", "rule web");
        assertThat(
                        probe(
                                "fw-1",
                                "in=it&src=2001:db8:1:10::5&dst=2001:db8:1:40::20&proto=tcp&dport=443"))
                .contains("pass");
        assertThat(probe("fw-1", "in=it&src=10.1.10.5&dst=10.1.40.20&proto=tcp&dport=80"))
                .contains("drop");
        assertThat(
                        probe(
                                "fw-1",
                                "in=it&src=2001:db8:1:10::5&dst=2001:db8:1:40::21&proto=tcp&dport=443"))
                .contains("drop");
        assertThat(
                        probe(
                                "fw-1",
                                "in=ot&src=10.1.40.20&dst=10.1.10.5&proto=tcp&sport=443&dport=50000"))
                .contains("drop");
        assertThat(probe("fw-1", "in=it&src=10.1.10.5&dst=10.1.40.20&proto=udp&dport=443"))
                .contains("drop");
    }

    @Test
    void the_whole_site_passes_only_when_the_switch_carries_both_vlans() throws Exception {
        push("fw-1", Configs.itToOt());
        var query = "in=it&src=10.1.10.5&dst=10.1.40.20&proto=tcp&dport=443";
        assertThat(probe("fw-1", query + "&scope=site")).contains("drop");
        assertThat(probe("sw-1", query)).contains("drop");
        push("sw-1", SwitchConfigs.vlans(10, "ge-0/0/3") + SwitchConfigs.vlans(40, "ge-0/0/6"));
        assertThat(probe("sw-1", query)).contains("pass");
        assertThat(probe("fw-1", query + "&scope=site"))
                .contains("pass", "reached ot at sw-1 ge-0/0/6");
    }

    @Test
    void an_access_point_and_a_device_without_power_pass_nothing() throws Exception {
        var query = "in=it&src=10.1.10.5&dst=10.1.40.20&proto=tcp&dport=443";
        assertThat(probe("ap-1", query)).contains("drop", "forwards nothing");
        push("fw-1", Configs.itToOt());
        var door = ready("fw-1").probe().replace("/probe", "");
        assertThat(send("POST", door + "/power?state=off").body()).contains("\"power\":false");
        assertThat(probe("fw-1", query)).contains("drop", "no power");
        assertThat(send("POST", door + "/power?state=on").body()).contains("\"reachable\":true");
        assertThat(probe("fw-1", query)).contains("drop");
    }

    @Test
    void questions_that_make_no_sense_are_answered_with_a_sentence() throws Exception {
        var good = "in=it&src=10.1.10.5&dst=10.1.40.20&proto=tcp&dport=443";
        for (var bad :
                List.of(
                        "",
                        "in=moon&src=10.1.10.5&dst=10.1.40.20&proto=tcp&dport=443",
                        good.replace("10.1.10.5", "10.1.10"),
                        good.replace("10.1.10.5", "::1"),
                        good.replace("443", "70000"),
                        good.replace("tcp", "carrier-pigeon"),
                        good.replace("&dport=443", ""),
                        good + "&in=ot",
                        good + "&colour=red",
                        good + "&x=%zz")) {
            var answer = send("GET", ready("fw-1").probe() + "?" + bad.replace("%zz", "%25zz"));
            assertThat(answer.statusCode()).as(bad).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"error\":\"");
        }
        var door = ready("fw-1").probe().replace("/probe", "");
        assertThat(send("POST", door + "/fault?name=nothing-such").body()).contains("slow, silent");
        assertThat(send("GET", door + "/power?state=off").statusCode()).isEqualTo(405);
        assertThat(send("GET", door + "/else").statusCode()).isEqualTo(404);
    }

    @Test
    void a_pulled_cable_cuts_management_and_history_tells_who_changed_what() throws Exception {
        push("fw-1", Configs.description("lan0", "x"));
        var door = ready("fw-1").probe().replace("/probe", "");
        assertThat(send("POST", door + "/path?state=down").body()).contains("\"reachable\":false");
        assertThat(send("POST", door + "/path?state=up").body()).contains("\"reachable\":true");
        assertThat(send("GET", door + "/history").body())
                .contains("\"cause\":\"COMMITTED\"", "\"user\":\"holdfast\"");
        assertThat(send("GET", door + "/running.xml").body())
                .contains("<description>x</description>");
    }
}
