package io.holdfast.apps.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** The main job of Holdfast over REST, on the demo plant as a person starts it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobPlantTest {

    private static final Duration ROLLOUT = Duration.ofMinutes(4);

    private static RunningPlant plant;
    private static Caller author;
    private static Caller approver;

    @BeforeAll
    static void start() throws Exception {
        plant = PlantFixture.plant();
        author = plant.program("change:propose");
        approver = plant.program("change:approve");
    }

    @Test
    @Order(1)
    void the_ready_file_is_for_its_owner_alone_and_names_every_door() throws Exception {
        var file = plant.state().getParent().resolve("ready.json");

        assertThat(Files.getPosixFilePermissions(file)).hasToString("[OWNER_WRITE, OWNER_READ]");
        assertThat(plant.ready().path("sites").size()).isEqualTo(3);
        assertThat(plant.ready().path("devices").size()).isEqualTo(9);
        assertThat(plant.ready().path("accounts").size()).isGreaterThanOrEqualTo(3);
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
            assertThat(plant.runningByNcclient(site, "fw-1"))
                    .contains("vendor-access.1")
                    .contains("remote-access");
            assertThat(plant.runningByNcclient(site, "sw-1")).contains("remote-access");
        }
    }

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

    @Test
    @Order(6)
    void the_site_node_is_killed_between_trial_and_confirm_and_nothing_is_left_in_between()
            throws Exception {
        plant.failpoint("site-ww-01", "after-apply");
        plant.kill("site-ww-01");
        var path =
                approvedChange(
                        "kill-site", conduit("kill-site", "it/reporting", "it-dmz", "tcp/9001"));
        RunningPlant.until(
                "ww-01 stands still with a device on trial",
                Duration.ofMinutes(3),
                () -> plant.failpointReached("site-ww-01") ? "" : rollout(path).toString());
        assertThat(onTrial("ww-01")).isTrue();

        plant.failpoint("site-ww-01", "");
        plant.kill("site-ww-01");

        settle(path);
        RunningPlant.until(
                "no device is left on trial",
                Duration.ofMinutes(3),
                () -> onTrial("ww-01") ? "on trial" : "");
        for (var site : List.of("ww-01", "ss-04", "cl-03")) {
            assertThat(state(site, "fw-1").path("reachable").asBoolean())
                    .as("not locked out")
                    .isTrue();
            assertThat(state(site, "sw-1").path("reachable").asBoolean())
                    .as("not locked out")
                    .isTrue();
        }
        assertThat(site(path, "ww-01").path("state").asString())
                .isIn("KEPT", "TAKEN_BACK", "WAITING");
        journalsAreEqual("ww-01");
    }

    @Test
    @Order(7)
    void the_centre_is_killed_during_a_rollout_and_says_afterwards_what_happened()
            throws Exception {
        var path =
                approvedChange(
                        "kill-centre",
                        conduit("kill-centre", "it/reporting", "it-dmz", "tcp/9002"));
        plant.kill("centre");

        RunningPlant.until(
                "the centre is back",
                Duration.ofMinutes(3),
                () -> author.get("/me").status() == 200 ? "" : "no answer");
        settle(path);
        awaitRollout(path, "DONE");
        for (var site : List.of("ww-01", "ss-04", "cl-03")) {
            assertThat(
                            plant.probe(
                                    site,
                                    "fw-1",
                                    "it",
                                    host(site, 10, 30),
                                    host(site, 20, 10),
                                    9002))
                    .isIn("pass", "drop");
        }
    }

    private static void settle(String path) throws InterruptedException {
        RunningPlant.until(
                "the rollout says what happened",
                ROLLOUT,
                () -> {
                    var state = rollout(path).path("state").asString("");
                    return List.of("DONE", "HALTED", "ROLLED_BACK").contains(state) ? "" : state;
                });
    }

    private static boolean ncclient() throws Exception {
        return new ProcessBuilder("/usr/bin/python3", "-c", "import ncclient").start().waitFor()
                == 0;
    }

    private static String approvedChange(String title, String edit) {
        var change = author.post("/change-requests", draftJson(title, edit));
        assertThat(change.status()).as(change.body().toString()).isEqualTo(201);
        var path = "/change-requests/" + change.body().path("id").asString();
        var submitted = author.post(path + "/submit", "{}", change.etag());
        assertThat(submitted.status()).as(submitted.body().toString()).isEqualTo(200);
        var approved = approver.post(path + "/approve", "{}", submitted.etag());
        assertThat(approved.status()).as(approved.body().toString()).isEqualTo(200);
        return path;
    }

    private static Caller.Answer draft(String id, String title, String edit) {
        assertThat(id).isNotBlank();
        return author.post("/change-requests", draftJson(title, edit));
    }

    private static String draftJson(String title, String edit) {
        return "{\"title\":\""
                + title
                + "\",\"reason\":\"End-to-end test\",\"edits\":["
                + edit
                + "]}";
    }

    static String conduit(String id, String from, String to, String service) {
        return """
        {"type":"PUT_CONDUIT","conduit":{"id":"%s","name":"%s","from":"%s","to":"%s","services":["%s"],
         "justification":"End-to-end test","ownerRole":"plant-operations","reviewDate":"2027-03-31"}}\
        """
                .formatted(id, id, from, to, service);
    }

    private static void awaitRollout(String change, String state) throws InterruptedException {
        RunningPlant.until(
                "the rollout of " + change + " is " + state,
                ROLLOUT,
                () -> {
                    var rollout = rollout(change);
                    var now = rollout.path("state").asString("none");
                    if (now.equals("HALTED") && !state.equals("HALTED")) {
                        throw new AssertionError("halted: " + rollout);
                    }
                    return expect(state, now);
                });
    }

    private static JsonNode rollout(String change) {
        var id = author.get(change).body().path("rolloutId").asString("");
        return author.get("/rollouts/" + id).body();
    }

    private static JsonNode site(String change, String site) {
        for (var line : rollout(change).path("sites")) {
            if (line.path("site").asString().equals(site)) {
                return line;
            }
        }
        throw new AssertionError("the rollout does not name " + site);
    }

    private static JsonNode siteZone(String site, String zone) {
        for (var entry : author.get("/sites/" + site + "/zones").body().path("items")) {
            if (entry.path("zone").asString().equals(zone)) {
                return entry;
            }
        }
        throw new AssertionError("no zone " + zone);
    }

    private static List<String> devices(JsonNode diff, String site) {
        var slots = new ArrayList<String>();
        for (var entry : diff.path("sites")) {
            if (entry.path("site").asString().equals(site)) {
                entry.path("devices").forEach(d -> slots.add(d.path("slot").asString()));
            }
        }
        return slots;
    }

    private static JsonNode connection(String site) {
        return author.get("/sites/" + site + "/connection").body();
    }

    private static String expect(String expected, String seen) {
        return expected.equals(seen) ? "" : seen;
    }

    private static boolean onTrial(String site) {
        return state(site, "fw-1").path("trial").asBoolean()
                || state(site, "sw-1").path("trial").asBoolean();
    }

    /** What the simulated device says of itself at its control door. */
    private static JsonNode state(String site, String slot) {
        try {
            return RunningPlant.json(
                    plant.get(
                            plant.device(site, slot)
                                    .path("probe")
                                    .asString()
                                    .replace("/probe", "/state")));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void journalsAreEqual(String site) throws InterruptedException {
        RunningPlant.until(
                "the journals of site and centre are equal",
                Duration.ofMinutes(1),
                () -> journalProblem(site));
    }

    /** Compares the site's own journal with the centre's copy, row by row, by hash. */
    private static String journalProblem(String site) {
        try {
            var own = plant.journalOf(site);
            var copy = new ArrayList<String>();
            long after = 0;
            while (true) {
                var page =
                        author.get("/sites/" + site + "/journal?after=" + after + "&limit=200")
                                .body()
                                .path("items");
                if (page.isEmpty()) {
                    break;
                }
                for (var entry : page) {
                    after = entry.path("sequence").asLong();
                    copy.add(after + " " + entry.path("hash").asString());
                }
            }
            if (own.isEmpty() || copy.size() < own.size() - 2) {
                return own.size() + " rows at the site, " + copy.size() + " at the centre";
            }
            int common = Math.min(own.size(), copy.size());
            return own.subList(0, common).equals(copy.subList(0, common)) ? "" : "rows differ";
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static int number(String site) {
        return switch (site) {
            case "ww-01" -> 1;
            case "ss-04" -> 4;
            default -> 3;
        };
    }

    private static String host(String site, int vlan, int host) {
        return "10." + number(site) + "." + vlan + "." + host;
    }

    private static String group(String site, String zone, String group, boolean six) {
        for (var g : siteZone(site, zone).path("groups")) {
            if (g.path("name").asString().equals(group)) {
                for (var prefix : g.path("prefixes")) {
                    if (prefix.asString().contains(":") == six) {
                        return prefix.asString().replaceAll("/.*", "");
                    }
                }
            }
        }
        throw new AssertionError("no group " + group + " at " + site);
    }

    private static String vendorAddress(String site) {
        return group(site, "remote-access", "vendor-gateway", false);
    }

    private static String jumpHost(String site) {
        return group(site, "ot-dmz", "jump-host", false);
    }

    private static String vendorAddress6(String site) {
        return group(site, "remote-access", "vendor-gateway", true);
    }

    private static String jumpHost6(String site) {
        return group(site, "ot-dmz", "jump-host", true);
    }
}
