package io.holdfast.site.devices;

import io.holdfast.sitelink.site.SiteEvent;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs conversations beside each other, so many at a time, and sees to it that each question gets
 * exactly one answer in time, even if an adapter hangs or breaks.
 */
final class Answering implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("device-limits").factory());
    private final Semaphore conversations;
    private final DeviceLimits limits;
    private final Consumer<SiteEvent> told;

    Answering(DeviceLimits limits, Consumer<SiteEvent> told) {
        this.limits = limits;
        this.told = told;
        this.conversations = new Semaphore(limits.conversations(), true);
    }

    /**
     * Begins one conversation.
     *
     * @param silence the answer if there is none, from a sentence that says why
     */
    <A> void begin(Callable<A> talk, Function<String, A> silence, Function<A, SiteEvent> event) {
        var _ = begin(limits.order(), talk, silence, event);
    }

    /**
     * The same for one that may take as long as this.
     *
     * @return to give it up; then its answer is that it was
     */
    <A> Future<?> begin(
            Duration limit,
            Callable<A> talk,
            Function<String, A> silence,
            Function<A, SiteEvent> event) {
        var answered = new AtomicBoolean();
        var running =
                threads.submit(() -> {
                    var answer = carryOut(talk, silence);
                    if (answered.compareAndSet(false, true)) {
                        told.accept(event.apply(answer));
                    }
                });
        var _ =
                clock.schedule(
                        () -> {
                            if (answered.compareAndSet(false, true)) {
                                running.cancel(true);
                                told.accept(
                                        event.apply(
                                                silence.apply(
                                                        "no end within "
                                                                + limit.toSeconds()
                                                                + " s")));
                            }
                        },
                        limit.toMillis(),
                        TimeUnit.MILLISECONDS);
        return running;
    }

    private <A> A carryOut(Callable<A> talk, Function<String, A> silence) {
        try {
            conversations.acquire();
            try {
                return talk.call();
            } finally {
                conversations.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return silence.apply("given up");
        } catch (Exception e) {
            // An adapter that breaks must not leave the node waiting: the answer is that we do not
            // know.
            LOG.error("a device adapter broke", e);
            return silence.apply("the adapter broke: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        threads.shutdownNow();
    }
}
