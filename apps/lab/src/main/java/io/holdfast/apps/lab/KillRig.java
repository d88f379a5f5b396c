package io.holdfast.apps.lab;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The plant as the kill check sees it: its doors, and whether all of it is in order. */
final class KillRig {

    static final List<String> SLOTS = List.of("fw-1", "sw-1");

    private static final String CONDUIT = "vendor-access";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    final RunningPlant plant;
    final Caller author;
    final Caller approver;
    final PlantDatabase database;

    KillRig(RunningPlant plant) throws IOException, InterruptedException {
        this.plant = plant;
        author = plant.program("change:propose");
        approver = plant.program("change:approve");
        database =
                new PlantDatabase(
                        plant.ports().database(), folder().resolve("database-password.txt"));
    }

    Path folder() {
        return plant.state().resolve("plant");
    }

    DeviceHistory history() throws IOException {
        return DeviceHistory.read(folder().resolve(DevicesProcess.FLASH));
    }

    static List<String> sites() {
        return DemoSite.ALL.stream().map(DemoSite::id).toList();
    }

    /** What the simulated device says of itself; empty if nobody answers at its door. */
    JsonNode device(String site, String slot) {
        try {
            var door = plant.device(site, slot).path("probe").asString();
            return RunningPlant.json(plant.get(door.replace("/probe", "/state")));
        } catch (IOException e) {
            return RunningPlant.json("{}");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What is not in order yet with one process; empty if nothing. */
    String problem(String process, Instant since) {
        return switch (process) {
            case KillPlace.CENTRE, RunningPlant.DATABASE ->
                    author.get("/me").status() == 200 ? "" : "the centre does not answer";
            case KillPlace.DEVICES -> devices(sites());
            default -> {
                var site = process.substring("site-".length());
                var connection = author.get("/sites/" + site + "/connection").body();
                var heard = connection.path("lastHeard").asString("");
                if (!connection.path("link").asString("").equals("CONNECTED")
                        || heard.isEmpty()
                        || Instant.parse(heard).isBefore(since)) {
                    yield site + " was not heard: " + connection.path("link");
                }
                yield devices(List.of(site));
            }
        };
    }

    private String devices(List<String> sites) {
        for (var site : sites) {
            for (var slot : SLOTS) {
                var state = device(site, slot);
                if (!state.path("reachable").asBoolean(false)) {
                    return slot + " at " + site + " is not reachable: " + state;
                }
                if (state.path("trial").asBoolean(true)) {
                    return slot + " at " + site + " is on trial";
                }
            }
        }
        return "";
    }

    String problem(Instant since) {
        return KillPlace.processes().stream()
                .map(process -> problem(process, since))
                .filter(problem -> !problem.isEmpty())
                .findFirst()
                .orElse("");
    }

    boolean anyOnTrial() {
        return sites().stream()
                .anyMatch(site ->
                        SLOTS.stream()
                                .anyMatch(s -> device(site, s).path("trial").asBoolean(false)));
    }

    /**
     * Sends until somebody answers, always under the same key: an answer that was lost is no reason
     * to do it twice.
     */
    Caller.Answer insist(Function<String, Caller.Answer> send) throws InterruptedException {
        var key = UUID.randomUUID().toString();
        var end = Instant.now().plus(PATIENCE);
        while (true) {
            var answer = send.apply(key);
            boolean nobody =
                    answer.status() == 0
                            || answer.status() >= 500
                            || answer.status() == 401
                            || answer.code().equals("IN_PROGRESS");
            if (!nobody || Instant.now().isAfter(end)) {
                return answer;
            }
            Thread.sleep(300);
        }
    }

    /** Where the journal of a site and the centre's copy of it differ; empty if nowhere. */
    String journals(String site) throws IOException, InterruptedException, SQLException {
        var own = plant.journalOf(site);
        var copy = database.journal(site);
        for (int row = 0; row < Math.min(own.size(), copy.size()); row++) {
            if (!own.get(row).equals(copy.get(row))) {
                return site + ": row " + row + " differs: " + own.get(row) + ", " + copy.get(row);
            }
        }
        return own.isEmpty() || own.size() != copy.size()
                ? site + ": " + own.size() + " rows at the site, " + copy.size() + " at the centre"
                : "";
    }

    /** A look until there is no problem left; the last problem if there still is one. */
    static String settled(Duration patience, Looking looking) throws Exception {
        var end = Instant.now().plus(patience);
        var last = looking.problem();
        while (!last.isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(300);
            last = looking.problem();
        }
        return last;
    }

    /** Something that may not be so yet. */
    interface Looking {
        String problem() throws Exception;
    }

    /** Whether the vendor's way in is part of the policy in force. */
    boolean isOn() {
        for (var conduit : author.get("/conduits").body().path("items")) {
            if (conduit.path("id").asString().equals(CONDUIT)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A change that opens the vendor's way in at every site or closes it again: firewall and switch
     * of each.
     */
    String draft(String title, boolean on) {
        var edit =
                on
                        ? Map.of("type", "PUT_CONDUIT", "conduit", vendorAccess())
                        : Map.of("type", "REMOVE_CONDUIT", "conduitId", CONDUIT);
        return Json.line(
                Map.of("title", title, "reason", "Processes are killed", "edits", List.of(edit)));
    }

    private static Map<String, Object> vendorAccess() {
        return Map.of(
                "id", CONDUIT,
                "name", CONDUIT,
                "from", "remote-access/vendor-gateway",
                "to", "ot-dmz/jump-host",
                "services", List.of("tcp/22"),
                "justification", "Processes are killed",
                "ownerRole", "plant-operations",
                "reviewDate", "2027-03-31");
    }

    /** What the firewall's data plane does with the vendor's packet. */
    String vendorPasses(String site) throws IOException, InterruptedException {
        return plant.probe(
                site,
                "fw-1",
                "remote-access",
                member(site, "remote-access", "vendor-gateway"),
                member(site, "ot-dmz", "jump-host"),
                22);
    }

    private String member(String site, String zone, String group) {
        for (var entry : author.get("/sites/" + site + "/zones").body().path("items")) {
            for (var known : entry.path("groups")) {
                if (entry.path("zone").asString().equals(zone)
                        && known.path("name").asString().equals(group)) {
                    for (var prefix : known.path("prefixes")) {
                        if (!prefix.asString().contains(":")) {
                            return prefix.asString().replaceAll("/.*", "");
                        }
                    }
                }
            }
        }
        throw new IllegalStateException("no group " + group + " in " + zone + " at " + site);
    }

    /** Somebody pulls a cable. */
    void cutPath(String site, String slot) throws IOException, InterruptedException {
        var door = plant.device(site, slot).path("probe").asString();
        plant.http()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(door.replace("/probe", "/path?state=down")))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
    }

    /** Changes that bear this title. */
    List<String> changes(String title) throws SQLException {
        return database.lines("select change_id::text from change_request where title = ?", title);
    }

    /** How often each step of a change stands in the audit log. */
    List<String> audited(String change) throws SQLException {
        var all = new ArrayList<String>();
        for (var line :
                database.lines(
                        "select action || ' ' || count(*) from audit_entry"
                                + " where outcome = 'ALLOWED' and object_id = ?"
                                + " and action in ('change.draft', 'change.submit',"
                                + " 'change.approve', 'change.release') group by action"
                                + " having count(*) > 1",
                        change)) {
            all.add(line);
        }
        return all;
    }
}
