package io.holdfast.apps.simulation;

import io.holdfast.core.rollout.Liveness;
import io.holdfast.core.rollout.PlannedWave;
import io.holdfast.core.rollout.Rollout;
import io.holdfast.core.rollout.RolloutOrder;
import io.holdfast.core.rollout.RolloutPhase;
import io.holdfast.core.rollout.Rollouts;
import io.holdfast.core.rollout.SiteProgress;
import io.holdfast.core.rollout.WaveRule;
import io.holdfast.core.rollout.WaveSites;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.SlotReport;
import io.holdfast.sitelink.site.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A rollout over hundreds of sites in waves, each site with three devices, in one process. Real:
 * the decisions of the sites, of the centre's link and of the rollout, signatures and their checks,
 * the journals. Simulated: the way between them, the devices, the database. Time passes at a tempo,
 * so that a machine that is too slow is late and misses deadlines.
 */
final class Waves {

    /** How often the centre looks at a rollout, as in the product. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final Duration BASELINE = Duration.ofMinutes(8);

    private static final Liveness.Thresholds LIVENESS =
            new Liveness.Thresholds(Duration.ofSeconds(60), Duration.ofSeconds(180));

    private static final List<PlannedWave> PLAN =
            List.of(
                    new PlannedWave(new WaveSites.First(1), WaveRule.ALL),
                    new PlannedWave(new WaveSites.Share(10), WaveRule.ALL),
                    new PlannedWave(new WaveSites.Share(50), WaveRule.ALL),
                    new PlannedWave(new WaveSites.Share(100), WaveRule.ALL));

    private final World world;
    private final Changes changes = new Changes(false, Scenario.SLOTS);
    private final SimCentre centre;
    private final SortedMap<SiteId, SimSite> sites = new TreeMap<>();
    private final SortedMap<SiteId, Liveness.Judged> links = new TreeMap<>();
    private final SortedMap<Integer, Instant> waves = new TreeMap<>();
    private Map<SiteId, Changes.Released> released = Map.of();
    private Optional<Rollout> rollout = Optional.empty();
    private Optional<Instant> done = Optional.empty();

    Waves(int count, long seed) {
        world = World.calm(seed);
        centre = new SimCentre(world, changes);
        var nobody = new Intruder(world, changes, seed);
        for (int number = 1; number <= count; number++) {
            var name = new SiteId(String.format(Locale.ROOT, "s-%04d", number));
            var identity = new SiteIdentity(Changes.ORGANIZATION, name, 1);
            sites.put(name, new SimSite(world, centre, changes, nobody, identity, Pace.PLANT));
            centre.enrol(identity);
        }
    }

    /**
     * What it came to.
     *
     * @param waves how long each took
     * @param rung timers of devices that rang, each a missed deadline
     * @param late by how much virtual time the machine was behind at most
     */
    record Result(
            List<Duration> waves,
            Duration longestTrial,
            int rung,
            Duration late,
            long events,
            List<String> findings) {
        Result {
            waves = List.copyOf(waves);
            findings = List.copyOf(findings);
        }
    }

    /**
     * Brings a first content to every site at once, and then a second one in waves.
     *
     * @param tempo times faster than the wall; 0 for as fast as it can, when nothing is ever late
     */
    Result run(int tempo, Duration slowness) {
        var goes = tempo == 0 ? Tempo.AT_ONCE : new Tempo.Paced(World.BEGIN, tempo, slowness);
        world.goesAt(goes);
        // As after an ordinary day: not all sites call in the same moment.
        sites.values()
                .forEach(site ->
                        world.after(
                                world.between(Duration.ZERO, Duration.ofSeconds(20)), site::start));
        world.after(
                Duration.ofSeconds(30),
                () -> release(1).forEach((site, part) -> centre.deliver(site, part, List.of())));
        world.after(BASELINE, this::begin);
        world.after(LOOK, this::watch);
        world.run(World.BEGIN.plus(BASELINE).plus(Rollouts.PATIENCE.multipliedBy(2)));
        return judged(goes.latest());
    }

    private void watch() {
        world.after(LOOK, this::watch);
        if (world.rung() > 0) {
            world.violated("DEADLINE", "a device took back by its own timer");
        }
    }

    private Map<SiteId, Changes.Released> release(int version) {
        var contents = new TreeMap<SiteId, SiteContent>();
        for (var site : sites.keySet()) {
            contents.put(
                    site,
                    changes.content(site, version, Changes.Kind.GOOD, Scenario.ONE_BY_ONE::group));
        }
        return changes.release("chg-" + version, contents, world.now());
    }

    private void begin() {
        released = release(2);
        rollout = Optional.of(Rollout.plan(PLAN, List.copyOf(sites.keySet())));
        look();
    }

    /** What the product's rollout clock does, on the same decisions. */
    private void look() {
        var step = Rollouts.reconcile(rollout.orElseThrow(), progress(), world.now());
        var next = step.rollout();
        for (var order : step.orders()) {
            if (order instanceof RolloutOrder.OfferState(var site)) {
                centre.deliver(site, Objects.requireNonNull(released.get(site)), List.of());
                next = Rollouts.offered(next, site, centre.row(site).desired(), world.now());
            }
        }
        rollout = Optional.of(next);
        switch (next.phase()) {
            case RolloutPhase.Running running -> waves.putIfAbsent(running.wave(), world.now());
            case RolloutPhase.Done _ -> done = Optional.of(world.now());
            case RolloutPhase.Halted halted -> world.violated("HALTED", halted.reason());
            default -> {}
        }
        if (done.isEmpty()) {
            world.after(LOOK, this::look);
        } else {
            world.after(Duration.ofMinutes(2), () -> world.stop());
        }
    }

    private SortedMap<SiteId, SiteProgress> progress() {
        var all = new TreeMap<SiteId, SiteProgress>();
        for (var site : sites.keySet()) {
            var row = centre.row(site);
            var link =
                    Liveness.judge(
                            row.heard,
                            true,
                            Optional.ofNullable(links.get(site)),
                            LIVENESS,
                            world.now());
            links.put(site, link);
            all.put(
                    site,
                    new SiteProgress(
                            link,
                            row.desired(),
                            row.delivered,
                            Optional.empty(),
                            row.reports.values().stream().map(Waves::progress).toList()));
        }
        return all;
    }

    private static SiteProgress.SlotProgress progress(SlotReport report) {
        return new SiteProgress.SlotProgress(
                report.slot(),
                SiteProgress.SlotState.valueOf(report.state()),
                report.revision(),
                report.reason(),
                Optional.ofNullable(report.trialDeadline()));
    }

    private Result judged(Duration late) {
        var findings = new ArrayList<>(world.findings());
        if (done.isEmpty()) {
            findings.add("the rollout did not end: " + rollout.map(Rollout::phase));
        } else {
            sites.forEach((name, site) -> site.atRest(centre.row(name), wanted(name)));
            findings.clear();
            findings.addAll(world.findings());
        }
        var lengths = new ArrayList<Duration>();
        var moments = new ArrayList<>(waves.values());
        done.ifPresent(moments::add);
        for (int wave = 1; wave < moments.size(); wave++) {
            lengths.add(Duration.between(moments.get(wave - 1), moments.get(wave)));
        }
        return new Result(
                lengths, world.longestTrial(), world.rung(), late, world.events(), findings);
    }

    private SortedMap<String, String> wanted(SiteId site) {
        var wanted = new TreeMap<String, String>();
        changes.content(site, 2, Changes.Kind.GOOD, Scenario.ONE_BY_ONE::group)
                .devices()
                .forEach(d -> wanted.put(d.slot().value(), Digests.of(d.config())));
        return wanted;
    }
}
