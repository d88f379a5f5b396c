package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.zone.Blueprint;
import io.holdfast.simulator.plane.Fate;
import io.holdfast.site.console.Status;
import io.holdfast.site.devices.Drivers;
import io.holdfast.sitelink.BreakGlassCodes;
import io.holdfast.sitelink.site.LocalHold;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Break-glass over the console of a whole node, with the centre and without (X4, R61). */
class BreakGlassAtSiteTest extends WholeNode {

    private static final List<BreakGlassCodes.Issued> CODES =
            BreakGlassCodes.issue(1, new SecureRandom());

    private static HttpResponse<String> post(
            RunningSite site, String action, String cookie, Map<String, String> fields)
            throws Exception {
        var origin = "http://127.0.0.1:" + site.statusPort();
        var body =
                fields.entrySet().stream()
                        .map(e ->
                                e.getKey()
                                        + "="
                                        + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(origin + "/break-glass/" + action))
                            .header("Origin", origin)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Cookie", cookie)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }

    private static HttpResponse<String> enter(RunningSite site, String code) throws Exception {
        return post(
                site,
                "enter",
                "a=b",
                Map.of(
                        "person", "Mara Lind",
                        "reason", "pump 3 must run",
                        "hours", "4",
                        "code", code));
    }

    private static String cookie(HttpResponse<String> entered) {
        return entered.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private static HttpResponse<String> press(
            RunningSite site, String action, String cookie, Map<String, String> more)
            throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var page =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + site.statusPort()
                                                            + "/break-glass"))
                                    .header("Cookie", cookie)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            var word =
                    Pattern.compile("name=\"word\" value=\"([0-9a-f]{64})\"").matcher(page.body());
            assertThat(word.find()).as(page.body()).isTrue();
            var fields = new TreeMap<>(more);
            fields.put("word", word.group(1));
            return post(site, action, cookie, fields);
        }
    }

    private void issued(RunningSite site) {
        centre.codes(CODES.stream().map(BreakGlassCodes.Issued::sealed).toList());
        await().atMost(LONG).until(() -> site.status().codesLeft() == 3);
    }

    private static List<LocalHold> holds(RunningSite site) {
        return site.status().hold();
    }

    @Test
    void a_code_holds_the_site_while_the_centre_is_gone_and_over_a_restart() throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            onboard(node.site());
            release(Blueprint.reference());
            awaitReports("KEPT 1");
            issued(node.site());
            centre.cut = true;
            assertThat(enter(node.site(), "1-0000-0000-0000-0000-0000").statusCode())
                    .isEqualTo(403);
            assertThat(enter(node.site(), CODES.get(0).text()).statusCode()).isEqualTo(429);
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(
                            () -> enter(node.site(), CODES.get(0).text()),
                            r -> r.statusCode() == 303);
            assertThat(enter(node.site(), CODES.get(0).text()).statusCode())
                    .as("a code is good for one use")
                    .isEqualTo(403);
            assertThat(holds(node.site()).getFirst().person()).isEqualTo("Mara Lind");
        }
        try (var node = node(NodeProcess.settings(directory, List.of()), Drivers.installed())) {
            await().atMost(LONG).until(() -> holds(node.site()).size() == 1);
            assertThat(node.site().status().codesLeft()).isEqualTo(2);
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(
                            () -> enter(node.site(), CODES.get(1).text()),
                            r -> r.statusCode() == 303);
            centre.cut = false;
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(centre.entries("BREAK_GLASS_USED")).hasSize(2));
            assertThat(centre.entries("BREAK_GLASS_USED").getFirst().payload())
                    .contains("Mara Lind", "pump 3 must run", "\"opens\":true");
            assertThat(centre.everythingSaid())
                    .doesNotContain(CODES.get(0).text(), CODES.get(0).text().replace("-", ""));
            journalIsWholeAtTheCentre();
        }
        assertThat(String.join("\n", ownJournal()))
                .doesNotContain(CODES.get(0).text().substring(2));
    }

    @Test
    void what_the_centre_sends_waits_for_the_end_of_the_hold_and_is_applied_then()
            throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            onboard(node.site());
            release(Blueprint.reference());
            awaitReports("KEPT 1");
            issued(node.site());
            var cookie = cookie(enter(node.site(), CODES.get(2).text()));
            release(smaller(Blueprint.reference()));
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(centre.reason("fw-1"))
                                    .contains("by Mara Lind: pump 3 must run"));
            assertThat(centre.slotState("fw-1")).startsWith("WAITING");
            assertThat(node.site().status().revision()).isEqualTo(2);
            assertThat(
                            centre.entries("INTENT").stream()
                                    .filter(e -> e.payload().contains("\"revision\":2")))
                    .isEmpty();
            assertThat(press(node.site(), "end", cookie, Map.of()).statusCode()).isEqualTo(303);
            awaitReports("KEPT 2");
            assertThat(holds(node.site())).isEmpty();
            assertThat(node.site().status().alarms())
                    .extracting(Status.AlarmLine::code)
                    .contains("BREAK_GLASS", "HOLD_ENDED");
            assertThat(post(node.site(), "end", cookie, Map.of()).statusCode())
                    .as("his word is over with the hold")
                    .isEqualTo(403);
        }
    }

    private boolean vendorPasses() {
        return plant.device("fw-1").probe("it", HardEndOfASiteTest.VENDOR) instanceof Fate.Passed;
    }

    @Test
    void what_is_open_for_a_while_is_closed_at_the_console_without_the_centre() throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            onboard(node.site());
            var end = Instant.now().plusSeconds(3_600);
            release(HardEndOfASiteTest.openUntil(end));
            awaitReports("KEPT 1");
            assertThat(vendorPasses()).isTrue();
            issued(node.site());
            centre.cut = true;
            var cookie = cookie(enter(node.site(), CODES.get(0).text()));
            var closed = press(node.site(), "close", cookie, Map.of("end", end.toString()));
            assertThat(closed.statusCode()).as(closed.body()).isEqualTo(303);
            await().atMost(LONG).until(() -> !vendorPasses());
            centre.cut = false;
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(centre.journalTypes())
                                    .containsSubsequence(
                                            "BREAK_GLASS_USED",
                                            "HARD_END_REACHED",
                                            "EMERGENCY_CLOSED",
                                            "INTENT",
                                            "DECISION",
                                            "OUTCOME"));
            assertThat(centre.entries("EMERGENCY_CLOSED").getFirst().payload())
                    .contains("\"closes\":[\"vendor\"]", "Mara Lind", "fw-1");
            assertThat(press(node.site(), "end", cookie, Map.of()).statusCode()).isEqualTo(303);
            journalIsWholeAtTheCentre();
            assertThat(vendorPasses()).isFalse();
        }
    }
}
