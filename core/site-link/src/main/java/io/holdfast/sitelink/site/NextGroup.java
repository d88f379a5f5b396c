package io.holdfast.sitelink.site;

import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.SiteState.Target;
import io.holdfast.sitelink.site.SlotState.Sight;
import io.holdfast.sitelink.site.Work.Member;
import java.util.List;

/** Chooses which devices are changed next: those that have to close first, then the content. */
final class NextGroup {

    private NextGroup() {}

    /** Begins the next group if there is one and nothing stands in its way. */
    static void begin(Turn turn) {
        var owed = Closures.next(turn);
        var unit = NewUnit.owed(turn);
        if (owed.isEmpty()
                && unit.isPresent()
                && turn.desired instanceof Desired.Accepted desired) {
            fill(turn, unit.get(), desired);
        } else if (owed.isEmpty()) {
            beginDesired(turn);
        } else if (!mayMend(turn, owed.get()) || !beginDesired(turn)) {
            close(turn, owed.get());
        }
    }

    /**
     * What a device refuses again and again must not keep out the content that would mend it. That
     * goes first where all its devices answer; one that does not would keep the others open.
     */
    private static boolean mayMend(Turn turn, Closures.Owed owed) {
        return turn.slot(owed.closure().slot()).attempts() > 0
                && turn.desired instanceof Desired.Accepted desired
                && !desired.contentDigest().equals(owed.end().contentDigest())
                && Groups.next(turn, desired).stream()
                        .allMatch(t -> turn.slot(t.slot()).sight() instanceof Sight.Seen);
    }

    /** Whether a group was begun. */
    private static boolean beginDesired(Turn turn) {
        if (!(turn.desired instanceof Desired.Accepted desired)
                || LocalHolds.keeps(turn, desired)) {
            return false;
        }
        var group = Groups.next(turn, desired);
        if (group.stream().anyMatch(t -> isSettled(turn, desired, t))) {
            turn.hold = new SiteState.Hold.None();
            return false;
        }
        var members = together(turn, group);
        if (!ItsTime.hasCome(turn, desired, members)) {
            return false;
        }
        if (group.isEmpty() || !group.stream().allMatch(t -> isReady(turn, desired, t))) {
            return false;
        }
        var first = members.getFirst();
        Groups.look(
                turn,
                new Work.Plan(
                        transaction(turn),
                        desired.epoch(),
                        desired.revision(),
                        desired.contentDigest(),
                        first.group(),
                        Groups.isSelfReverting(turn, first.slot()),
                        Groups.trial(turn.pace, members.size()),
                        List.of(),
                        members.stream()
                                .map(t -> new Member(t.slot(), "", t.configDigest()))
                                .toList(),
                        List.of(),
                        false));
        return true;
    }

    /**
     * A device that has to close goes alone: one that does not answer must not keep the others
     * open, and to close takes away and adds nothing, in whichever order.
     */
    private static void close(Turn turn, Closures.Owed owed) {
        var end = owed.end();
        var closure = owed.closure();
        Groups.look(
                turn,
                new Work.Plan(
                        transaction(turn),
                        end.epoch(),
                        end.revision(),
                        end.contentDigest(),
                        closure.group(),
                        Groups.isSelfReverting(turn, closure.slot()),
                        Groups.trial(turn.pace, 1),
                        List.of(),
                        List.of(new Member(closure.slot(), "", closure.to())),
                        end.closes(),
                        false));
    }

    /**
     * A new unit in a slot goes alone and waits for no window: until it is told, its slot does
     * nothing at all. In a hold it is what the people there want.
     */
    private static void fill(Turn turn, Target target, Desired.Accepted desired) {
        Groups.look(
                turn,
                new Work.Plan(
                        transaction(turn),
                        desired.epoch(),
                        desired.revision(),
                        desired.contentDigest(),
                        target.group(),
                        true,
                        Groups.trial(turn.pace, 1),
                        List.of(),
                        List.of(new Member(target.slot(), "", target.configDigest())),
                        List.of(),
                        true));
    }

    private static String transaction(Turn turn) {
        long number = ++turn.transactions;
        return "hf-" + turn.identity.site() + "-" + turn.identity.incarnation() + "-" + number;
    }

    /** Taken back or in conflict: a person must look before it goes on. */
    private static boolean isSettled(Turn turn, Desired.Accepted desired, Target target) {
        return turn.slot(target.slot()).standing().isOf(desired.epoch(), desired.revision());
    }

    private static boolean isReady(Turn turn, Desired.Accepted desired, Target target) {
        var known = turn.slot(target.slot());
        return known.onboarded()
                && !isSettled(turn, desired, target)
                && Reports.lastSeen(known.sight()).isPresent()
                && !turn.now.isBefore(known.notBefore());
    }

    /** Those that take themselves back go together; one that cannot goes alone, after them. */
    private static List<Target> together(Turn turn, List<Target> group) {
        var reverting = group.stream().filter(t -> Groups.isSelfReverting(turn, t.slot())).toList();
        return reverting.isEmpty() ? group.stream().limit(1).toList() : reverting;
    }
}
