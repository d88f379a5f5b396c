package io.holdfast.sitelink.site;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.site.SiteEvent.DeviceAnswer;
import io.holdfast.sitelink.site.SiteEvent.Reading;
import io.holdfast.sitelink.site.Work.Deadlines;
import io.holdfast.sitelink.site.Work.Member;
import io.holdfast.sitelink.site.Work.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From INTENT to DECISION: put on trial, read back in fresh sessions, probe (rulings V1). */
final class Trial {

    /** A device that says one of these was busy; asked again it may say yes. */
    private static final List<String> BUSY =
            List.of("lock-denied", "in-use", "resource-denied", "not-clean", "unreachable");

    private static final String ENDED = "what it opens has ended meanwhile";

    private Trial() {}

    static void begin(Turn turn, Work.Plan plan) {
        turn.note(
                plan.transaction(),
                new JournalNote.Intent(
                        plan.transaction(),
                        plan.epoch(),
                        plan.revision(),
                        plan.contentDigest(),
                        plan.group(),
                        Math.toIntExact(plan.trial().toSeconds()),
                        plan.selfReverting(),
                        plan.members().stream()
                                .map(m -> new JournalNote.Touched(m.slot(), m.base(), m.target()))
                                .toList(),
                        plan.closes()));
        plan.members().forEach(member -> Closures.opened(turn, plan, member));
        var deadlines =
                new Deadlines(
                        turn.now.plus(plan.trial()).minus(turn.pace.margin()),
                        timersEnd(turn, plan));
        apply(turn, plan, slots(plan), deadlines);
    }

    static List<DeviceSlot> slots(Work.Plan plan) {
        return plan.members().stream().map(Member::slot).toList();
    }

    /** A timer that was started no later than now has ended by then. */
    static Instant timersEnd(Turn turn, Work.Plan plan) {
        return turn.now.plus(plan.trial()).plus(turn.pace.grace());
    }

    private static void apply(
            Turn turn, Work.Plan plan, List<DeviceSlot> left, Deadlines deadlines) {
        var slot = left.getFirst();
        long ticket = turn.ticket();
        turn.work = new Work.Applying(plan, left, deadlines, new Next.Answer(ticket));
        turn.slot(slot, SlotState::changed);
        turn.order(
                new SiteOrder.Apply(
                        slot,
                        ticket,
                        plan.contentDigest(),
                        plan.transaction(),
                        plan.member(slot).base(),
                        plan.member(slot).target(),
                        plan.trial(),
                        plan.selfReverting()));
    }

    static void applied(Turn turn, Work.Applying work, DeviceAnswer answer) {
        var plan = work.plan();
        var slot = work.left().getFirst();
        var rest = work.left().subList(1, work.left().size());
        var deadlines = new Deadlines(work.deadlines().decideBy(), timersEnd(turn, plan));
        switch (answer) {
            case DeviceAnswer.Refused(var code, var message) ->
                    giveUp(
                            turn,
                            plan,
                            before(plan, rest),
                            slot + " refused it: " + code + ", " + message,
                            BUSY.contains(code),
                            deadlines);
            case DeviceAnswer.Moved(var running) -> {
                Groups.moved(turn, plan, slot, running);
                giveUp(
                        turn,
                        plan,
                        without(before(plan, rest), slot),
                        slot + " was changed by somebody else just before it was locked",
                        true,
                        deadlines);
            }
            case DeviceAnswer.KeyChanged(var pinned, var shown) -> {
                Lookout.keyChanged(turn, slot, pinned, shown);
                giveUp(
                        turn,
                        plan,
                        without(before(plan, rest), slot),
                        slot + " shows another host key: " + shown,
                        true,
                        deadlines);
            }
            case DeviceAnswer.Unknown(var reason) when !rest.isEmpty() ->
                    giveUp(
                            turn,
                            plan,
                            before(plan, rest),
                            slot + " broke off: " + reason,
                            true,
                            deadlines);
            case DeviceAnswer.Unknown(_) -> prove(turn, plan, slots(plan), deadlines);
            case DeviceAnswer.Done() when rest.isEmpty() ->
                    prove(turn, plan, slots(plan), deadlines);
            case DeviceAnswer.Done() when hasEnded(turn, plan) ->
                    giveUp(turn, plan, before(plan, rest), ENDED, true, deadlines);
            case DeviceAnswer.Done() when !turn.now.isBefore(deadlines.decideBy()) ->
                    giveUp(turn, plan, before(plan, rest), "it took too long", true, deadlines);
            case DeviceAnswer.Done() -> apply(turn, plan, rest, deadlines);
        }
    }

    /** An opening is not carried on with, nor kept, once its end has come. */
    private static boolean hasEnded(Turn turn, Work.Plan plan) {
        return !plan.isClosing()
                && plan.members().stream().anyMatch(m -> Closures.hasEnded(turn, plan, m));
    }

    /** Those that were told to apply, among them the last one asked. */
    private static List<DeviceSlot> before(Work.Plan plan, List<DeviceSlot> rest) {
        return slots(plan).stream().filter(slot -> !rest.contains(slot)).toList();
    }

    private static List<DeviceSlot> without(List<DeviceSlot> slots, DeviceSlot slot) {
        return slots.stream().filter(s -> !s.equals(slot)).toList();
    }

    private static void prove(
            Turn turn, Work.Plan plan, List<DeviceSlot> left, Deadlines deadlines) {
        long ticket = turn.ticket();
        turn.work = new Work.Proving(plan, left, deadlines, new Next.Answer(ticket));
        turn.order(
                new SiteOrder.Read(
                        left.getFirst(), ticket, true, neighbours(turn, plan, deadlines)));
    }

    /** Those that answered when the change began. */
    private static List<DeviceSlot> neighbours(Turn turn, Work.Plan plan, Deadlines deadlines) {
        var begun = deadlines.decideBy().minus(plan.trial()).plus(turn.pace.margin());
        return Groups.neighbours(turn, plan, begun);
    }

    static void proved(Turn turn, Work.Proving work, SiteEvent.ReadBack event) {
        var member = work.plan().member(event.slot());
        switch (event.reading()) {
            case Reading.Silent(var reason) ->
                    wait(turn, work, "no answer after the change: " + reason);
            case Reading.KeyChanged(var pinned, var shown) -> {
                Lookout.keyChanged(turn, event.slot(), pinned, shown);
                giveUp(turn, work, event.slot() + " shows another host key: " + shown, false);
            }
            case Reading.Unreadable(var reason) ->
                    giveUp(turn, work, event.slot() + " cannot be read back: " + reason, false);
            case Reading.Means(var digest) when digest.equals(member.base()) ->
                    giveUp(turn, work, event.slot() + " went back before it was decided", true);
            case Reading.Means(var digest) when !digest.equals(member.target()) ->
                    giveUp(
                            turn,
                            work,
                            event.slot() + " reads back another configuration than was ordered",
                            false);
            case Reading.Means(_) when newlyFailed(work.plan(), event).isPresent() ->
                    wait(
                            turn,
                            work,
                            "a probe does not pass: "
                                    + newlyFailed(work.plan(), event).orElseThrow().reason());
            case Reading.Means(_) -> {
                var rest = work.left().stream().filter(s -> !s.equals(event.slot())).toList();
                if (!rest.isEmpty()) {
                    prove(turn, work.plan(), rest, work.deadlines());
                    return;
                }
                decide(turn, work);
            }
        }
    }

    private static Optional<SiteEvent.FailedProbe> newlyFailed(
            Work.Plan plan, SiteEvent.ReadBack event) {
        return event.failedProbes().stream()
                .filter(failed -> !plan.failedBefore().contains(failed.probe()))
                .findFirst();
    }

    private static void decide(Turn turn, Work.Proving work) {
        if (!turn.now.isBefore(work.deadlines().decideBy())) {
            giveUp(turn, work, "it took too long to prove", true);
            return;
        }
        var plan = work.plan();
        if (hasEnded(turn, plan)) {
            giveUp(turn, work, ENDED, true);
            return;
        }
        turn.note(
                plan.transaction(),
                new JournalNote.Decision(
                        plan.transaction(),
                        plan.epoch(),
                        plan.revision(),
                        "COMMIT",
                        evidence(turn, plan, work.deadlines())));
        Ending.keep(turn, plan, work.deadlines());
    }

    /** What the decision rests on, and what nobody asked (site-link.md, VERIFY). */
    private static List<String> evidence(Turn turn, Work.Plan plan, Deadlines deadlines) {
        var seen =
                plan.members().stream()
                        .map(m ->
                                m.slot()
                                        + " was reached anew over NETCONF after the change and runs"
                                        + " "
                                        + m.target());
        var neighbours = neighbours(turn, plan, deadlines);
        var others =
                turn.slots.keySet().stream()
                        .filter(s -> plan.members().stream().noneMatch(m -> m.slot().equals(s)))
                        .map(s -> neighbour(plan, s, neighbours.contains(s)));
        var probes =
                plan.failedBefore().stream()
                        .map(name -> "probe " + name + " did not pass before the change either");
        return Stream.of(seen, others, probes).flatMap(all -> all).toList();
    }

    private static String neighbour(Work.Plan plan, DeviceSlot slot, boolean asked) {
        if (!asked || plan.failedBefore().contains(slot.value())) {
            return "nothing is known of " + slot + ", which did not answer before or is not asked";
        }
        return slot + " still answers the site node and shows its pinned host key";
    }

    /** The one asked last goes to the end of the row; its own deadline bounds the patience. */
    private static void wait(Turn turn, Work.Proving work, String reason) {
        var until = turn.now.plus(pause(turn.pace, work.plan()));
        var slot = work.left().getFirst();
        if (!until.isBefore(work.deadlines().decideBy())) {
            giveUp(turn, work, slot + ": " + reason, false);
            return;
        }
        turn.work =
                new Work.Proving(
                        work.plan(), rotated(work.left()), work.deadlines(), new Next.Pause(until));
    }

    static <T> List<T> rotated(List<T> left) {
        var rotated = new java.util.ArrayList<>(left.subList(1, left.size()));
        rotated.add(left.getFirst());
        return rotated;
    }

    /** A twelfth of the trial, but not longer than a device is otherwise left in peace. */
    static Duration pause(Pace pace, Work.Plan plan) {
        var part = plan.trial().dividedBy(12);
        return part.compareTo(pace.deviceRetry()) > 0 ? pace.deviceRetry() : part;
    }

    static void resume(Turn turn, Work.Proving work) {
        prove(turn, work.plan(), work.left(), work.deadlines());
    }

    private static void giveUp(Turn turn, Work.Proving work, String reason, boolean again) {
        giveUp(turn, work.plan(), slots(work.plan()), reason, again, work.deadlines());
    }

    private static void giveUp(
            Turn turn,
            Work.Plan plan,
            List<DeviceSlot> told,
            String reason,
            boolean again,
            Deadlines deadlines) {
        turn.keep();
        Ending.takeBack(turn, plan, told, reason, again, deadlines);
    }
}
