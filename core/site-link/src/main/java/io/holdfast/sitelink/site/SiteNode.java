package io.holdfast.sitelink.site;

import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.Work.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A site node's mind. Decides from what it knows and one event; the same in the plant and in the
 * simulation. It never waits and never asks: it orders, and is told.
 */
public final class SiteNode {

    /** What the node says it is. */
    public static final String SOFTWARE = "holdfast-site 0.1";

    /** However little there is to do, the node looks around this often. */
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(15);

    private SiteNode() {}

    /** The new state and what is to be done, in this order. */
    public record Step(SiteState state, List<SiteOrder> orders) {
        public Step {
            orders = List.copyOf(orders);
        }
    }

    /**
     * What the node does about an event.
     *
     * @param now the node's clock: set once at its start, monotonic since
     */
    public static Step step(SiteState state, SiteEvent event, Instant now) {
        var turn = new Turn(state, now);
        hear(turn, event);
        LocalHolds.advance(turn);
        Replacements.advance(turn);
        Closures.advance(turn);
        Transactions.advance(turn);
        SelfTests.advance(turn);
        Lookout.advance(turn);
        Contacts.advance(turn);
        return turn.done(wake(turn));
    }

    private static void hear(Turn turn, SiteEvent event) {
        switch (event) {
            case SiteEvent.Started(var signed) -> started(turn, signed);
            case SiteEvent.WallClock(var shows) -> WallClock.looked(turn, shows);
            case SiteEvent.Tick() -> {}
            case SiteEvent.Answered answered -> Contacts.answered(turn, answered);
            case SiteEvent.Unanswered unanswered -> Contacts.unanswered(turn, unanswered);
            case SiteEvent.BundleExamined(var judgement) -> Offered.examined(turn, judgement);
            case SiteEvent.FileExamined(var ask, var file, var judgement) ->
                    turn.order(
                            new SiteOrder.AnswerConsole(
                                    ask, Offered.brought(turn, file, judgement)));
            case SiteEvent.AccessExamined(var judgement) -> Offered.examined(turn, judgement);
            case SiteEvent.ReadBack read -> Transactions.readBack(turn, read);
            case SiteEvent.DeviceAnswered answered -> Transactions.answered(turn, answered);
            case SiteEvent.SelfTested tested -> SelfTests.ended(turn, tested);
            case SiteEvent.Looked looked -> Lookout.looked(turn, looked);
            case SiteEvent.UnitMet met -> Replacements.met(turn, met);
            case SiteEvent.UnitExamined examined -> NewUnit.examined(turn, examined);
            case SiteEvent.Noticed(var slot) -> Lookout.noticed(turn, slot);
            case SiteEvent.AtConsole(var ask, var deed) -> LocalHolds.asked(turn, ask, deed);
            case SiteEvent.TrustReplaced() -> {
                if (turn.suspended) {
                    turn.suspended = false;
                    turn.note("trust-root", new JournalNote.TrustRootReplaced());
                }
                turn.link = turn.link.with(Link.Offers.NONE);
            }
        }
    }

    private static void started(Turn turn, Instant signed) {
        turn.time = turn.time.started(turn.now, signed);
        turn.note(
                "site-node",
                new JournalNote.NodeStarted(
                        turn.time.boot(),
                        Groups.plan(turn.work).map(Work.Plan::transaction).orElse("")));
        WallClock.started(turn);
        Contacts.started(turn);
        Lookout.started(turn);
        Closures.started(turn);
        LocalHolds.started(turn);
        Replacements.started(turn);
        Transactions.started(turn);
        SelfTests.started(turn);
    }

    /** The next moment at which something is due by itself. */
    private static Instant wake(Turn turn) {
        var moments = new ArrayList<Instant>();
        moments.add(turn.now.plus(LONGEST_SLEEP));
        if (turn.link.ticket() == 0) {
            moments.add(turn.link.nextContact());
        }
        Transactions.next(turn.work)
                .ifPresent(next -> {
                    if (next instanceof Next.Pause(var until)) {
                        moments.add(until);
                    }
                });
        turn.slots.forEach((slot, known) -> {
            if (known.listed()
                    && known.lookTicket() == 0
                    && !Groups.isTouched(turn.work, slot)
                    && !SelfTests.isTested(turn, slot)) {
                moments.add(known.nextLook());
            }
        });
        if (turn.work instanceof Work.Idle && turn.desired instanceof Desired.Accepted desired) {
            desired.targets().stream()
                    .map(target -> turn.slot(target.slot()).notBefore())
                    .filter(moment -> moment.isAfter(turn.now))
                    .forEach(moments::add);
        }
        Closures.moments(turn).forEach(moments::add);
        LocalHolds.moment(turn).ifPresent(moments::add);
        NewUnit.moment(turn).ifPresent(moments::add);
        if (turn.hold instanceof SiteState.Hold.ForItsTime(_, var next)
                && next.isBefore(Instant.MAX)) {
            var left = Duration.between(turn.time.bounds(turn.now).earliest(), next);
            moments.add(turn.now.plus(left));
        }
        return moments.stream()
                .filter(moment -> moment.isAfter(turn.now))
                .min(Instant::compareTo)
                .orElseThrow();
    }
}
