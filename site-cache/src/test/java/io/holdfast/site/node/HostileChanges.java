package io.holdfast.site.node;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.simulator.Fault;
import io.holdfast.simulator.datastore.Who;
import io.holdfast.simulator.xml.XmlReader;
import io.holdfast.site.devices.Drivers;
import io.holdfast.site.offers.OwnChecks;
import io.holdfast.sitelink.ContentChecks;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.SiteContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Changes made to lock the site node out, of management address, VLAN, access list, route and login
 * (G-10). What cuts a device off, as the simulated device's own data plane says, has to be refused
 * by the site before the push; where the verifier agrees with anything and every signature is
 * right, the device's own timer has to take it back.
 */
public final class HostileChanges {

    /** What is broken on purpose. */
    public enum Broken {
        NOTHING,
        /** The site objects to nothing. */
        BLIND_CHECKS,
        /** The site's reader overlooks words about logins. */
        OVERLOOKED_WORDS,
        /** The timer of a trial never rings. */
        NO_TIMERS
    }

    /**
     * What became of them.
     *
     * @param cut cut a device off and were refused
     * @param harmless cut nothing off and were allowed
     * @param cautious cut nothing off and were refused all the same
     * @param notTaken that no device took
     * @param words about logins, all refused
     * @param findings what should not have happened
     */
    public record Judged(
            int cut, int harmless, int cautious, int notTaken, int words, List<String> findings) {
        public Judged {
            findings = List.copyOf(findings);
        }
    }

    /**
     * What became of those that a whole node carried out.
     *
     * @param takenBack by the device itself or at the node's word
     * @param kept harmless ones
     * @param refused before the push
     * @param slowest milliseconds from the release to the last device's being back
     */
    public record CarriedOut(
            int takenBack, int kept, int refused, long slowest, List<String> findings) {
        public CarriedOut {
            findings = List.copyOf(findings);
        }
    }

    static final List<String> SLOTS = List.of("fw-1", "sw-1");

    private static final Drivers DRIVERS = Drivers.installed();

    /** The trial of a hasty site, and what a change may take until all is back at most. */
    private static final Duration AT_MOST = HostileSite.PACE.trial().plusSeconds(30);

    private HostileChanges() {}

    /** Sets each at the simulated devices themselves, and asks the site's own checks about it. */
    public static Judged judge(Path folder, int count, long first, Broken broken)
            throws IOException {
        var findings = new ArrayList<String>();
        int cut = 0;
        int harmless = 0;
        int cautious = 0;
        int notTaken = 0;
        int words = 0;
        try (var site = HostileSite.start(folder, new OwnChecks(DRIVERS))) {
            var good = site.begin(Blueprint.reference());
            var checks = checks(broken);
            for (long seed = first; seed < first + count; seed++) {
                var random = new Random(seed);
                var slot = SLOTS.get(random.nextInt(SLOTS.size()));
                if (random.nextInt(4) == 0) {
                    words++;
                    overlooked(checks, good, slot, random)
                            .map(("seed " + seed + ": ")::concat)
                            .ifPresent(findings::add);
                    continue;
                }
                var bad =
                        site.plant.changed(
                                good,
                                new DeviceSlot(slot),
                                HostileHands.some(random),
                                site.centre.reports());
                boolean told = tell(site, slot, bad);
                boolean reachable = told && site.everyoneAnswers();
                boolean refused = !checks.objections(Optional.of(good), bad).isEmpty();
                if (!told) {
                    notTaken++;
                } else if (!reachable) {
                    cut++;
                    if (!refused) {
                        findings.add("seed " + seed + " cuts " + slot + " off and is allowed");
                    }
                } else if (refused) {
                    cautious++;
                } else {
                    harmless++;
                }
                if (!tell(site, slot, good) || !site.everyoneAnswers()) {
                    findings.add("seed " + seed + ": the good state did not come back");
                }
            }
        }
        return new Judged(cut, harmless, cautious, notTaken, words, findings);
    }

    private static ContentChecks checks(Broken broken) {
        var own = new OwnChecks(DRIVERS);
        return switch (broken) {
            case NOTHING, NO_TIMERS -> own;
            case BLIND_CHECKS -> new Agreeable(own);
            case OVERLOOKED_WORDS -> new Overlooking(own);
        };
    }

    /** A word about logins that the site would take for what was approved. */
    private static Optional<String> overlooked(
            ContentChecks checks, SiteContent good, String slot, Random random) {
        var device = HostileSite.device(good, slot);
        var text = HostileWords.into(device.text(), random);
        return checks.read(device.dialect(), text)
                                instanceof ContentChecks.Meaning.Means(var config)
                        && config.equals(device.config())
                ? Optional.of("a word about logins is overlooked for " + slot + ": " + text)
                : Optional.empty();
    }

    /** Set at the device itself, past every check of Holdfast. */
    private static boolean tell(HostileSite site, String slot, SiteContent content) {
        var device = site.plant.device(slot);
        var who = new Who(device.newSession(), "hostile");
        var text = HostileSite.device(content, slot).text();
        try {
            device.datastores()
                    .edit(
                            who,
                            XmlReader.read("<config>" + text + "</config>"),
                            "merge",
                            true,
                            true);
            device.datastores().commit(who, "");
            return true;
        } catch (Exception _) {
            device.datastores().sessionLost(who);
            return false;
        }
    }

    /**
     * Released with valid signatures to whole site nodes whose verifier agrees with anything, with
     * real timers of five seconds; the nodes work side by side.
     */
    public static CarriedOut carryOut(
            Path folder, int count, long first, int nodes, Broken broken) {
        var all = new ArrayList<Future<CarriedOut>>();
        try (var threads = Executors.newFixedThreadPool(nodes)) {
            for (int node = 0; node < nodes; node++) {
                int own = node;
                all.add(
                        threads.submit(() ->
                                carryOut(
                                        folder.resolve("node-" + own),
                                        first + own,
                                        first + count,
                                        nodes,
                                        broken)));
            }
        }
        var sum = new CarriedOut(0, 0, 0, 0, List.of());
        for (var one : all) {
            sum = sum(sum, result(one));
        }
        return sum;
    }

    private static CarriedOut result(Future<CarriedOut> one) {
        try {
            return one.get();
        } catch (ExecutionException e) {
            return new CarriedOut(0, 0, 0, 0, List.of("a node broke off: " + e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CarriedOut(0, 0, 0, 0, List.of("interrupted"));
        }
    }

    private static CarriedOut sum(CarriedOut a, CarriedOut b) {
        var findings = new ArrayList<>(a.findings());
        findings.addAll(b.findings());
        return new CarriedOut(
                a.takenBack() + b.takenBack(),
                a.kept() + b.kept(),
                a.refused() + b.refused(),
                Math.max(a.slowest(), b.slowest()),
                findings);
    }

    private static CarriedOut carryOut(Path folder, long first, long end, int step, Broken broken)
            throws IOException {
        var sum = new CarriedOut(0, 0, 0, 0, List.of());
        try (var site = HostileSite.start(folder, new Agreeable(new OwnChecks(DRIVERS)))) {
            var good = site.begin(Blueprint.reference());
            if (broken == Broken.NO_TIMERS) {
                SLOTS.forEach(slot -> site.plant.device(slot).have(Fault.TRIAL_NEVER_ENDS));
            }
            for (long seed = first; seed < end && sum.findings().isEmpty(); seed += step) {
                sum = sum(sum, carryOut(site, good, seed));
            }
        }
        return sum;
    }

    private static CarriedOut carryOut(HostileSite site, SiteContent good, long seed) {
        var random = new Random(seed);
        var slot = SLOTS.get(random.nextInt(SLOTS.size()));
        boolean login = random.nextInt(8) == 0;
        var bad =
                login
                        ? withWords(good, slot, random)
                        : site.plant.changed(
                                good,
                                new DeviceSlot(slot),
                                HostileHands.some(random),
                                site.centre.reports());
        var begun = System.nanoTime();
        var end = site.carriedOut(bad, AT_MOST.plusSeconds(30));
        long millis = (System.nanoTime() - begun) / 1_000_000;
        var findings = new ArrayList<String>();
        if (!site.everyoneAnswers()) {
            findings.add("seed " + seed + ": locked out after " + end);
        }
        if (site.isAnyOnTrial()) {
            findings.add("seed " + seed + ": still on trial after " + end);
        }
        if (login && end != HostileSite.End.REFUSED) {
            findings.add("seed " + seed + ": a word about logins came to " + end);
        }
        if (end == HostileSite.End.NONE) {
            findings.add("seed " + seed + " came to no end: " + site.centre.journalText());
        }
        return new CarriedOut(
                end == HostileSite.End.TAKEN_BACK ? 1 : 0,
                end == HostileSite.End.KEPT ? 1 : 0,
                end == HostileSite.End.REFUSED ? 1 : 0,
                end == HostileSite.End.TAKEN_BACK ? millis : 0,
                findings);
    }

    private static SiteContent withWords(SiteContent good, String slot, Random random) {
        return new SiteContent(
                good.schema(),
                good.organization(),
                good.plan(),
                good.model(),
                good.devices().stream()
                        .map(d -> {
                            if (!d.slot().value().equals(slot)) {
                                return d;
                            }
                            var text = HostileWords.into(d.text(), random);
                            return new SiteContent.DeviceContent(
                                    d.slot(),
                                    d.group(),
                                    d.dialect(),
                                    d.config(),
                                    text,
                                    Digests.of(text));
                        })
                        .toList());
    }

    /** Deletes what the nodes left. */
    public static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Reads as the site does, and has no objection to anything. */
    record Agreeable(ContentChecks own) implements ContentChecks {

        @Override
        public Meaning read(String dialect, String text) {
            return own.read(dialect, text);
        }

        @Override
        public List<String> objections(Optional<SiteContent> inForce, SiteContent offered) {
            return List.of();
        }
    }

    /** Reads only what it has words for. */
    private record Overlooking(ContentChecks own) implements ContentChecks {

        @Override
        public Meaning read(String dialect, String text) {
            var known = text;
            for (var tree : List.of("system", "nacm", "aaa", "configuration", "keystore")) {
                known = known.replaceAll("(?s)<" + tree + " .*</" + tree + ">", "");
            }
            return own.read(dialect, known);
        }

        @Override
        public List<String> objections(Optional<SiteContent> inForce, SiteContent offered) {
            return own.objections(inForce, offered);
        }
    }
}
