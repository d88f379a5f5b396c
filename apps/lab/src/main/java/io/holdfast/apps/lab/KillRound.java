package io.holdfast.apps.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/**
 * One rollout over every site of the plant, with kills on its way, and what the oracle says once
 * all is at rest: the devices' own history, the sites' journals row by row, the data plane.
 */
final class KillRound {

    private static final Duration REST = Duration.ofMinutes(7);
    private static final Duration RECOVERY = Duration.ofMinutes(4);
    private static final Duration REACHED = Duration.ofSeconds(75);

    /** About as long as a rollout takes when nothing is killed. */
    private static final int ROLLOUT_MILLIS = 14_000;

    private final KillRig rig;
    private final KillTally tally;
    private final SplittableRandom random;
    private final Optional<KillSabotage> sabotage;

    KillRound(
            KillRig rig,
            KillTally tally,
            SplittableRandom random,
            Optional<KillSabotage> sabotage) {
        this.rig = rig;
        this.tally = tally;
        this.random = random;
        this.sabotage = sabotage;
    }

    /**
     * Runs it and judges.
     *
     * @param named where one process is killed, if anywhere
     * @param lots how many are killed at any moment beside it
     */
    void run(String title, Optional<KillPlace> named, int lots) throws Exception {
        var armed = named.filter(n -> n.kind() == KillPlace.Kind.SITE_NODE);
        if (armed.isPresent()) {
            rig.plant.failpoint(armed.get().process(), armed.get().at());
            kill(new KillPlace(armed.get().process(), KillPlace.Kind.ANY_MOMENT, ""));
        }
        boolean on = !rig.isOn();
        var draft = rig.draft(title, on);
        var change = rig.insist(key -> rig.author.post("/change-requests", draft, "", key));
        if (change.status() != 201) {
            tally.found(title + ": not drafted: " + change);
            return;
        }
        if (sabotage.filter(KillSabotage.SEND_TWICE::equals).isPresent()) {
            rig.author.post("/change-requests", draft);
        }
        var id = change.body().path("id").asString();
        var path = "/change-requests/" + id;
        tally.say(title + " drafted: " + (on ? "opens" : "closes"));
        int devices = devices(rig.author.get(path + "/diff").body());
        var submitted =
                rig.insist(key -> rig.author.post(path + "/submit", "{}", change.etag(), key));
        if (submitted.status() != 200) {
            tally.found(title + ": not submitted: " + submitted);
            return;
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int lot = 0; lot < lots; lot++) {
                var place = KillPlace.anyMoment(random);
                int after = random.nextInt(ROLLOUT_MILLIS);
                all.add(
                        threads.submit(() -> {
                            Thread.sleep(after);
                            return kill(place);
                        }));
            }
            all.add(
                    threads.submit(() -> {
                        approve(title, path, submitted.etag(), threads, named);
                        return null;
                    }));
            for (var one : all) {
                one.get();
            }
        }
        atRest(title, path, devices, named.isEmpty() && lots == 0);
        judge(title, id, on);
    }

    /** The approval is what the centre acknowledges: once it did, the change may not be lost. */
    private void approve(
            String title,
            String path,
            String etag,
            java.util.concurrent.ExecutorService threads,
            Optional<KillPlace> named)
            throws Exception {
        Callable<Caller.Answer> approval =
                () -> rig.insist(key -> rig.approver.post(path + "/approve", "{}", etag, key));
        Future<Caller.Answer> approving;
        if (named.isPresent() && named.get().kind() == KillPlace.Kind.STATEMENT) {
            try (var _ = StatementStop.at(rig.database, named.get().at())) {
                approving = threads.submit(approval);
                killThere(named.get(), path);
            }
        } else {
            approving = threads.submit(approval);
            if (named.isPresent()) {
                killThere(named.get(), path);
            }
        }
        var approved = approving.get();
        tally.say(title + " approved: " + approved.status());
        if (approved.status() != 200) {
            tally.found(title + ": not approved: " + approved);
        }
    }

    private void killThere(KillPlace place, String path) throws Exception {
        var end = Instant.now().plus(REACHED);
        while (!isReached(place)) {
            if (Instant.now().isAfter(end) || isEnd(state(rollout(path)))) {
                tally.missed(place);
                rig.plant.failpoint(place.process(), "");
                if (place.kind() == KillPlace.Kind.SITE_NODE) {
                    // It would stop there later, and nobody would wait for it.
                    kill(new KillPlace(place.process(), KillPlace.Kind.ANY_MOMENT, ""));
                }
                return;
            }
            Thread.sleep(100);
        }
        rig.plant.failpoint(place.process(), "");
        kill(place);
    }

    private boolean isReached(KillPlace place) {
        return switch (place.kind()) {
            case ANY_MOMENT -> true;
            case SITE_NODE -> rig.plant.failpointReached(place.process());
            case STATEMENT -> !StatementStop.standing(rig.database, place.at()).isEmpty();
            case ON_TRIAL -> rig.anyOnTrial();
        };
    }

    private boolean kill(KillPlace place) throws Exception {
        rig.plant.kill(place.process());
        tally.killed(place);
        var restarted = Instant.now();
        var problem = KillRig.settled(RECOVERY, () -> rig.problem(place.process(), restarted));
        if (problem.isEmpty()) {
            tally.recovered(place, Duration.between(restarted, Instant.now()));
        } else {
            tally.found(place + ": not in order " + RECOVERY + " after its restart: " + problem);
        }
        return problem.isEmpty();
    }

    /**
     * Waits for the end.
     *
     * @param unhurt nothing was killed on the way: then it has to be kept everywhere
     */
    private void atRest(String title, String path, int devices, boolean unhurt) throws Exception {
        var since = Instant.now();
        var problem =
                KillRig.settled(
                        REST,
                        () -> {
                            var open = rig.problem(since);
                            var state = state(rollout(path));
                            return open.isEmpty() && !isEnd(state)
                                    ? "the rollout is " + state
                                    : open;
                        });
        var rollout = rollout(path);
        tally.rollout(devices, state(rollout));
        tally.say(title + " at rest over " + devices + " devices: " + state(rollout));
        if (!problem.isEmpty()) {
            tally.found(title + ": not at rest after " + REST + ": " + problem + "; " + rollout);
        } else if (!state(rollout).equals("DONE")) {
            var end = state(rollout) + " " + rollout.path("reason").asString("");
            tally.say(title + " ended " + end);
            if (unhurt) {
                tally.found(title + ": nothing was killed, and it ended " + end);
            }
        }
    }

    private JsonNode rollout(String path) {
        var id = rig.author.get(path).body().path("rolloutId").asString("");
        return id.isEmpty() ? RunningPlant.json("{}") : rig.author.get("/rollouts/" + id).body();
    }

    private static String state(JsonNode rollout) {
        return rollout.path("state").asString("none");
    }

    private static boolean isEnd(String state) {
        return List.of("DONE", "HALTED", "ROLLED_BACK").contains(state);
    }

    private static int devices(JsonNode diff) {
        int devices = 0;
        for (var site : diff.path("sites")) {
            devices += site.path("devices").size();
        }
        return devices;
    }

    private void judge(String title, String id, boolean on) throws Exception {
        sabotage();
        var changes = rig.changes(title);
        if (!changes.equals(List.of(id))) {
            tally.found(title + ": lost or done twice: " + changes);
        }
        rig.audited(id).forEach(line -> tally.found(title + ": done twice: " + line));
        var rollouts =
                rig.database.lines(
                        "select rollout_id::text from rollout where change_id::text = ?", id);
        if (rollouts.size() != 1) {
            tally.found(title + ": rollouts of an acknowledged change: " + rollouts);
        }
        var history = rig.history();
        history.halves().forEach(half -> tally.found(title + ": half applied: " + half));
        history.twice().forEach(twice -> tally.found(title + ": " + twice));
        var kept = new ArrayList<String>();
        for (var site : rollout("/change-requests/" + id).path("sites")) {
            if (site.path("state").asString().equals("KEPT")) {
                kept.add(site.path("site").asString());
            }
        }
        for (var site : KillRig.sites()) {
            for (var slot : KillRig.SLOTS) {
                var device = site + "-" + slot;
                if (!history.running(device).equals(history.kept(device))) {
                    tally.found(title + ": " + device + " does not run what it was told to keep");
                }
                var state = rig.device(site, slot);
                if (!state.path("reachable").asBoolean(false)) {
                    tally.found(title + ": " + device + " is locked out: " + state);
                }
            }
            if (kept.contains(site) && !rig.vendorPasses(site).equals(on ? "pass" : "drop")) {
                tally.found(title + ": kept at " + site + " and without effect there");
            }
            var journals = KillRig.settled(Duration.ofMinutes(1), () -> rig.journals(site));
            if (!journals.isEmpty()) {
                tally.found(title + ": " + journals);
            }
        }
    }

    private void sabotage() throws Exception {
        if (sabotage.isEmpty()) {
            return;
        }
        var site = KillRig.sites().getFirst();
        switch (sabotage.get()) {
            case LOSE_ROW ->
                    rig.database.change(
                            "delete from site_journal where site_code = ? and sequence ="
                                    + " (select max(sequence) - 1 from site_journal j where"
                                    + " j.site_code = site_journal.site_code)",
                            site);
            case LOSE_FLASH -> {
                java.nio.file.Files.delete(
                        rig.folder()
                                .resolve(DevicesProcess.FLASH)
                                .resolve(site + "-sw-1.startup.xml"));
                kill(new KillPlace(KillPlace.DEVICES, KillPlace.Kind.ANY_MOMENT, ""));
            }
            case LOCK_OUT -> rig.cutPath(site, "sw-1");
            case SEND_TWICE -> {}
        }
    }
}
