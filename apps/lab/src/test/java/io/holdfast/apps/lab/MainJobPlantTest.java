package io.holdfast.apps.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The main job of Holdfast over REST, on the demo plant as a person starts it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobPlantTest extends PlantStory {

    /** A survey comes each five minutes, the first at once; then it has to travel. */
    private static final Duration LOOK = Duration.ofMinutes(2);

    @Test
    @Order(1)
    void the_ready_file_is_for_its_owner_alone_and_names_every_door() throws Exception {
        var file = plant.state().getParent().resolve("ready.json");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(plant.ready().path("sites").size()).isEqualTo(3);
        assertThat(plant.ready().path("devices").size()).isEqualTo(9);
        assertThat(plant.ready().path("accounts").size()).isGreaterThanOrEqualTo(3);
    }

    @Test
    @Order(1)
    void what_devices_tell_of_themselves_and_their_cables_is_at_the_centre() throws Exception {
        RunningPlant.until(
                "both ends of every planned cable were told",
                LOOK,
                () -> {
                    var topology = author.get("/sites/ww-01/topology").body();
                    var open = new ArrayList<String>();
                    for (var finding : topology.path("cabling")) {
                        if (!finding.path("finding").asString().equals("AS_PLANNED")) {
                            open.add(finding.toString());
                        }
                    }
                    return topology.path("links").isEmpty() ? "no link" : String.join(" ", open);
                });
        RunningPlant.until(
                "sw-1 is known by its confirmed key, too",
                LOOK,
                () -> {
                    var identity =
                            author.get("/sites/ww-01/devices/sw-1/survey")
                                    .body()
                                    .path("identity")
                                    .toString();
                    return identity.contains("HOST_KEY") ? "" : identity;
                });
        var survey = author.get("/sites/ww-01/devices/sw-1/survey").body();
        assertThat(survey.path("neighbours").isEmpty()).as(survey.toString()).isFalse();
        assertThat(survey.path("vlans").isEmpty()).isFalse();
        assertThat(survey.path("sensors").isEmpty()).isFalse();
        assertThat(survey.path("spoiled").isEmpty()).isTrue();
        assertThat(survey.path("shared").isEmpty()).isTrue();
        assertThat(survey.path("identity").toString()).contains("ENGINE_ID");
    }

    @Test
    @Order(2)
    void a_conduit_goes_from_proposal_to_every_device_and_nobody_approves_the_own_change()
            throws Exception {
        var vendor = List.of("10.1.50.20", "10.1.30.10");
        assertThat(
                        plant.probe(
                                "ww-01",
                                "fw-1",
                                "remote-access",
                                vendorAddress("ww-01"),
                                jumpHost("ww-01"),
                                22))
                .as("before anybody approved it")
                .isEqualTo("drop");

        var change =
                draft(
                        "vendor-access",
                        "Vendor reaches the jump host",
                        conduit(
                                "vendor-access",
                                "remote-access/vendor-gateway",
                                "ot-dmz/jump-host",
                                "tcp/22"));
        assertThat(change.status()).as(change.body().toString()).isEqualTo(201);
        var path = "/change-requests/" + change.body().path("id").asString();

        var diff = author.get(path + "/diff").body();
        assertThat(devices(diff, "ww-01")).as(vendor.toString()).contains("fw-1", "sw-1");
        assertThat(diff.path("sites").get(0).path("possible").size()).isPositive();

        var submitted = author.post(path + "/submit", "{}", change.etag());
        assertThat(submitted.status()).as(submitted.body().toString()).isEqualTo(200);

        var own = author.post(path + "/approve", "{\"comment\":\"mine\"}", submitted.etag());
        assertThat(own.status()).as(own.body().toString()).isEqualTo(403);

        var approved =
                approver.post(path + "/approve", "{\"comment\":\"agreed\"}", submitted.etag());
        assertThat(approved.status()).as(approved.body().toString()).isEqualTo(200);
        awaitRollout(path, "DONE");

        for (var site : List.of("ww-01", "ss-04", "cl-03")) {
            assertThat(
                            plant.probe(
                                    site,
                                    "fw-1",
                                    "remote-access",
                                    vendorAddress(site),
                                    jumpHost(site),
                                    22))
                    .isEqualTo("pass");
            assertThat(
                            plant.probe(
                                    site,
                                    "fw-1",
                                    "remote-access",
                                    vendorAddress(site),
                                    jumpHost(site),
                                    23))
                    .isEqualTo("drop");
            assertThat(
                            plant.probe(
                                    site,
                                    "fw-1",
                                    "remote-access",
                                    vendorAddress6(site),
                                    jumpHost6(site),
                                    22))
                    .isEqualTo("pass");
        }
    }

    @Test
    @Order(3)
    void an_independent_client_finds_the_rule_on_every_device_that_changed() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/python3")) && ncclient(),
                "python3-ncclient is not installed; ./holdfast peers installs it");

        for (var site : List.of("ww-01", "ss-04", "cl-03")) {
            assertThat(runningByNcclient(site, "fw-1"))
                    .contains("vendor-access.1")
                    .contains("remote-access");
            assertThat(runningByNcclient(site, "sw-1")).contains("remote-access");
        }
    }

    @Test
    @Order(3)
    void an_explanation_says_what_the_device_does_and_who_allowed_it() throws Exception {
        for (int port : List.of(22, 23, 3389)) {
            var answer =
                    author.get(
                                    "/sites/ww-01/explanation?from="
                                            + vendorAddress("ww-01")
                                            + "&to="
                                            + jumpHost("ww-01")
                                            + "&port="
                                            + port)
                            .body();
            assertThat(answer.path("passes").asBoolean() ? "pass" : "drop")
                    .as(answer.toString())
                    .isEqualTo(
                            plant.probe(
                                    "ww-01",
                                    "fw-1",
                                    "remote-access",
                                    vendorAddress("ww-01"),
                                    jumpHost("ww-01"),
                                    port));
            assertThat(answer.path("basis").get(0).path("source").asString())
                    .isEqualTo("READ_BACK");
        }

        var told =
                author.get(
                                "/sites/ww-01/explanation?from=remote-access/vendor-gateway"
                                        + "&to=ot-dmz/jump-host&port=22")
                        .body();
        var allowed = told.path("allowedBy").get(0);
        assertThat(allowed.path("conduit").path("id").asString()).isEqualTo("vendor-access");
        assertThat(allowed.path("approvedBy").toString()).isNotEqualTo("[]");
        assertThat(told.path("repliesPass").asBoolean()).isTrue();
        assertThat(told.path("hops").get(0).path("origin").asString()).contains("vendor-access");

        var never = author.get("/sites/ww-01/explanation?from=it&to=ot&port=502").body();
        assertThat(never.path("passes").asBoolean()).isFalse();
        assertThat(never.path("neverBy").asString()).isEqualTo("no-direct-it-ot");
    }

    /** B-07: nobody has to restart a site that was cut off. */
    @Test
    @Order(4)
    void a_site_without_wan_goes_on_alone_and_converges_when_it_returns() throws Exception {
        assertThat(plant.command("cut", "ww-01")).contains("goes on alone");
        RunningPlant.until(
                "ww-01 is autonomous",
                Duration.ofMinutes(2),
                () -> expect("ISLANDED", connection("ww-01").path("link").asString()));

        var path =
                approvedChange(
                        "reporting",
                        conduit("reporting-web", "it/reporting", "it-dmz", "tcp/8443"));
        awaitRollout(path, "DONE");
        assertThat(site(path, "ww-01").path("state").asString()).isEqualTo("DEFERRED");
        assertThat(site(path, "ww-01").path("autonomousSince").asString("")).isNotEmpty();
        assertThat(site(path, "ss-04").path("state").asString()).isEqualTo("KEPT");

        assertThat(
                        plant.probe(
                                "ww-01",
                                "fw-1",
                                "remote-access",
                                vendorAddress("ww-01"),
                                jumpHost("ww-01"),
                                22))
                .isEqualTo("pass");
        assertThat(
                        plant.probe(
                                "ww-01",
                                "fw-1",
                                "it",
                                host("ww-01", 10, 10),
                                host("ww-01", 40, 10),
                                502))
                .isEqualTo("drop");
        assertThat(plant.get(plant.site("ww-01").path("console").asString()))
                .contains("fw-1")
                .containsIgnoringCase("autonom");

        assertThat(plant.command("restore", "ww-01")).contains("WAN back");
        RunningPlant.until(
                "ww-01 has it too",
                ROLLOUT,
                () -> expect("KEPT", site(path, "ww-01").path("state").asString()));
        journalsAreEqual("ww-01");
    }

    @Test
    @Order(5)
    void a_change_that_cuts_the_management_path_is_refused_with_packet_and_rule() throws Exception {
        var zone = siteZone("ww-01", "management");
        var edit =
                "{\"type\":\"PUT_SITE_ZONE\",\"site\":\"ww-01\",\"zone\":"
                        + zone.toString().replace("\"vlan\":99", "\"vlan\":199")
                        + "}";

        var change =
                author.post("/change-requests", draftJson("Management moves to VLAN 199", edit));

        assertThat(change.status()).as(change.body().toString()).isEqualTo(201);
        var submitted =
                author.post(
                        "/change-requests/" + change.body().path("id").asString() + "/submit",
                        "{}",
                        change.etag());
        assertThat(submitted.status()).isBetween(400, 499);
        assertThat(change.body().path("findings").toString()).contains("BLOCKER").contains("830");
    }
}
