package io.holdfast.sitelink.site;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.site.SiteEvent.Reading;
import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.SiteState.Target;
import io.holdfast.sitelink.site.SlotState.Sight;
import io.holdfast.sitelink.site.SlotState.Standing;
import io.holdfast.sitelink.site.Work.Member;
import io.holdfast.sitelink.site.Work.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The devices of a group, and whether each is where the change starts from. */
final class Groups {

    private Groups() {}

    /** Looks whether each member is where the plan starts from, one after the other. */
    static void look(Turn turn, Work.Plan plan) {
        var slots = plan.members().stream().map(Member::slot).toList();
        slots.forEach(slot -> turn.slot(slot, known -> known.look(0, known.nextLook())));
        read(turn, plan, slots, neighbours(turn, plan));
    }

    /** Timeout at least three times the time all its devices need to be verified (site-link.md). */
    static Duration trial(Pace pace, int devices) {
        var needed = pace.verifyBudget().multipliedBy(3L * devices);
        return needed.compareTo(pace.trial()) > 0 ? needed : pace.trial();
    }

    /**
     * The lowest group with a device that has not come to this revision, and of it those devices.
     */
    static List<Target> next(Turn turn, Desired.Accepted desired) {
        var numbers = new TreeSet<Integer>();
        desired.targets().forEach(t -> numbers.add(t.group()));
        for (int number : numbers) {
            var open =
                    desired.targets().stream()
                            .filter(t -> t.group() == number)
                            .filter(t -> !isKept(turn, desired, t))
                            .toList();
            if (!open.isEmpty()) {
                return open;
            }
        }
        return List.of();
    }

    static boolean isKept(Turn turn, Desired.Accepted desired, Target target) {
        return turn.slot(target.slot())
                .standing()
                .equals(new Standing.Kept(desired.epoch(), desired.revision()));
    }

    static boolean isOf(Work.Plan plan, Desired.Accepted desired) {
        return plan.epoch() == desired.epoch() && plan.revision() == desired.revision();
    }

    /** How many of these targets are on trial at once, one number for each transaction. */
    static List<Integer> sizes(Turn turn, List<Target> targets) {
        var reverting = new TreeMap<Integer, Integer>();
        var sizes = new ArrayList<Integer>();
        for (var target : targets) {
            if (isSelfReverting(turn, target.slot())) {
                reverting.merge(target.group(), 1, Integer::sum);
            } else {
                sizes.add(1);
            }
        }
        sizes.addAll(reverting.values());
        return sizes;
    }

    static boolean isSelfReverting(Turn turn, DeviceSlot slot) {
        return Reports.lastSeen(turn.slot(slot).sight())
                .map(Sight.Seen::selfReverting)
                .orElse(false);
    }

    private static void read(
            Turn turn, Work.Plan plan, List<DeviceSlot> left, List<DeviceSlot> neighbours) {
        long ticket = turn.ticket();
        turn.work = new Work.Checking(plan, left, new Next.Answer(ticket));
        turn.order(new SiteOrder.Read(left.getFirst(), ticket, true, neighbours));
    }

    /**
     * Devices beside the group that answered at the last look and that a person onboarded: a change
     * must not cut the site node off from them.
     */
    static List<DeviceSlot> neighbours(Turn turn, Work.Plan plan) {
        return neighbours(turn, plan, Instant.MAX);
    }

    /**
     * The same while a change is on trial. A neighbour that a look finds silent meanwhile is one
     * all the same: it may be the change that silenced it.
     *
     * @param begun when the change began
     */
    static List<DeviceSlot> neighbours(Turn turn, Work.Plan plan, Instant begun) {
        return turn.slots.entrySet().stream()
                .filter(e -> plan.members().stream().noneMatch(m -> m.slot().equals(e.getKey())))
                .filter(e -> e.getValue().listed() && e.getValue().onboarded())
                .filter(e -> answered(e.getValue().sight(), begun))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean answered(Sight sight, Instant begun) {
        return switch (sight) {
            case Sight.Seen seen -> !seen.hostKey().isEmpty();
            case Sight.Silent(var since, _, var last) ->
                    !since.isBefore(begun) && !last.hostKey().isEmpty();
            case Sight.KeyChanged(var at, _, _) -> !at.isBefore(begun);
            case Sight.Never() -> false;
            case Sight.KeyShown(_, _) -> false;
            case Sight.NeverAnswered(_, _) -> false;
        };
    }

    static void checked(Turn turn, Work.Checking work, SiteEvent.ReadBack event) {
        var slot = event.slot();
        switch (event.reading()) {
            case Reading.Silent(var reason) -> {
                Lookout.silent(turn, slot, reason);
                putOff(turn, work.plan());
            }
            case Reading.KeyChanged(var pinned, var shown) -> {
                Lookout.keyChanged(turn, slot, pinned, shown);
                putOff(turn, work.plan());
            }
            case Reading.Unreadable(var reason) ->
                    conflict(turn, work.plan(), slot, "", "its words cannot be read: " + reason);
            case Reading.Means(var digest) -> {
                if (!startsFrom(turn, work.plan(), slot, digest)) {
                    conflict(turn, work.plan(), slot, digest, Lookout.NOT_ORDERED);
                    return;
                }
                var plan = failing(withBase(work.plan(), slot, digest), event.failedProbes());
                var left = work.left().subList(1, work.left().size());
                if (left.isEmpty()) {
                    allChecked(turn, plan);
                    return;
                }
                read(turn, plan, left, List.of());
            }
        }
    }

    /** Nothing was begun; the group is looked at again a little later. */
    private static void putOff(Turn turn, Work.Plan plan) {
        for (var member : plan.members()) {
            turn.slot(
                    member.slot(),
                    s -> s.retry(s.attempts(), turn.now.plus(turn.pace.deviceRetry())));
        }
        turn.work = new Work.Idle();
    }

    private static Work.Plan failing(Work.Plan plan, List<SiteEvent.FailedProbe> failed) {
        var names = new TreeSet<>(plan.failedBefore());
        failed.forEach(probe -> names.add(probe.probe()));
        return with(plan, List.copyOf(names), plan.members());
    }

    private static boolean startsFrom(Turn turn, Work.Plan plan, DeviceSlot slot, String digest) {
        var kept = turn.slot(slot).kept();
        return kept.isEmpty()
                || digest.equals(kept)
                || digest.equals(plan.member(slot).target())
                || takeOver(turn, slot).filter(digest::equals).isPresent();
    }

    static Optional<String> takeOver(Turn turn, DeviceSlot slot) {
        return switch (turn.desired) {
            case Desired.Nothing() -> Optional.empty();
            case Desired.Accepted a ->
                    a.targets().stream()
                            .filter(t -> t.slot().equals(slot))
                            .map(Target::takeOverFrom)
                            .filter(from -> !from.isEmpty())
                            .findFirst();
        };
    }

    private static Work.Plan withBase(Work.Plan plan, DeviceSlot slot, String base) {
        return with(
                plan,
                plan.failedBefore(),
                plan.members().stream()
                        .map(m -> m.slot().equals(slot) ? new Member(slot, base, m.target()) : m)
                        .toList());
    }

    private static Work.Plan with(Work.Plan plan, List<String> failedBefore, List<Member> members) {
        return new Work.Plan(
                plan.transaction(),
                plan.epoch(),
                plan.revision(),
                plan.contentDigest(),
                plan.group(),
                plan.selfReverting(),
                plan.trial(),
                failedBefore,
                members,
                plan.closes(),
                plan.replaces());
    }

    private static void conflict(
            Turn turn, Work.Plan plan, DeviceSlot slot, String digest, String reason) {
        turn.work = new Work.Idle();
        conflictFound(turn, plan, slot, digest, reason);
    }

    /** Between being read and being locked it was changed by somebody else. */
    static void moved(Turn turn, Work.Plan plan, DeviceSlot slot, String digest) {
        conflictFound(
                turn,
                plan,
                slot,
                digest,
                "was changed by somebody else just before it was locked; it "
                        + Lookout.NOT_ORDERED);
    }

    private static void conflictFound(
            Turn turn, Work.Plan plan, DeviceSlot slot, String digest, String reason) {
        turn.note(
                slot.value(),
                new JournalNote.Conflict(
                        slot, plan.epoch(), plan.revision(), turn.slot(slot).kept(), digest));
        inConflict(turn, plan, slot, digest, reason);
    }

    /** Nothing more is written to this device until a person decided, or it runs what was kept. */
    static void inConflict(
            Turn turn, Work.Plan plan, DeviceSlot slot, String digest, String reason) {
        var conflict =
                new Standing.Conflict(
                        plan.epoch(), plan.revision(), Lookout.reason(digest, reason));
        turn.slot(slot, s -> Lookout.running(s, digest, turn.now).standing(conflict));
        turn.alarm("CONFLICT", slot.value(), slot + " " + conflict.reason());
    }

    private static void allChecked(Turn turn, Work.Plan plan) {
        var there = new ArrayList<DeviceSlot>();
        var touched = new ArrayList<Member>();
        for (var member : plan.members()) {
            if (member.base().equals(member.target())) {
                there.add(member.slot());
                kept(turn, plan, member);
            } else {
                touched.add(member);
            }
        }
        if (!there.isEmpty()) {
            turn.note(
                    plan.transaction(),
                    new JournalNote.AlreadyThere(
                            plan.epoch(), plan.revision(), plan.group(), there));
        }
        if (touched.isEmpty()) {
            turn.work = new Work.Idle();
            return;
        }
        if (!plan.isClosing()
                && ((!plan.replaces() && !ItsTime.isStill(turn, touched.size()))
                        || !touched.stream().allMatch(m -> Closures.mayOpen(turn, plan, m)))) {
            putOff(turn, plan);
            return;
        }
        Trial.begin(turn, with(plan, plan.failedBefore(), touched));
    }

    /** The device runs what was desired, and that is where the next change starts from. */
    static void kept(Turn turn, Work.Plan plan, Member member) {
        turn.slot(
                member.slot(),
                s ->
                        Lookout.running(s, member.target(), turn.now)
                                .kept(
                                        member.target(),
                                        new Standing.Kept(plan.epoch(), plan.revision())));
        Closures.kept(turn, plan, member);
    }

    static boolean isTouched(Work work, DeviceSlot slot) {
        return plan(work).stream()
                .flatMap(p -> p.members().stream())
                .anyMatch(m -> m.slot().equals(slot));
    }

    static Optional<Work.Plan> plan(Work work) {
        return switch (work) {
            case Work.Idle() -> Optional.empty();
            case Work.Checking(var plan, _, _) -> Optional.of(plan);
            case Work.Applying(var plan, _, _, _) -> Optional.of(plan);
            case Work.Proving(var plan, _, _, _) -> Optional.of(plan);
            case Work.Keeping(var plan, _, _, _) -> Optional.of(plan);
            case Work.TakingBack(var plan, _, _, _, _, _) -> Optional.of(plan);
        };
    }
}
