package io.holdfast.apps.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.JsonNode;

/**
 * What every story on the plant needs: two programs, a change from proposal to approval, and
 * looking.
 */
abstract class PlantStory {

    static final Duration ROLLOUT = Duration.ofMinutes(4);

    static RunningPlant plant;
    static Caller author;
    static Caller approver;

    @BeforeAll
    static void start() throws Exception {
        plant = PlantFixture.plant();
        author = plant.program("change:propose");
        approver = plant.program("change:approve");
    }

    static boolean ncclient() throws Exception {
        return new ProcessBuilder("/usr/bin/python3", "-c", "import ncclient").start().waitFor()
                == 0;
    }

    /** The running configuration as an independent client reads it. */
    static String runningByNcclient(String site, String slot) throws Exception {
        var device = plant.device(site, slot);
        var at = device.path("netconf").asString();
        int colon = at.lastIndexOf(':');
        var builder =
                new ProcessBuilder(
                                "/usr/bin/python3",
                                PlantFixture.HOME
                                        .resolve("apps/lab/src/test/resources/running.py")
                                        .toString(),
                                at.substring(0, colon),
                                at.substring(colon + 1),
                                device.path("user").asString())
                        .redirectErrorStream(true);
        builder.environment().put("DEVICE_PASSWORD", device.path("password").asString());
        return RunningPlant.output(builder.start(), Duration.ofSeconds(60));
    }

    static String approvedChange(String title, String edit) {
        var change = author.post("/change-requests", draftJson(title, edit));
        assertThat(change.status()).as(change.body().toString()).isEqualTo(201);
        var path = "/change-requests/" + change.body().path("id").asString();
        var submitted = author.post(path + "/submit", "{}", change.etag());
        assertThat(submitted.status()).as(submitted.body().toString()).isEqualTo(200);
        var approved = approver.post(path + "/approve", "{}", submitted.etag());
        assertThat(approved.status()).as(approved.body().toString()).isEqualTo(200);
        return path;
    }

    static Caller.Answer draft(String id, String title, String edit) {
        assertThat(id).isNotBlank();
        return author.post("/change-requests", draftJson(title, edit));
    }

    static String draftJson(String title, String edit) {
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

    static void awaitRollout(String change, String state) throws InterruptedException {
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

    static JsonNode rollout(String change) {
        var id = author.get(change).body().path("rolloutId").asString("");
        return author.get("/rollouts/" + id).body();
    }

    static JsonNode site(String change, String site) {
        for (var line : rollout(change).path("sites")) {
            if (line.path("site").asString().equals(site)) {
                return line;
            }
        }
        throw new AssertionError("the rollout does not name " + site);
    }

    static JsonNode siteZone(String site, String zone) {
        for (var entry : author.get("/sites/" + site + "/zones").body().path("items")) {
            if (entry.path("zone").asString().equals(zone)) {
                return entry;
            }
        }
        throw new AssertionError("no zone " + zone);
    }

    static List<String> devices(JsonNode diff, String site) {
        var slots = new ArrayList<String>();
        for (var entry : diff.path("sites")) {
            if (entry.path("site").asString().equals(site)) {
                entry.path("devices").forEach(d -> slots.add(d.path("slot").asString()));
            }
        }
        return slots;
    }

    static JsonNode connection(String site) {
        return author.get("/sites/" + site + "/connection").body();
    }

    static String expect(String expected, String seen) {
        return expected.equals(seen) ? "" : seen;
    }

    /** What the simulated device says of itself at its control door. */
    static JsonNode state(String site, String slot) {
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

    static void journalsAreEqual(String site) throws InterruptedException {
        RunningPlant.until(
                "the journals of site and centre are equal",
                Duration.ofMinutes(1),
                () -> journalProblem(site));
    }

    /** Compares the site's own journal with the centre's copy, row by row, by hash. */
    static String journalProblem(String site) {
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

    static int number(String site) {
        return switch (site) {
            case "ww-01" -> 1;
            case "ss-04" -> 4;
            default -> 3;
        };
    }

    static String host(String site, int vlan, int host) {
        return "10." + number(site) + "." + vlan + "." + host;
    }

    static String group(String site, String zone, String group, boolean six) {
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

    static String vendorAddress(String site) {
        return group(site, "remote-access", "vendor-gateway", false);
    }

    static String jumpHost(String site) {
        return group(site, "ot-dmz", "jump-host", false);
    }

    static String vendorAddress6(String site) {
        return group(site, "remote-access", "vendor-gateway", true);
    }

    static String jumpHost6(String site) {
        return group(site, "ot-dmz", "jump-host", true);
    }
}
