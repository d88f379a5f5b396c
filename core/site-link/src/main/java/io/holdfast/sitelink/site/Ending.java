package io.holdfast.sitelink.site;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.site.SiteEvent.DeviceAnswer;
import io.holdfast.sitelink.site.SiteEvent.Reading;
import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.SlotState.Standing;
import io.holdfast.sitelink.site.Work.Back;
import io.holdfast.sitelink.site.Work.Deadlines;
import io.holdfast.sitelink.site.Work.Keep;
import io.holdfast.sitelink.site.Work.KeepStep;
import io.holdfast.sitelink.site.Work.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** From DECISION to OUTCOME, and the way back when it was not decided. */
final class Ending {

    /** What a device says that has nothing on trial under this token. */
    private static final List<String> NOTHING_ON_TRIAL = List.of("invalid-value", "bad-element");

    /** How often a device that was faster than the node is put on trial again. */
    private static final int REAPPLY = 3;

    /** Longest pause before an interrupted change is begun again. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private Ending() {}

    static void keep(Turn turn, Work.Plan plan, Deadlines deadlines) {
        var first = plan.selfReverting() ? KeepStep.CONFIRM : KeepStep.VERIFY;
        keep(
                turn,
                plan,
                plan.members().stream().map(m -> new Keep(m.slot(), first, 0)).toList(),
                deadlines);
    }

    private static void keep(Turn turn, Work.Plan plan, List<Keep> left, Deadlines deadlines) {
        if (left.isEmpty()) {
            outcome(turn, plan, "KEPT", "");
            return;
        }
        var first = left.getFirst();
        long ticket = turn.ticket();
        turn.work = new Work.Keeping(plan, left, deadlines, new Next.Answer(ticket));
        turn.order(
                switch (first.step()) {
                    case LOOK, VERIFY -> new SiteOrder.Read(first.slot(), ticket, false, List.of());
                    case CONFIRM -> new SiteOrder.Confirm(first.slot(), ticket, plan.transaction());
                    case REAPPLY ->
                            new SiteOrder.Apply(
                                    first.slot(),
                                    ticket,
                                    plan.contentDigest(),
                                    plan.transaction(),
                                    plan.member(first.slot()).base(),
                                    plan.member(first.slot()).target(),
                                    plan.trial(),
                                    plan.selfReverting());
                });
    }

    static void resume(Turn turn, Work.Keeping work) {
        keep(turn, work.plan(), work.left(), work.deadlines());
    }

    static void answered(Turn turn, Work.Keeping work, DeviceAnswer answer) {
        var first = work.left().getFirst();
        noteKey(turn, first.slot(), answer);
        if (first.step() == KeepStep.REAPPLY) {
            var deadlines = new Deadlines(turn.now, Trial.timersEnd(turn, work.plan()));
            var looks = new Keep(first.slot(), KeepStep.LOOK, first.reapplied() + 1);
            keep(turn, work.plan(), replaced(work, looks), deadlines);
            return;
        }
        if (answer instanceof DeviceAnswer.Refused(var code, var message)
                && code.equals(DeviceAnswer.KNOWN_LIE)) {
            // It may run what was ordered, and nobody knows for how long: that is not kept.
            foreign(turn, work, work.plan().member(first.slot()).target(), message);
            return;
        }
        boolean sure =
                switch (answer) {
                    case DeviceAnswer.Done() -> true;
                    case DeviceAnswer.Refused(var code, _) -> NOTHING_ON_TRIAL.contains(code);
                    case DeviceAnswer.Unknown(_) -> false;
                    case DeviceAnswer.Moved(_) -> false;
                    case DeviceAnswer.KeyChanged(_, _) -> false;
                };
        if (sure || timersAreOver(turn, work.deadlines())) {
            var verify = new Keep(first.slot(), KeepStep.VERIFY, first.reapplied());
            keep(turn, work.plan(), replaced(work, verify), work.deadlines());
            return;
        }
        pause(turn, work, turn.now.plus(Trial.pause(turn.pace, work.plan())));
    }

    private static void noteKey(Turn turn, DeviceSlot slot, DeviceAnswer answer) {
        if (answer instanceof DeviceAnswer.KeyChanged(var pinned, var shown)) {
            Lookout.keyChanged(turn, slot, pinned, shown);
        }
    }

    private static List<Keep> replaced(Work.Keeping work, Keep first) {
        return work.left().stream().map(k -> k.slot().equals(first.slot()) ? first : k).toList();
    }

    private static boolean timersAreOver(Turn turn, Deadlines deadlines) {
        return !turn.now.isBefore(deadlines.revertedBy());
    }

    private static void pause(Turn turn, Work.Keeping work, Instant until) {
        turn.work =
                new Work.Keeping(
                        work.plan(),
                        Trial.rotated(work.left()),
                        work.deadlines(),
                        new Next.Pause(until));
    }

    static void readBack(Turn turn, Work.Keeping work, SiteEvent.ReadBack event) {
        var first = work.left().getFirst();
        var member = work.plan().member(first.slot());
        switch (event.reading()) {
            case Reading.Silent(var reason) -> notRead(turn, work, reason);
            case Reading.KeyChanged(var pinned, var shown) -> {
                Lookout.keyChanged(turn, first.slot(), pinned, shown);
                notRead(turn, work, "it shows another host key: " + shown);
            }
            case Reading.Unreadable(var reason) ->
                    foreign(turn, work, "", "its words cannot be read: " + reason);
            case Reading.Means(var digest) when digest.equals(member.target()) -> {
                if (first.step() == KeepStep.LOOK && work.plan().selfReverting()) {
                    var confirm = new Keep(first.slot(), KeepStep.CONFIRM, first.reapplied());
                    keep(turn, work.plan(), replaced(work, confirm), work.deadlines());
                    return;
                }
                Groups.kept(turn, work.plan(), member);
                if (turn.desired instanceof Desired.Accepted desired
                        && Groups.isOf(work.plan(), desired)) {
                    turn.desired = desired.asBegun();
                }
                dropped(turn, work);
            }
            case Reading.Means(var digest) when digest.equals(member.base()) -> {
                if (!work.plan().isClosing() && !Closures.mayOpen(turn, work.plan(), member)) {
                    turn.slot(first.slot(), x -> x.standing(new Standing.Waiting()));
                    dropped(turn, work);
                    return;
                }
                if (first.reapplied() >= REAPPLY) {
                    foreign(turn, work, digest, "takes back what was confirmed");
                    return;
                }
                var again = new Keep(first.slot(), KeepStep.REAPPLY, first.reapplied());
                keep(turn, work.plan(), replaced(work, again), work.deadlines());
            }
            case Reading.Means(var digest) -> foreign(turn, work, digest, Lookout.NOT_ORDERED);
        }
    }

    /** It is asked again until nobody can expect an answer any more. */
    private static void notRead(Turn turn, Work.Keeping work, String reason) {
        if (isGivenUp(turn, work.deadlines())) {
            unknown(turn, work.left().getFirst().slot(), reason);
            dropped(turn, work);
            return;
        }
        pause(turn, work, turn.now.plus(Trial.pause(turn.pace, work.plan())));
    }

    private static void foreign(Turn turn, Work.Keeping work, String digest, String reason) {
        Groups.inConflict(turn, work.plan(), work.left().getFirst().slot(), digest, reason);
        dropped(turn, work);
    }

    private static void dropped(Turn turn, Work.Keeping work) {
        var rest = work.left().subList(1, work.left().size());
        keep(turn, work.plan(), rest, work.deadlines());
    }

    /**
     * A dead device may not hold up its site for ever; what it runs is seen when it answers again.
     */
    private static boolean isGivenUp(Turn turn, Deadlines deadlines) {
        return !turn.now.isBefore(deadlines.revertedBy().plus(turn.pace.grace().multipliedBy(10)));
    }

    private static void unknown(Turn turn, DeviceSlot slot, String reason) {
        Lookout.silent(turn, slot, reason);
        turn.slot(slot, s -> s.standing(new Standing.Waiting()));
    }

    static void takeBack(
            Turn turn,
            Work.Plan plan,
            List<DeviceSlot> told,
            String reason,
            boolean again,
            Deadlines deadlines) {
        back(
                turn,
                new Work.TakingBack(
                        plan,
                        told.stream().map(slot -> new Back(slot, false)).toList(),
                        reason,
                        again,
                        deadlines,
                        new Next.Pause(turn.now)));
        told.forEach(slot -> turn.slot(slot, SlotState::changed));
    }

    private static void back(Turn turn, Work.TakingBack work) {
        if (work.left().isEmpty()) {
            outcome(turn, work.plan(), "TAKEN_BACK", work.reason());
            retryOrRest(turn, work);
            return;
        }
        var first = work.left().getFirst();
        long ticket = turn.ticket();
        turn.work = backWith(work, work.left(), new Next.Answer(ticket));
        turn.order(
                first.told()
                        ? new SiteOrder.Read(first.slot(), ticket, false, List.of())
                        : new SiteOrder.Revert(first.slot(), ticket, work.plan().transaction()));
    }

    private static Work.TakingBack backWith(Work.TakingBack work, List<Back> left, Next next) {
        return new Work.TakingBack(
                work.plan(), left, work.reason(), work.again(), work.deadlines(), next);
    }

    static void resume(Turn turn, Work.TakingBack work) {
        back(turn, work);
    }

    /** Whatever it said to the revert: what it runs is what counts. */
    static void answered(Turn turn, Work.TakingBack work, DeviceAnswer answer) {
        var first = work.left().getFirst().slot();
        noteKey(turn, first, answer);
        var left =
                work.left().stream()
                        .map(b -> b.slot().equals(first) ? new Back(first, true) : b)
                        .toList();
        back(turn, backWith(work, left, work.next()));
    }

    static void readBack(Turn turn, Work.TakingBack work, SiteEvent.ReadBack event) {
        var slot = event.slot();
        var member = work.plan().member(slot);
        boolean over = timersAreOver(turn, work.deadlines());
        var rest = work.left().subList(1, work.left().size());
        if (event.reading() instanceof Reading.KeyChanged(var pinned, var shown)) {
            Lookout.keyChanged(turn, slot, pinned, shown);
        }
        switch (event.reading()) {
            case Reading.Means(var digest) when digest.equals(member.base()) -> {
                turn.slot(slot, s -> Lookout.running(s, digest, turn.now));
                back(turn, backWith(work, rest, work.next()));
            }
            case Reading.Silent(var reason) when isGivenUp(turn, work.deadlines()) -> {
                unknown(turn, slot, reason);
                back(turn, backWith(work, rest, work.next()));
            }
            case Reading.KeyChanged(_, var shown) when isGivenUp(turn, work.deadlines()) -> {
                unknown(turn, slot, "it shows another host key: " + shown);
                back(turn, backWith(work, rest, work.next()));
            }
            case Reading.Means(var digest) when over -> {
                var reason =
                        digest.equals(member.target())
                                ? "still runs the new configuration after its own deadline"
                                : Lookout.NOT_ORDERED;
                Groups.inConflict(turn, work.plan(), slot, digest, reason);
                back(turn, backWith(work, rest, work.next()));
            }
            case Reading.Unreadable(var reason) when over -> {
                Groups.inConflict(
                        turn, work.plan(), slot, "", "its words cannot be read: " + reason);
                back(turn, backWith(work, rest, work.next()));
            }
            case Reading.Means(_),
                    Reading.Silent(_),
                    Reading.KeyChanged(_, _),
                    Reading.Unreadable(_) ->
                    turn.work =
                            backWith(
                                    work,
                                    Trial.rotated(again(work)),
                                    new Next.Pause(
                                            turn.now.plus(Trial.pause(turn.pace, work.plan()))));
        }
    }

    /** A device without a timer goes back only if it is told to: told again until it did. */
    private static List<Back> again(Work.TakingBack work) {
        if (work.plan().selfReverting()) {
            return work.left();
        }
        return work.left().stream().map(b -> new Back(b.slot(), false)).toList();
    }

    private static void outcome(Turn turn, Work.Plan plan, String verdict, String reason) {
        var ended = plan.members().stream().map(m -> ended(turn, m.slot(), verdict)).toList();
        turn.note(
                plan.transaction(),
                new JournalNote.Outcome(
                        plan.transaction(), plan.epoch(), plan.revision(), verdict, reason, ended));
        turn.order(new SiteOrder.Release(plan.transaction()));
        turn.work = new Work.Idle();
        for (var member : plan.members()) {
            turn.slot(member.slot(), s -> s.look(0, turn.now));
        }
    }

    private static JournalNote.Ended ended(Turn turn, DeviceSlot slot, String verdict) {
        var known = turn.slot(slot);
        return switch (known.standing()) {
            case Standing.Conflict(_, _, var reason) ->
                    new JournalNote.Ended(slot, "CONFLICT", reason);
            case Standing.Kept(_, _) -> new JournalNote.Ended(slot, verdict, "");
            case Standing.Waiting(), Standing.TakenBack(_, _, _)
                    when known.sight() instanceof SlotState.Sight.KeyChanged(_, _, var shown) ->
                    new JournalNote.Ended(slot, "UNKNOWN", "it shows another host key: " + shown);
            case Standing.Waiting(), Standing.TakenBack(_, _, _) ->
                    verdict.equals("KEPT") || known.sight() instanceof SlotState.Sight.Silent
                            ? new JournalNote.Ended(slot, "UNKNOWN", "it does not answer")
                            : new JournalNote.Ended(slot, verdict, "");
        };
    }

    /**
     * An interrupted change is begun again after a growing pause; a judged one waits for people.
     */
    private static void retryOrRest(Turn turn, Work.TakingBack work) {
        var plan = work.plan();
        boolean current =
                turn.desired.epochOrZero() == plan.epoch()
                        && turn.desired.revisionOrZero() == plan.revision();
        for (var member : plan.members()) {
            var known = turn.slot(member.slot());
            if (plan.isClosing()) {
                Closures.stillOpen(turn, plan.closes(), member.slot(), work.reason());
                later(turn, member.slot(), known.attempts() + 1);
                continue;
            }
            if (known.standing() instanceof Standing.Conflict || !current) {
                turn.slot(member.slot(), SlotState::changed);
                continue;
            }
            int attempts = known.attempts() + 1;
            if (work.again() && attempts < turn.pace.attempts()) {
                later(turn, member.slot(), attempts);
                turn.slot(member.slot(), s -> s.standing(new Standing.Waiting()));
            } else {
                turn.slot(
                        member.slot(),
                        s ->
                                s.standing(
                                        new Standing.TakenBack(
                                                plan.epoch(), plan.revision(), work.reason())));
            }
        }
    }

    private static void later(Turn turn, DeviceSlot slot, int attempts) {
        var pause = turn.pace.deviceRetry().multipliedBy(1L << Math.min(attempts, 10));
        var capped = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        turn.slot(slot, s -> s.retry(attempts, turn.now.plus(capped)).changed());
    }
}
