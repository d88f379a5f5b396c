package io.holdfast.sitelink.site;

import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.SealedCode;
import io.holdfast.sitelink.site.BreakGlass.Code;
import io.holdfast.sitelink.site.BreakGlass.Known;
import io.holdfast.sitelink.site.ConsoleAnswer.Why;
import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.SiteState.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Break-glass at the site (rulings S5): a code is used up on disk before anything follows from it,
 * guessing grows slow, and while a hold is open nothing that the centre sent is begun. What has a
 * hard end closes all the same, and what is on trial is brought to its end.
 */
final class LocalHolds {

    /** The lease is on disk to this precision; a restart costs as much. */
    private static final Duration COUNTED = Duration.ofMinutes(1);

    /**
     * The longest pause after a wrong code. A code cannot be guessed; this bounds the journal, and
     * somebody who guesses must not keep the one who needs it away for long.
     */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    /** After a day in which nobody guessed, the first wrong code is one. */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private LocalHolds() {}

    static Optional<LocalHold> open(Turn turn) {
        return turn.breakGlass.openHolds().stream().findFirst();
    }

    /**
     * The newest set of codes; a code that was used stays used. A centre that came back from a
     * backup may know an older set, or none: what was sealed since then stays good.
     */
    static void issued(Turn turn, List<SealedCode> codes) {
        var known = known(turn);
        if (codes.isEmpty() || issue(codes) < known.issue()) {
            return;
        }
        if (known.codes().stream().map(Code::sealed).toList().equals(codes)) {
            return;
        }
        turn.breakGlass =
                known.with(
                        codes.stream()
                                .map(c -> new Code(c, known.spent().contains(c.verifier())))
                                .toList());
        turn.note("break-glass", new JournalNote.BreakGlassCodesKept(issue(codes), codes.size()));
    }

    private static long issue(List<SealedCode> codes) {
        return codes.stream().mapToLong(SealedCode::issue).max().orElse(0);
    }

    private static Known known(Turn turn) {
        return switch (turn.breakGlass) {
            case BreakGlass.Never() ->
                    new Known(List.of(), 0, Instant.EPOCH, 0, List.of(), List.of(), List.of());
            case Known known -> known;
        };
    }

    /** The node begins again: how long the power was gone is not counted, the last minute is. */
    static void started(Turn turn) {
        if (!(turn.breakGlass instanceof Known known)) {
            return;
        }
        var pause = turn.now.plus(pause(known.guesses()));
        turn.breakGlass = known.guesses() > 0 ? known.guessed(known.guesses(), pause) : known;
        open(turn)
                .ifPresent(hold -> {
                    turn.breakGlass = known(turn).holding(hold.counted(COUNTED, turn.now));
                    alarm(turn, hold);
                });
    }

    private static Duration pause(int guesses) {
        var pause = Duration.ofSeconds(1L << Math.min(guesses, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static void alarm(Turn turn, LocalHold hold) {
        turn.alarm("BREAK_GLASS", object(hold), hold.sentence());
    }

    private static String object(LocalHold hold) {
        return "hold-" + hold.number();
    }

    /** A person wants something at the console. */
    static void asked(Turn turn, long ask, ConsoleDeed deed) {
        var answer =
                switch (deed) {
                    case ConsoleDeed.Enter enter -> enter(turn, enter);
                    case ConsoleDeed.EndHold(var session) ->
                            of(turn, session)
                                    .<ConsoleAnswer>map(person -> {
                                        end(turn, person, "ended by " + person + " at the console");
                                        return new ConsoleAnswer.Done();
                                    })
                                    .orElseGet(() -> new ConsoleAnswer.No(Why.NOT_ENTERED));
                    case ConsoleDeed.CloseNow(var session, var upTo) ->
                            of(turn, session)
                                    .map(person -> closeNow(turn, person, upTo))
                                    .orElseGet(() -> new ConsoleAnswer.No(Why.NOT_ENTERED));
                    case ConsoleDeed.Leave(var session) -> {
                        of(turn, session).ifPresent(person -> leave(turn, person, session));
                        yield new ConsoleAnswer.Done();
                    }
                    case ConsoleDeed.Replace replace ->
                            of(turn, replace.session())
                                    .map(person ->
                                            Replacements.ask(
                                                    turn,
                                                    open(turn).orElseThrow(),
                                                    person,
                                                    replace))
                                    .orElseGet(() -> new ConsoleAnswer.No(Why.NOT_ENTERED));
                    case ConsoleDeed.ConfirmReplacement confirm ->
                            of(turn, confirm.session())
                                    .map(_ -> Replacements.confirm(turn, confirm))
                                    .orElseGet(() -> new ConsoleAnswer.No(Why.NOT_ENTERED));
                    case ConsoleDeed.GiveUpReplacement giveUp ->
                            of(turn, giveUp.session())
                                    .map(person -> Replacements.giveUp(turn, person, giveUp))
                                    .orElseGet(() -> new ConsoleAnswer.No(Why.NOT_ENTERED));
                };
        turn.order(new SiteOrder.AnswerConsole(ask, answer));
    }

    /** Who asks, if he is in the hold that is open. */
    private static Optional<String> of(Turn turn, String session) {
        return open(turn).flatMap(hold -> hold.personOf(session));
    }

    private static ConsoleAnswer enter(Turn turn, ConsoleDeed.Enter enter) {
        var known = known(turn);
        if (turn.now.isBefore(known.notBefore())) {
            return new ConsoleAnswer.No(Why.TOO_SOON, known.notBefore());
        }
        if (known.codes().isEmpty()) {
            return new ConsoleAnswer.No(Why.NO_CODES);
        }
        var code =
                known.codes().stream()
                        .filter(c -> c.sealed().verifier().equals(enter.verifier()))
                        .findFirst();
        if (code.isEmpty()) {
            return refused(turn, enter, Why.WRONG_CODE, "it is no code of this site");
        }
        if (code.get().used()) {
            return refused(turn, enter, Why.USED_CODE, "this code was used already");
        }
        turn.breakGlass = known.spending(enter.verifier()).guessed(0, Instant.EPOCH);
        use(turn, enter, code.get().sealed().name());
        return new ConsoleAnswer.Done();
    }

    /**
     * A second person in the dialogue of the first (rulings S5): he shows a code, or again the one
     * by which he is in this hold already.
     */
    static ConsoleAnswer second(Turn turn, ConsoleDeed.ConfirmReplacement deed, String reason) {
        var enter =
                new ConsoleDeed.Enter(
                        deed.code(),
                        deed.verifier(),
                        deed.person(),
                        reason,
                        LocalHold.LONGEST,
                        deed.entered());
        boolean known =
                !turn.now.isBefore(known(turn).notBefore())
                        && open(turn)
                                .flatMap(hold -> hold.personWith(deed.verifier()))
                                .filter(p -> LocalHold.isSamePerson(p, deed.person()))
                                .isPresent();
        return known ? new ConsoleAnswer.Done() : enter(turn, enter);
    }

    private static ConsoleAnswer refused(
            Turn turn, ConsoleDeed.Enter enter, Why why, String sentence) {
        var known = known(turn);
        boolean forgotten = turn.now.isAfter(known.notBefore().plus(FORGOTTEN));
        int guesses = forgotten ? 1 : Math.min(known.guesses() + 1, 1_000_000);
        var next = turn.now.plus(pause(guesses));
        turn.breakGlass = known.guessed(guesses, next);
        turn.note(
                enter.person(),
                "break-glass",
                new JournalNote.BreakGlassRefused(
                        enter.person(), enter.number(), sentence, guesses));
        turn.alarm(
                "BREAK_GLASS_REFUSED",
                "break-glass",
                enter.person() + " showed a code, and " + sentence);
        return new ConsoleAnswer.No(why, next);
    }

    private static void use(Turn turn, ConsoleDeed.Enter enter, String code) {
        var entered =
                new LocalHold.Entered(enter.person(), enter.session(), List.of(enter.verifier()));
        var before = open(turn);
        var hold =
                before.map(h -> h.joined(entered))
                        .orElseGet(() ->
                                new LocalHold(
                                        known(turn).holds() + 1,
                                        code,
                                        enter.person(),
                                        enter.reason(),
                                        turn.now,
                                        enter.lease(),
                                        Duration.ZERO,
                                        turn.now,
                                        Instant.MAX,
                                        List.of(entered)));
        hold = ending(turn, hold);
        turn.breakGlass = known(turn).holding(hold);
        turn.note(
                enter.person(),
                object(hold),
                new JournalNote.BreakGlassUsed(
                        hold.number(),
                        before.isEmpty(),
                        code,
                        enter.person(),
                        enter.reason(),
                        hold.lease().toSeconds(),
                        hold.until().isBefore(Instant.MAX) ? hold.until().toString() : ""));
        alarm(turn, hold);
        if (turn.work instanceof Work.Checking(var plan, _, _) && !plan.isClosing()) {
            turn.work = new Work.Idle();
            turn.order(new SiteOrder.Release(plan.transaction()));
        }
    }

    private static void leave(Turn turn, String person, String session) {
        var hold = open(turn).orElseThrow();
        turn.breakGlass = known(turn).holding(hold.without(session));
        turn.note(person, object(hold), new JournalNote.HoldLeft(hold.number(), person));
    }

    /** What the content closes by itself at its ends is closed before its time. */
    private static ConsoleAnswer closeNow(Turn turn, String person, Instant upTo) {
        var hold = open(turn).orElseThrow();
        var cause = person + ", who holds the site, closed it before its time: " + hold.reason();
        var ends = Closures.bringForward(turn, upTo, cause);
        if (ends.isEmpty()) {
            return new ConsoleAnswer.No(Why.NOTHING_TO_CLOSE);
        }
        var closes = ends.stream().flatMap(e -> e.closes().stream()).distinct().toList();
        turn.note(
                person,
                object(hold),
                new JournalNote.EmergencyClosed(
                        hold.number(),
                        person,
                        closes,
                        LocalEffects.closed(turn, hold, person, ends).stream()
                                .map(e -> new JournalNote.Effect(e.slot(), e.base(), e.local()))
                                .toList()));
        turn.alarm("EMERGENCY_CLOSED", object(hold), String.join(", ", closes) + ": " + cause);
        return new ConsoleAnswer.Done();
    }

    /**
     * As soon as the time is surely known, it is known too when the lease is over: as long after
     * the latest that it may be now. How unsure the time is must not shorten the lease; what the
     * node ran bounds it.
     */
    private static LocalHold ending(Turn turn, LocalHold hold) {
        var time = turn.time.trusted(turn.now);
        return hold.until().equals(Instant.MAX) && time.latest().isBefore(Instant.MAX)
                ? hold.until(time.latest().plus(hold.lease()).minus(ran(turn, hold)))
                : hold;
    }

    private static Duration ran(Turn turn, LocalHold hold) {
        return hold.ran().plus(Duration.between(hold.counted(), turn.now));
    }

    /** Counts the lease, and finds when it is over. */
    static void advance(Turn turn) {
        LocalEffects.advance(turn);
        var before = open(turn);
        if (before.isEmpty()) {
            return;
        }
        var hold = ending(turn, before.get());
        if (isOver(turn, hold)) {
            end(turn, "site-node", "its lease of " + hold.lease() + " is over");
            return;
        }
        var since = Duration.between(hold.counted(), turn.now);
        if (since.compareTo(COUNTED) >= 0) {
            hold = hold.counted(since, turn.now);
            turn.time = turn.time.settled(turn.now);
        }
        if (!hold.equals(before.get())) {
            turn.breakGlass = known(turn).holding(hold);
            turn.keep();
        }
    }

    /** It is authority: over as soon as it may be. */
    private static boolean isOver(Turn turn, LocalHold hold) {
        var time = turn.time.trusted(turn.now);
        var latest = time.latest().isBefore(Instant.MAX) ? time.latest() : time.earliest();
        return ran(turn, hold).compareTo(hold.lease()) >= 0 || !latest.isBefore(hold.until());
    }

    private static void end(Turn turn, String by, String cause) {
        var hold = open(turn).orElseThrow();
        turn.breakGlass = known(turn).ended();
        turn.note(by, object(hold), new JournalNote.HoldEnded(hold.number(), by, cause));
        turn.alarm("HOLD_ENDED", object(hold), hold.sentence() + "; now " + cause);
        LocalEffects.released(turn);
    }

    /** Whether what the centre sent has to wait for a person; who waits is told why. */
    static boolean keeps(Turn turn, Desired.Accepted desired) {
        if (turn.breakGlass instanceof BreakGlass.Never()) {
            return false;
        }
        var hold = open(turn);
        var next = Groups.next(turn, desired);
        if (hold.isEmpty()) {
            return next.stream().anyMatch(t -> LocalEffects.isPending(turn, t.slot()));
        }
        boolean nothing = next.isEmpty();
        ItsTime.hold(
                turn,
                desired,
                nothing ? new Hold.None() : new Hold.ForPerson(hold.get().sentence()));
        return true;
    }

    /** When the lease is counted next, or over. */
    static Optional<Instant> moment(Turn turn) {
        return open(turn)
                .map(hold -> {
                    var minute = hold.counted().plus(COUNTED);
                    return hold.endsBy().isBefore(minute) ? hold.endsBy() : minute;
                });
    }
}
