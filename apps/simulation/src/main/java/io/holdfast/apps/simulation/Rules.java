package io.holdfast.apps.simulation;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.site.SiteOrder;
import io.holdfast.sitelink.site.SiteState;
import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The invariants of site-link.md, looked at from outside while a site works. */
final class Rules {

    /** One look, in which a device is found again, and a few attempts. */
    private static final Duration TO_CLOSE = Duration.ofHours(6);

    /** Until a node that has power again has counted. */
    private static final Duration TO_COUNT = Duration.ofMinutes(10);

    private final World world;
    private final Changes changes;
    private final SimSite site;

    /** Number of the hold that is open by the journal, 0 if none is. */
    private long held;

    Openings openings = new Openings(false);
    private final SortedMap<String, Begun> open = new TreeMap<>();
    private final SortedMap<String, String> numbers = new TreeMap<>();

    private final Set<Decided> decided = new HashSet<>();

    private final SortedSet<String> had = new TreeSet<>();
    private String backTo = "";
    private JournalHead head = JournalHead.EMPTY;
    private long epoch;
    private long revision;

    /** What a person decided about a change by hand, and the content that was sent with it. */
    private record Decided(String content, Delivery.TakeOver takeOver) {}

    private record Begun(Instant at, JournalNote.Intent intent) {}

    Rules(World world, Changes changes, SimSite site) {
        this.world = world;
        this.changes = changes;
        this.site = site;
    }

    static boolean isInWork(SiteState state, DeviceSlot slot) {
        return plan(state).stream()
                .flatMap(plan -> plan.members().stream())
                .anyMatch(member -> member.slot().equals(slot));
    }

    static Optional<Work.Plan> plan(SiteState state) {
        return switch (state.work()) {
            case Work.Idle() -> Optional.empty();
            case Work.Checking(_, _, _) -> Optional.empty();
            case Work.Applying(var plan, _, _, _) -> Optional.of(plan);
            case Work.Proving(var plan, _, _, _) -> Optional.of(plan);
            case Work.Keeping(var plan, _, _, _) -> Optional.of(plan);
            case Work.TakingBack(_, _, _, _, _, _) -> Optional.empty();
        };
    }

    /** I15: what is for others stays with others. */
    void accepted(Delivery delivery) {
        if (!delivery.site().equals(site.identity.site())
                || !delivery.organization().equals(site.identity.organization())) {
            world.violated(
                    "I15",
                    site.identity
                            + " took what is for "
                            + delivery.site()
                            + " of "
                            + delivery.organization());
        }
        backTo = had.contains(delivery.contentDigest()) ? delivery.contentDigest() : "";
        had.add(delivery.contentDigest());
        delivery.takeOver().forEach(t -> decided.add(new Decided(delivery.contentDigest(), t)));
    }

    /** I3 and I4: what was accepted never goes back, and one number has one content. */
    void persisting(SiteState state) {
        if (!(state.desired() instanceof Desired.Accepted now)) {
            return;
        }
        if (now.epoch() < epoch || (now.epoch() == epoch && now.revision() < revision)) {
            world.violated(
                    "I3", site.identity + " went back to " + now.epoch() + "." + now.revision());
        }
        epoch = now.epoch();
        revision = now.revision();
        var number = epoch + "." + revision;
        var known = numbers.putIfAbsent(number, now.contentDigest());
        if (known != null && !known.equals(now.contentDigest())) {
            world.violated("I4", site.identity + " has two contents for " + number);
        }
    }

    /** I5 at the source, and what an INTENT, an OUTCOME mean. */
    void journaled(JournalLine line) {
        var check = Journal.verify(head, site.identity, List.of(line.bytes()));
        if (!(check instanceof Journal.Check.Intact(var next))) {
            world.violated("I5", site.identity + " " + check);
            return;
        }
        head = next;
        var entry = Journal.read(line.bytes());
        if (entry.type().equals("INTENT")) {
            var intent = WireJson.read(JournalNote.Intent.class, Bytes.utf8(entry.payload()));
            open.put(entry.object(), new Begun(world.now(), intent));
            boolean back = intent.contentDigest().equals(backTo);
            if (intent.closes().isEmpty() && !back) {
                begun(world.now());
            }
            if (intent.closes().isEmpty() && held > 0) {
                world.violated("S5", site.identity + " is held, and begins " + entry.object());
            }
        }
        if (entry.type().equals("BREAK_GLASS_USED")) {
            opened(WireJson.read(JournalNote.BreakGlassUsed.class, Bytes.utf8(entry.payload())));
        }
        if (entry.type().equals("HOLD_ENDED")) {
            held = 0;
        }
        if (entry.type().equals("OUTCOME")) {
            var begun = open.remove(entry.object());
            if (begun == null) {
                world.violated("L3", site.identity + " ends what it never began");
                return;
            }
            ended(WireJson.read(JournalNote.Outcome.class, Bytes.utf8(entry.payload())), begun);
        }
    }

    /** S5: a hold ends with its lease, but for the time in which the node had no power. */
    private void opened(JournalNote.BreakGlassUsed used) {
        if (!used.opens()) {
            return;
        }
        held = used.hold();
        var end = world.now().plusSeconds(used.leaseSeconds()).plus(TO_COUNT);
        mayBeHeldUntil(used.hold(), end, site.uptime.dark());
    }

    private void mayBeHeldUntil(long hold, Instant end, Duration darkBefore) {
        var last = end.plus(site.uptime.dark()).minus(darkBefore);
        world.at(
                last,
                () -> {
                    if (held != hold) {
                        return;
                    }
                    var now = world.now();
                    if (!site.isUp()
                            || now.isBefore(end.plus(site.uptime.dark()).minus(darkBefore))) {
                        world.after(TO_COUNT, () -> mayBeHeldUntil(hold, end, darkBefore));
                    } else {
                        world.violated("S5", site.identity + " is held, and its lease is over");
                    }
                });
    }

    /**
     * I11: nothing begins outside the windows, by the world's time and no site's; but what closes
     * at its hard end, and a way back to what the site had, as after a restored centre.
     */
    private void begun(Instant at) {
        if (!Changes.hasWindow(site.identity.site())) {
            return;
        }
        var opened = at.atZone(Changes.ZONE).toLocalDate().atStartOfDay(Changes.ZONE).toInstant();
        if (!at.isBefore(opened.plus(Changes.OPEN))) {
            world.violated("I11", site.identity + " begins outside its window at " + at);
        }
    }

    /** I8: a transaction that says kept or taken back is so, on every device of its group. */
    private void ended(JournalNote.Outcome outcome, Begun begun) {
        for (var end : outcome.devices()) {
            var device = site.device(end.slot());
            if (device.touchedByHandSince(begun.at().minusSeconds(1))) {
                continue;
            }
            var touched =
                    begun.intent().devices().stream()
                            .filter(t -> t.slot().equals(end.slot()))
                            .findFirst()
                            .orElseThrow();
            var said =
                    switch (end.end()) {
                        case "KEPT" -> touched.target();
                        case "TAKEN_BACK" -> touched.base();
                        default -> device.running();
                    };
            if (!device.running().equals(said) || (device.isOnTrial() && isSettled(end))) {
                world.violated(
                        "I8",
                        device.name + " is said to be " + end.end() + " and runs something else");
            }
        }
    }

    private static boolean isSettled(JournalNote.Ended end) {
        return end.end().equals("KEPT") || end.end().equals("TAKEN_BACK");
    }

    /**
     * I1: no effect without a durable INTENT; I17: nor while nothing can be recorded. I2: what
     * takes effect was released. I10: nothing typed by hand goes away undecided.
     */
    void applying(SiteOrder.Apply order, SimDevice device) {
        openings.end(order.target())
                .ifPresent(end -> mayBeOpenUntil(device, order.target(), end, site.uptime.dark()));
        if (!open.containsKey(order.transaction())) {
            world.violated(
                    site.canRecord() ? "I1" : "I17",
                    device.name + " is touched without a durable INTENT");
        }
        if (!changes.wasReleased(order.contentDigest())) {
            world.violated("I2", device.name + " is told what nobody released");
        }
        if (device.foreign().isEmpty() || !device.foreign().equals(device.running())) {
            return;
        }
        boolean willWrite =
                order.base().equals(device.running()) || world.is(Sabotage.HIDE_FOREIGN_CHANGES);
        boolean wasDecided = wasDecided(order, device.foreign());
        if (willWrite
                && !wasDecided
                && site.state().slot(order.slot()).isPresent()
                && !site.state().slot(order.slot()).orElseThrow().kept().isEmpty()) {
            world.violated("I10", device.name + ": a change by hand is overwritten undecided");
        }
    }

    /** What closes at its end may come before the content that was sent with the decision. */
    private boolean wasDecided(SiteOrder.Apply order, String foreign) {
        var begun = open.get(order.transaction());
        boolean closes = begun != null && !begun.intent().closes().isEmpty();
        return decided.stream()
                .filter(d -> closes || d.content().equals(order.contentDigest()))
                .anyMatch(d -> d.takeOver().equals(new Delivery.TakeOver(order.slot(), foreign)));
    }

    /**
     * P5: open no longer than until its end, what it takes to close it where all answer, and as
     * long as the node was without power: no clock that it may believe ran then.
     */
    private void mayBeOpenUntil(SimDevice device, String open, Instant end, Duration darkBefore) {
        world.at(
                end.plus(TO_CLOSE).plus(site.uptime.dark()).minus(darkBefore),
                () -> {
                    if (!device.running().equals(open)) {
                        return;
                    }
                    var last = end.plus(TO_CLOSE).plus(site.uptime.dark()).minus(darkBefore);
                    var calm = site.uptime.calmSince(device).plus(TO_CLOSE);
                    var until = last.isAfter(calm) ? last : calm;
                    if (world.now().isBefore(until)) {
                        world.at(until, () -> mayBeOpenUntil(device, open, end, darkBefore));
                    } else {
                        world.violated("P5", device.name + " is open, and its end was at " + end);
                    }
                });
    }

    /** At rest: L1 to L3 and I5 once more, against the centre's copy. */
    void atRest(SimCentre.Row row, SortedMap<String, String> wanted) {
        var ours = site.journal().stream().map(JournalLine::hash).toList();
        var theirs = row.journal.stream().map(JournalLine::hash).toList();
        if (theirs.size() > ours.size() || !ours.subList(0, theirs.size()).equals(theirs)) {
            world.violated("I5", site.identity + ": the centre's copy is no prefix of the journal");
        } else if (theirs.size() < ours.size()) {
            world.violated(
                    "L1",
                    site.identity
                            + ": "
                            + (ours.size() - theirs.size())
                            + " entries are not uploaded");
        }
        site.devices.forEach((slot, device) -> {
            if (!device.running().equals(wanted.get(slot.value()))) {
                world.violated(
                        "L2",
                        device.name
                                + " does not run what was released last: "
                                + site.state().slot(slot));
            }
        });
        if (held > 0) {
            world.violated("S5", site.identity + " is held still");
        }
        if (!open.isEmpty()) {
            world.violated("L3", site.identity + ": no OUTCOME for " + open.keySet());
        }
    }
}
