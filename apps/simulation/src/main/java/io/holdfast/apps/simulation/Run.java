package io.holdfast.apps.simulation;

import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.SiteIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One seed: three sites, ninety virtual days, and what was found. */
final class Run {

    private final World world;
    private final SimCentre centre;
    private final List<SimSite> sites;
    private final People people;
    private final Technicians technicians;

    private Run(long seed, Optional<Sabotage> sabotage) {
        world = new World(seed, sabotage);
        var changes = new Changes(!world.is(Sabotage.FORGET_WINDOWS));
        centre = new SimCentre(world, changes);
        var intruder = new Intruder(world, changes, seed);
        sites =
                Stream.of("cl-03", "ss-04", "ww-01")
                        .map(name -> new SiteIdentity(Changes.ORGANIZATION, new SiteId(name), 1))
                        .map(identity ->
                                new SimSite(
                                        world, centre, changes, intruder, identity, Paces.QUARTER))
                        .toList();
        var openings = new Openings(!world.is(Sabotage.FORGET_ENDS));
        sites.forEach(site -> site.watches(openings));
        people = new People(world, centre, changes, openings, sites);
        technicians = new Technicians(world, seed);
    }

    /**
     * What a run came to.
     *
     * @param findings broken invariants, first first; empty if none
     * @param entries how many journal entries of each type were written: what the run went through
     */
    record Result(
            long seed,
            List<String> findings,
            long events,
            SortedMap<String, Long> entries,
            String trace) {
        Result {
            findings = List.copyOf(findings);
        }
    }

    static Result of(long seed, Optional<Sabotage> sabotage) {
        return new Run(seed, sabotage).run(seed);
    }

    private Result run(long seed) {
        sites.forEach(site -> centre.enrol(site.identity));
        sites.forEach(SimSite::start);
        people.begin();
        technicians.begin(sites);
        trouble();
        world.run();
        if (world.findings().isEmpty()) {
            for (var site : sites) {
                var name = site.identity.site();
                site.atRest(centre.row(name), people.wanted(name));
            }
        }
        var entries = new TreeMap<String, Long>();
        for (var site : sites) {
            for (var line : site.journal()) {
                entries.merge(Journal.read(line.bytes()).type(), 1L, Long::sum);
            }
        }
        return new Result(seed, world.findings(), world.events(), entries, world.traceHash());
    }

    private void trouble() {
        world.after(Duration.ofDays(1), this::backUp);
        world.after(Duration.ofHours(20), this::centreFails);
        for (var site : sites) {
            world.after(days(1, 6), () -> cut(site));
            world.after(days(1, 9), () -> power(site));
        }
        if (world.random.nextBoolean() || world.is(Sabotage.KEEP_EPOCH)) {
            world.after(days(20, 70), centre::restore);
        }
    }

    private Duration days(int least, int most) {
        return world.between(Duration.ofDays(least), Duration.ofDays(most));
    }

    private void backUp() {
        centre.backUp();
        // What keeps its numbers is found if something was released since.
        world.after(Duration.ofDays(world.is(Sabotage.KEEP_EPOCH) ? 9 : 1), this::backUp);
    }

    private void centreFails() {
        if (world.faults()) {
            centre.crash(world.between(Duration.ofSeconds(30), Duration.ofHours(8)));
            world.after(days(2, 12), this::centreFails);
        }
    }

    /** Mostly minutes, sometimes weeks. */
    private void cut(SimSite site) {
        if (!world.faults()) {
            return;
        }
        var length =
                world.random.nextInt(5) == 0
                        ? days(5, 40)
                        : world.between(Duration.ofMinutes(1), Duration.ofHours(12));
        var left = Duration.between(world.now(), World.FAULTS_END);
        site.cutWan(length.compareTo(left) > 0 ? left : length);
        world.after(length.plus(days(1, 8)), () -> cut(site));
    }

    private void power(SimSite site) {
        if (!world.faults()) {
            return;
        }
        switch (world.random.nextInt(3)) {
            case 0 -> site.crash();
            case 1 ->
                    site.anyDevice()
                            .reboot(world.between(Duration.ofMinutes(1), Duration.ofMinutes(9)));
            default -> {
                site.crash();
                site.devices
                        .values()
                        .forEach(device ->
                                device.reboot(
                                        world.between(
                                                Duration.ofMinutes(1), Duration.ofMinutes(9))));
            }
        }
        world.after(days(1, 7), () -> power(site));
    }
}
