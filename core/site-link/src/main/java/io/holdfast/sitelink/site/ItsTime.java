package io.holdfast.sitelink.site;

import io.holdfast.core.window.MayStart;
import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.SiteState.Hold;
import io.holdfast.sitelink.site.SiteState.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whether it is the time for a group to begin (R17, invariant I11). Judged by trusted time, of
 * which the whole interval must lie inside; the wall clock is not asked. Before the first group all
 * of the change must fit, later each group by itself: a group that cannot end inside does not
 * begin, and one that was begun is finished or taken back. Taking back waits for nothing.
 */
final class ItsTime {

    private static final String UNSURE =
            "opens what has an end, and waits until the time is surely known to be before it";

    private ItsTime() {}

    private static boolean mayOpen(Turn turn, Desired.Accepted desired, Target target) {
        return turn.slot(target.slot()).kept().equals(target.configDigest())
                || Closures.mayOpen(
                        turn, desired.contentDigest(), target.slot(), target.configDigest());
    }

    /** Before anything is read: devices that are not changed need no window. */
    static boolean hasCome(Turn turn, Desired.Accepted desired, List<Target> members) {
        if (members.stream().noneMatch(t -> changes(turn, t))) {
            hold(turn, desired, new Hold.None());
            return true;
        }
        if (stillWaits(turn)) {
            return false;
        }
        if (!members.stream().allMatch(t -> mayOpen(turn, desired, t))) {
            hold(turn, desired, new Hold.ForItsTime(UNSURE, Instant.MAX));
            return false;
        }
        var look = WorstCase.ofLook(turn.pace, members.size());
        return judge(turn, desired, needs(turn, desired, members.size()).plus(look));
    }

    /** Right before INTENT: reading took its time. */
    static boolean isStill(Turn turn, int devices) {
        return switch (turn.desired) {
            case Desired.Nothing() -> false;
            case Desired.Accepted desired -> judge(turn, desired, needs(turn, desired, devices));
        };
    }

    /**
     * Whether a target may mean a change: something else was kept last, or something else may be
     * taken over.
     */
    private static boolean changes(Turn turn, Target target) {
        return !turn.slot(target.slot()).kept().equals(target.configDigest())
                || !target.takeOverFrom().isEmpty();
    }

    /**
     * The moment it was told to wait for is ahead, and nothing has come that could move it. Judging
     * follows every window for years; so it is done again after each contact, answered or not, and
     * not at each step.
     */
    private static boolean stillWaits(Turn turn) {
        return turn.hold instanceof Hold.ForItsTime(_, var next)
                && next.isAfter(turn.time.trusted(turn.now).earliest())
                && turn.waitsForTheSame();
    }

    /** How long from INTENT on: the devices that were just looked at, and what comes after them. */
    private static Duration needs(Turn turn, Desired.Accepted desired, int devices) {
        var first = WorstCase.ofGroup(turn.pace, devices);
        if (desired.begun()) {
            return first;
        }
        var open =
                desired.targets().stream()
                        .filter(t -> !Groups.isKept(turn, desired, t))
                        .filter(t -> changes(turn, t))
                        .toList();
        var all =
                WorstCase.of(turn.pace, Groups.sizes(turn, open))
                        .minus(WorstCase.ofLook(turn.pace, devices));
        return all.compareTo(first) > 0 ? all : first;
    }

    private static boolean judge(Turn turn, Desired.Accepted desired, Duration needs) {
        if (desired.takesBack()) {
            hold(turn, desired, new Hold.None());
            return true;
        }
        var windows = desired.opening().siteWindows();
        var bounds = turn.time.trusted(turn.now);
        return switch (windows.mayStart(bounds.earliest(), bounds.latest(), needs, turn.freezes)) {
            case MayStart.Yes(_, _, _) -> {
                hold(turn, desired, new Hold.None());
                yield true;
            }
            case MayStart.No(var why, var next, _) -> {
                hold(
                        turn,
                        desired,
                        new Hold.ForItsTime(
                                why.sentence(windows.zone()), next.orElse(Instant.MAX)));
                yield false;
            }
        };
    }

    /** Whoever waits for something else than before is told of again. */
    static void hold(Turn turn, Desired.Accepted desired, Hold hold) {
        if (hold.equals(turn.hold)) {
            return;
        }
        turn.hold = hold;
        turn.keep();
        desired.targets().stream()
                .filter(t -> !Groups.isKept(turn, desired, t))
                .forEach(t -> turn.slot(t.slot(), SlotState::changed));
    }
}
