package io.holdfast.sitelink.site;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.site.HardEnd.Closure;
import io.holdfast.sitelink.site.HardEnd.Phase;
import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.SiteState.Target;
import io.holdfast.sitelink.site.SlotState.Sight;
import io.holdfast.sitelink.site.SlotState.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Closes by itself what has a hard end (rulings P5), with the centre and without it. An opening is
 * authority: it holds only while the whole interval of trusted time lies before its end. Where the
 * upper bound is unknown it closes when it is surely past the end, or when it has been open for its
 * longest while the node ran. It waits for no window and no freeze, and is tried until it is done.
 */
final class Closures {

    /** The time something was open is on disk to this precision; a restart costs as much. */
    private static final Duration COUNTED = Duration.ofMinutes(1);

    private Closures() {}

    /** After it was accepted: what is over under it is not opened by being sent again. */
    static void followed(Turn turn) {
        for (var end : turn.ends) {
            if (end.isOver()
                    && isDesired(turn, end)
                    && turn.desired instanceof Desired.Accepted desired) {
                turn.desired = desired.with(follow(turn, desired, end));
            }
        }
    }

    /** The node begins again: how long the power was gone is not counted, the last minute is. */
    static void started(Turn turn) {
        turn.ends =
                turn.ends.stream()
                        .map(end ->
                                end.phase() instanceof Phase.Open(var ran, _)
                                        ? end.with(new Phase.Open(ran.plus(COUNTED), turn.now))
                                        : end)
                        .toList();
    }

    /** A device is told, or keeps, what is closed at some end: from now on it is open. */
    static void opened(Turn turn, Work.Plan plan, Work.Member member) {
        boolean opens = false;
        var ends = new ArrayList<HardEnd>();
        for (var end : turn.ends) {
            boolean ours = end.contentDigest().equals(plan.contentDigest());
            opens |= ours && end.closures().stream().anyMatch(c -> isFrom(c, member));
            ends.add(
                    ours && opens && end.phase() instanceof Phase.Ahead()
                            ? end.with(new Phase.Open(Duration.ZERO, turn.now))
                            : end);
        }
        turn.ends = ends;
    }

    private static boolean isFrom(Closure closure, Work.Member member) {
        return closure.slot().equals(member.slot()) && closure.from().equals(member.target());
    }

    /** A device keeps this now. */
    static void kept(Turn turn, Work.Plan plan, Work.Member member) {
        if (turn.ends.isEmpty()) {
            return;
        }
        opened(turn, plan, member);
        LocalEffects.kept(turn, member.slot());
        turn.ends =
                turn.ends.stream()
                        .map(end ->
                                end.isOver() && end.contentDigest().equals(plan.contentDigest())
                                        ? end.done(member.slot(), member.target(), turn.now)
                                        : end)
                        .toList();
    }

    /** Counts, and finds which ends have come. */
    static void advance(Turn turn) {
        if (turn.ends.isEmpty()) {
            return;
        }
        var ends = turn.ends.stream().filter(end -> matters(turn, end)).toList();
        if (ends.size() < turn.ends.size()) {
            turn.keep();
        }
        var now = new ArrayList<HardEnd>();
        for (var end : ends) {
            var cause = end.isOver() ? Optional.<String>empty() : due(turn, end);
            now.add(cause.map(c -> reached(turn, end, c)).orElseGet(() -> counted(turn, end)));
        }
        turn.ends = List.copyOf(now);
    }

    /** Desired, in motion, or still run by a device. */
    private static boolean matters(Turn turn, HardEnd end) {
        return isDesired(turn, end)
                || Groups.plan(turn.work)
                        .filter(p -> p.contentDigest().equals(end.contentDigest()))
                        .isPresent()
                || turn.ends.stream()
                        .filter(e -> e.contentDigest().equals(end.contentDigest()))
                        .flatMap(e -> e.closures().stream())
                        .anyMatch(c -> turn.slot(c.slot()).kept().equals(c.from()));
    }

    private static boolean isDesired(Turn turn, HardEnd end) {
        return turn.desired.epochOrZero() == end.epoch()
                && turn.desired.revisionOrZero() == end.revision();
    }

    private static HardEnd counted(Turn turn, HardEnd end) {
        if (!(end.phase() instanceof Phase.Open(var ran, var counted))) {
            return end;
        }
        var since = Duration.between(counted, turn.now);
        if (since.compareTo(COUNTED) < 0) {
            return end;
        }
        turn.time = turn.time.settled(turn.now);
        turn.keep();
        return end.with(new Phase.Open(ran.plus(since), turn.now));
    }

    private static Optional<String> due(Turn turn, HardEnd end) {
        var time = turn.time.trusted(turn.now);
        if (!time.earliest().isBefore(end.at())) {
            return Optional.of("it is surely past its end");
        }
        if (time.latest().isBefore(Instant.MAX)) {
            return time.latest().isBefore(end.at())
                    ? Optional.empty()
                    : Optional.of("nobody can be sure any more that its end is ahead");
        }
        return end.phase() instanceof Phase.Open(var ran, var counted)
                        && end.longest().isPositive()
                        && ran.plus(Duration.between(counted, turn.now)).compareTo(end.longest())
                                >= 0
                ? Optional.of(
                        "it was open for its longest, "
                                + end.longest()
                                + ", and nobody is sure of the time")
                : Optional.empty();
    }

    /**
     * A person closes what ends until then, before its time. What follows is what follows at the
     * end itself.
     *
     * @return the ends that were brought forward
     */
    static List<HardEnd> bringForward(Turn turn, Instant upTo, String cause) {
        var ends = new ArrayList<HardEnd>();
        var brought = new ArrayList<HardEnd>();
        for (var end : turn.ends) {
            boolean its = !end.isOver() && !end.at().isAfter(upTo);
            ends.add(its ? reached(turn, end, cause).with(new Phase.Early(turn.now, cause)) : end);
            if (its) {
                brought.add(end);
            }
        }
        turn.ends = List.copyOf(ends);
        return brought;
    }

    private static HardEnd reached(Turn turn, HardEnd end, String cause) {
        var slots = end.closures().stream().map(Closure::slot).sorted().toList();
        turn.note(
                end.epoch() + "." + end.revision(),
                new JournalNote.HardEndReached(
                        end.epoch(),
                        end.revision(),
                        end.at().toString(),
                        end.closes(),
                        cause,
                        slots));
        if (isDesired(turn, end) && turn.desired instanceof Desired.Accepted desired) {
            turn.desired = desired.with(follow(turn, desired, end));
        }
        if (turn.work instanceof Work.Checking(var plan, _, _) && !plan.isClosing()) {
            turn.work = new Work.Idle();
            turn.order(new SiteOrder.Release(plan.transaction()));
        }
        for (var closure : end.closures()) {
            var known = turn.slot(closure.slot());
            if (known.kept().equals(closure.from())
                    && (known.standing() instanceof Standing.Conflict
                            || !(known.sight() instanceof Sight.Seen))) {
                stillOpen(turn, end.closes(), closure.slot(), "nothing can be told to it now");
            }
            turn.slot(closure.slot(), SlotState::changed);
        }
        return end.with(new Phase.Over(turn.now, cause));
    }

    /** Nothing is opened any more that was not yet. */
    private static List<Target> follow(Turn turn, Desired.Accepted desired, HardEnd end) {
        var targets = new ArrayList<Target>();
        for (var target : desired.targets()) {
            var closure =
                    end.closures().stream()
                            .filter(c -> c.slot().equals(target.slot()))
                            .filter(c -> c.from().equals(target.configDigest()))
                            .findFirst();
            if (closure.isPresent() && Groups.isKept(turn, desired, target)) {
                turn.slot(
                        target.slot(), s -> s.retry(0, turn.now).standing(new Standing.Waiting()));
            }
            targets.add(
                    closure.map(c ->
                                    new Target(
                                            target.slot(),
                                            c.group(),
                                            target.dialect(),
                                            c.to(),
                                            target.takeOverFrom()))
                            .orElse(target));
        }
        return targets;
    }

    static void stillOpen(Turn turn, List<String> closes, DeviceSlot slot, String reason) {
        turn.alarm(
                "HARD_END_OPEN",
                slot.value(),
                slot
                        + " may still let through what ended ("
                        + String.join(", ", closes)
                        + "): "
                        + reason);
    }

    /** The next device that has to close and can be told so, with the end it is closed by. */
    static Optional<Owed> next(Turn turn) {
        return turn.ends.stream()
                .flatMap(end -> end.closures().stream().map(c -> new Owed(end, c)))
                .filter(owed -> isOwed(turn, owed.end(), owed.closure()))
                .filter(owed -> isReady(turn, owed.closure().slot()))
                .findFirst();
    }

    /** What was decided may not be put on again: it has ended meanwhile. */
    static boolean hasEnded(Turn turn, Work.Plan plan, Work.Member member) {
        return turn.ends.stream()
                .filter(HardEnd::isOver)
                .filter(end -> end.contentDigest().equals(plan.contentDigest()))
                .flatMap(end -> end.closures().stream())
                .anyMatch(c -> isFrom(c, member));
    }

    /**
     * What has an end may be opened only while that is surely ahead. To go on unsure of the time is
     * one thing, to begin another: how long the power was gone nobody knows.
     */
    static boolean mayOpen(Turn turn, Work.Plan plan, Work.Member member) {
        return mayOpen(turn, plan.contentDigest(), member.slot(), member.target());
    }

    static boolean mayOpen(Turn turn, String contentDigest, DeviceSlot slot, String config) {
        var latest = turn.time.trusted(turn.now).latest();
        return turn.ends.stream()
                .filter(end -> end.contentDigest().equals(contentDigest))
                .filter(end ->
                        end.closures().stream()
                                .anyMatch(c -> c.slot().equals(slot) && c.from().equals(config)))
                .allMatch(end -> !end.isOver() && latest.isBefore(end.at()));
    }

    /** One device that has to close. */
    record Owed(HardEnd end, Closure closure) {}

    /**
     * A device that runs what is desired now goes by the ends of that: a conduit that was extended
     * is not closed because it once had another end.
     */
    private static boolean isOwed(Turn turn, HardEnd end, Closure closure) {
        return end.isOver()
                && turn.slot(closure.slot()).kept().equals(closure.from())
                && (isDesired(turn, end)
                        || !isDesired(turn, closure)
                        || isEarly(turn, end, closure));
    }

    /** A person closed it, and nobody at the centre has answered that. */
    static boolean isEarly(Turn turn, HardEnd end, Closure closure) {
        return end.phase() instanceof Phase.Early
                && LocalEffects.of(turn, closure.slot()).isPresent();
    }

    private static boolean isDesired(Turn turn, Closure closure) {
        return turn.desired instanceof Desired.Accepted desired
                && desired.targets().stream()
                        .filter(t -> t.slot().equals(closure.slot()))
                        .anyMatch(t -> t.configDigest().equals(closure.from()));
    }

    private static boolean isReady(Turn turn, DeviceSlot slot) {
        var known = turn.slot(slot);
        return known.onboarded()
                && known.sight() instanceof Sight.Seen
                && (!(known.standing() instanceof Standing.Conflict)
                        || LocalEffects.isPending(turn, slot))
                && !turn.now.isBefore(known.notBefore());
    }

    /** When something ends or is tried again by itself. */
    static Stream<Instant> moments(Turn turn) {
        var time = turn.time.trusted(turn.now);
        boolean sure = time.latest().isBefore(Instant.MAX);
        return turn.ends.stream()
                .flatMap(end ->
                        end.isOver()
                                ? end.closures().stream()
                                        .filter(c -> isOwed(turn, end, c))
                                        .map(c -> turn.slot(c.slot()).notBefore())
                                : ahead(turn, end, sure ? time.latest() : time.earliest()));
    }

    private static Stream<Instant> ahead(Turn turn, HardEnd end, Instant bound) {
        var by = turn.now.plus(Duration.between(bound, end.at()));
        return end.phase() instanceof Phase.Open(_, var counted)
                ? Stream.of(by, counted.plus(COUNTED))
                : Stream.of(by);
    }
}
