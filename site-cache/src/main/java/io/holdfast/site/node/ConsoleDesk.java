package io.holdfast.site.node;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.console.Asking;
import io.holdfast.sitelink.BreakGlassCodes;
import io.holdfast.sitelink.SealedCode;
import io.holdfast.sitelink.site.BreakGlass;
import io.holdfast.sitelink.site.ConsoleAnswer;
import io.holdfast.sitelink.site.ConsoleAnswer.Why;
import io.holdfast.sitelink.site.ConsoleDeed;
import io.holdfast.sitelink.site.SiteEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Carries what people want at the console to the node's mind, and its answer back. A code is
 * compared here, one at a time, for that takes a quarter of a second; whether it still opens
 * anything is decided by the mind alone.
 */
final class ConsoleDesk {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration JUDGING = Duration.ofSeconds(90);

    private final Consumer<SiteEvent> events;
    private final InstantSource clock;
    private final Semaphore comparing = new Semaphore(1);
    private final AtomicLong asks = new AtomicLong();
    private final Map<Long, BlockingQueue<ConsoleAnswer>> waiting = new ConcurrentHashMap<>();

    ConsoleDesk(Consumer<SiteEvent> events, InstantSource clock) {
        this.events = events;
        this.clock = clock;
    }

    /** The mind answered. */
    void answer(long ask, ConsoleAnswer answer) {
        var asker = waiting.remove(ask);
        if (asker != null) {
            asker.add(answer);
        }
    }

    /**
     * Asks, and waits for the answer.
     *
     * @param loop whose mind is asked
     */
    ConsoleAnswer ask(Asking asking, NodeLoop loop) {
        return switch (asking) {
            case Asking.BringBundle(var file) -> bring(file, loop);
            case Asking.Enter enter -> enter(enter, loop.state().breakGlass());
            case Asking.EndHold(var session) -> ask(new ConsoleDeed.EndHold(session));
            case Asking.CloseNow(var session, var upTo) ->
                    ask(new ConsoleDeed.CloseNow(session, upTo));
            case Asking.Leave(var session) -> ask(new ConsoleDeed.Leave(session));
            case Asking.Replace replace -> replace(replace);
            case Asking.ConfirmReplacement confirm -> confirm(confirm, loop.state().breakGlass());
            case Asking.GiveUpReplacement(var session, var number) ->
                    ask(new ConsoleDeed.GiveUpReplacement(session, number));
        };
    }

    private ConsoleAnswer replace(Asking.Replace replace) {
        try {
            return ask(
                    new ConsoleDeed.Replace(
                            replace.session(),
                            new DeviceSlot(replace.slot()),
                            replace.serial(),
                            replace.hostKey(),
                            replace.reason()));
        } catch (IllegalArgumentException e) {
            return new ConsoleAnswer.No(Why.NOT_FILLED_IN);
        }
    }

    private ConsoleAnswer confirm(Asking.ConfirmReplacement confirm, BreakGlass known) {
        return withCode(
                confirm.code(),
                known,
                (number, verifier) ->
                        new ConsoleDeed.ConfirmReplacement(
                                confirm.session(),
                                confirm.number(),
                                confirm.person(),
                                number,
                                verifier,
                                confirm.entered()));
    }

    private ConsoleAnswer enter(Asking.Enter enter, BreakGlass known) {
        if (known.unused().isEmpty()) {
            return new ConsoleAnswer.No(Why.NO_CODES);
        }
        return withCode(
                enter.code(),
                known,
                (number, verifier) ->
                        new ConsoleDeed.Enter(
                                number,
                                verifier,
                                enter.person(),
                                enter.reason(),
                                enter.lease(),
                                enter.session()));
    }

    /**
     * What somebody wants who shows a code.
     *
     * @param deed by the code's number, 0 if it has not the form of one, and its verifier, empty if
     *     it fits none
     */
    private ConsoleAnswer withCode(
            String code, BreakGlass known, BiFunction<Integer, String, ConsoleDeed> deed) {
        if (!(known instanceof BreakGlass.Known kept)) {
            return new ConsoleAnswer.No(Why.NO_CODES);
        }
        if (clock.instant().isBefore(kept.notBefore())) {
            return new ConsoleAnswer.No(Why.TOO_SOON, kept.notBefore());
        }
        if (!comparing.tryAcquire()) {
            return new ConsoleAnswer.No(Why.TOO_SOON, clock.instant());
        }
        try {
            var spoken = BreakGlassCodes.read(code);
            var verifier =
                    spoken.flatMap(s ->
                                    kept.codes().stream()
                                            .map(BreakGlass.Code::sealed)
                                            .filter(c -> c.number() == s.number())
                                            .filter(c -> BreakGlassCodes.fits(c, s))
                                            .map(SealedCode::verifier)
                                            .findFirst())
                            .orElse("");
            return ask(deed.apply(spoken.map(BreakGlassCodes.Spoken::number).orElse(0), verifier));
        } catch (IllegalArgumentException e) {
            return new ConsoleAnswer.No(Why.NOT_FILLED_IN);
        } finally {
            comparing.release();
        }
    }

    /** A whole proof takes seconds, and another may be under way. */
    private ConsoleAnswer bring(Bytes file, NodeLoop loop) {
        return asked(ask -> loop.bring(ask, file), JUDGING);
    }

    private ConsoleAnswer ask(ConsoleDeed deed) {
        return asked(ask -> events.accept(new SiteEvent.AtConsole(ask, deed)), PATIENCE);
    }

    private ConsoleAnswer asked(LongConsumer asking, Duration patience) {
        long ask = asks.incrementAndGet();
        var answer = new ArrayBlockingQueue<ConsoleAnswer>(1);
        waiting.put(ask, answer);
        try {
            asking.accept(ask);
            var heard = answer.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return heard == null ? new ConsoleAnswer.Unknown() : heard;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ConsoleAnswer.Unknown();
        } finally {
            waiting.remove(ask);
        }
    }
}
