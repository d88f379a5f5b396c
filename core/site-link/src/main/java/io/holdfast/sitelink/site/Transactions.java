package io.holdfast.sitelink.site;

import io.holdfast.sitelink.site.Work.Back;
import io.holdfast.sitelink.site.Work.Deadlines;
import io.holdfast.sitelink.site.Work.Keep;
import io.holdfast.sitelink.site.Work.KeepStep;
import io.holdfast.sitelink.site.Work.Next;
import java.util.Optional;

/** Leads each answer to the stage that waits for it, and takes up what a crash left open. */
final class Transactions {

    private Transactions() {}

    /**
     * After a crash (site-link.md, "Executing a change"): without a DECISION every way is back;
     * with one, each device is read before anything is confirmed. Timers that run were started
     * before now.
     */
    static void started(Turn turn) {
        switch (turn.work) {
            case Work.Idle() -> {}
            case Work.Checking(_, _, _) -> turn.work = new Work.Idle();
            case Work.Applying(var plan, _, _, _) -> interrupted(turn, plan);
            case Work.Proving(var plan, _, _, _) -> interrupted(turn, plan);
            case Work.Keeping(var plan, var left, _, _) ->
                    turn.work =
                            new Work.Keeping(
                                    plan,
                                    left.stream()
                                            .map(k ->
                                                    new Keep(
                                                            k.slot(), KeepStep.LOOK, k.reapplied()))
                                            .toList(),
                                    new Deadlines(turn.now, Trial.timersEnd(turn, plan)),
                                    new Next.Pause(turn.now));
            case Work.TakingBack(var plan, var left, var reason, var again, _, _) ->
                    turn.work =
                            new Work.TakingBack(
                                    plan,
                                    left.stream().map(b -> new Back(b.slot(), false)).toList(),
                                    reason,
                                    again,
                                    new Deadlines(turn.now, Trial.timersEnd(turn, plan)),
                                    new Next.Pause(turn.now));
        }
    }

    private static void interrupted(Turn turn, Work.Plan plan) {
        Ending.takeBack(
                turn,
                plan,
                Trial.slots(plan),
                "the site node restarted before it had decided",
                true,
                new Deadlines(turn.now, Trial.timersEnd(turn, plan)));
    }

    static void readBack(Turn turn, SiteEvent.ReadBack event) {
        if (!isAwaited(turn, event.ticket())) {
            return;
        }
        switch (turn.work) {
            case Work.Checking work -> Groups.checked(turn, work, event);
            case Work.Proving work -> Trial.proved(turn, work, event);
            case Work.Keeping work -> Ending.readBack(turn, work, event);
            case Work.TakingBack work -> Ending.readBack(turn, work, event);
            case Work.Idle(), Work.Applying(_, _, _, _) -> {}
        }
    }

    static void answered(Turn turn, SiteEvent.DeviceAnswered event) {
        if (!isAwaited(turn, event.ticket())) {
            return;
        }
        switch (turn.work) {
            case Work.Applying work -> Trial.applied(turn, work, event.answer());
            case Work.Keeping work -> Ending.answered(turn, work, event.answer());
            case Work.TakingBack work -> Ending.answered(turn, work, event.answer());
            case Work.Idle(), Work.Checking(_, _, _), Work.Proving(_, _, _, _) -> {}
        }
    }

    private static boolean isAwaited(Turn turn, long ticket) {
        return next(turn.work).filter(new Next.Answer(ticket)::equals).isPresent();
    }

    static Optional<Next> next(Work work) {
        return switch (work) {
            case Work.Idle() -> Optional.empty();
            case Work.Checking(_, _, var next) -> Optional.of(next);
            case Work.Applying(_, _, _, var next) -> Optional.of(next);
            case Work.Proving(_, _, _, var next) -> Optional.of(next);
            case Work.Keeping(_, _, _, var next) -> Optional.of(next);
            case Work.TakingBack(_, _, _, _, _, var next) -> Optional.of(next);
        };
    }

    /** Goes on after a pause, or begins the next group. */
    static void advance(Turn turn) {
        if (next(turn.work).orElse(new Next.Answer(0)) instanceof Next.Pause(var until)
                && !turn.now.isBefore(until)) {
            switch (turn.work) {
                case Work.Proving work -> Trial.resume(turn, work);
                case Work.Keeping work -> Ending.resume(turn, work);
                case Work.TakingBack work -> Ending.resume(turn, work);
                case Work.Idle(), Work.Checking(_, _, _), Work.Applying(_, _, _, _) -> {}
            }
        }
        if (turn.work instanceof Work.Idle && SelfTests.running(turn).isEmpty()) {
            NextGroup.begin(turn);
        }
    }
}
