package io.holdfast.apps.simulation;

import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.SlotReport;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Those who propose, those who answer alarms, and those who type at a device at night. */
final class People {

    private static final Duration ROUND = Duration.ofHours(2);

    private final World world;
    private final SimCentre centre;
    private final Changes changes;
    private final Openings openings;
    private final List<SimSite> sites;
    private final SortedMap<SiteId, SortedMap<String, String>> wanted = new TreeMap<>();
    private int version;

    People(World world, SimCentre centre, Changes changes, Openings openings, List<SimSite> sites) {
        this.openings = openings;
        this.world = world;
        this.centre = centre;
        this.changes = changes;
        this.sites = sites;
    }

    void begin() {
        world.after(Duration.ofHours(1), this::propose);
        world.after(ROUND, this::round);
        world.after(Duration.ofDays(3), this::night);
        world.at(World.FAULTS_END, () -> release(everySite(), Changes.Kind.GOOD));
    }

    /** What each device of a site shall run, by the last release: the oracle. */
    SortedMap<String, String> wanted(SiteId site) {
        return wanted.getOrDefault(site, new TreeMap<>());
    }

    private List<SiteId> everySite() {
        return sites.stream().map(s -> s.identity.site()).toList();
    }

    private void propose() {
        if (!world.faults()) {
            return;
        }
        world.after(world.between(Duration.ofHours(12), Duration.ofDays(4)), this::propose);
        if (!centre.isUp()) {
            return;
        }
        int kind = world.random.nextInt(12);
        var chosen =
                world.random.nextBoolean()
                        ? everySite()
                        : List.of(everySite().get(world.random.nextInt(sites.size())));
        release(
                chosen,
                switch (kind) {
                    case 0 -> Changes.Kind.CUTS_MANAGEMENT;
                    case 1 -> Changes.Kind.FAILS_PROBE;
                    case 2 -> Changes.Kind.REFUSED;
                    case 3 -> Changes.Kind.MANGLED;
                    default -> Changes.Kind.GOOD;
                });
    }

    private void release(List<SiteId> chosen, Changes.Kind kind) {
        version++;
        boolean together = world.random.nextBoolean();
        var contents = new TreeMap<SiteId, SiteContent>();
        for (var site : chosen) {
            var content = changes.content(site, version, kind, together);
            boolean good = kind == Changes.Kind.GOOD;
            contents.put(site, good ? openings.of(content, version, world.now()) : content);
        }
        var released = changes.release("chg-" + version, contents, world.now());
        released.forEach((site, part) -> {
            centre.deliver(site, part, takeOver(site));
            var digests = new TreeMap<String, String>();
            Objects.requireNonNull(contents.get(site))
                    .at(World.BEGIN.plus(World.LENGTH))
                    .devices()
                    .forEach(d -> digests.put(d.slot().value(), Digests.of(d.config())));
            wanted.put(site, digests);
        });
    }

    /** What the reports say was changed by hand, a person now decides to replace. */
    private List<Delivery.TakeOver> takeOver(SiteId site) {
        return centre.row(site).reports.values().stream()
                .filter(r -> r.state().equals("CONFLICT") && !r.runningDigest().isEmpty())
                .map(r -> new Delivery.TakeOver(r.slot(), r.runningDigest()))
                .toList();
    }

    /** The duty engineer: whatever is not as released gets a new release. */
    private void round() {
        world.after(ROUND, this::round);
        if (!centre.isUp()) {
            return;
        }
        for (var site : sites) {
            var row = centre.row(site.identity.site());
            boolean open = row.reports.values().stream().anyMatch(r -> isOpen(r, row.desired()));
            if (open) {
                release(List.of(site.identity.site()), Changes.Kind.GOOD);
            }
        }
    }

    private static boolean isOpen(SlotReport report, long desired) {
        return report.revision() == desired
                && (report.state().equals("TAKEN_BACK") || report.state().equals("CONFLICT"));
    }

    private void night() {
        if (!world.faults()) {
            return;
        }
        world.after(world.between(Duration.ofDays(4), Duration.ofDays(15)), this::night);
        var site = sites.get(world.random.nextInt(sites.size()));
        site.anyDevice().byHand(Digests.of("typed by hand " + world.random.nextInt()));
    }
}
