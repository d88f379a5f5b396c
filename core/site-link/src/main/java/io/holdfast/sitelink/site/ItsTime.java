package io.holdfast.sitelink.site;

import io.holdfast.core.window.MayStart;
import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.SiteState.Hold;
import io.holdfast.sitelink.site.SiteState.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * Whether it is the time for a group to begin (R17, invariant I11). Judged by trusted time, of
 * which the whole interval must lie inside; the wall clock is not asked. Before the first group all
 * of the change must fit, later each group by itself: a group that cannot end inside does not
 * begin, and one that was begun is finished or taken back. Taking back waits for nothing.
 */
final class ItsTime {

    private ItsTime() {}

    /** Before anything is read: a group that changes nothing needs no window. */
    static boolean hasCome(Turn turn, Desired.Accepted desired, List<Target> group) {
        boolean changes =
                group.stream().anyMatch(t -> !turn.slot(t.slot()).kept().equals(t.configDigest()));
        if (!changes) {
            hold(turn, desired, new Hold.None());
            return true;
        }
        return judge(turn, desired, needs(turn, desired, group.size()));
    }

    /** Right before INTENT: reading took its time. */
    static boolean isStill(Turn turn, int devices) {
        return switch (turn.desired) {
            case Desired.Nothing() -> false;
            case Desired.Accepted desired -> judge(turn, desired, needs(turn, desired, devices));
        };
    }

    private static Duration needs(Turn turn, Desired.Accepted desired, int devices) {
        if (desired.begun()) {
            return WorstCase.ofGroup(turn.pace, devices);
        }
        var groups = new TreeMap<Integer, Integer>();
        desired.targets().stream()
                .filter(t -> !Groups.isKept(turn, desired, t))
                .filter(t -> !turn.slot(t.slot()).kept().equals(t.configDigest()))
                .forEach(t -> groups.merge(t.group(), 1, Integer::sum));
        var all = WorstCase.of(turn.pace, groups.values());
        var first = WorstCase.ofGroup(turn.pace, devices);
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
    private static void hold(Turn turn, Desired.Accepted desired, Hold hold) {
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
