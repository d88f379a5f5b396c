package io.holdfast.controller.sitelinks.door;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How slowly one may send: in ten seconds, and one more for each 24 KiB that have come. Whoever
 * sends more slowly is cut off: his connection ends, whether the reader waits for a byte or not.
 */
final class Pace implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pace.class);

    static final Duration GRACE = Duration.ofSeconds(10);
    private static final int BYTES_A_SECOND = 24 * 1024;
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final Thread reader = Thread.currentThread();
    private final long begun = System.nanoTime();
    private long received;
    private boolean over;
    private boolean cut;
    private Future<?> next;

    Pace() {
        next = lookIn(GRACE.toNanos());
    }

    private static ScheduledThreadPoolExecutor clock() {
        var clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("link-pace").factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    synchronized void came(int bytes) {
        received += bytes;
    }

    private Future<?> lookIn(long nanos) {
        return CLOCK.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private synchronized void look() {
        if (over) {
            return;
        }
        long allowed = GRACE.toNanos() + received * TimeUnit.SECONDS.toNanos(1) / BYTES_A_SECOND;
        long left = begun + allowed - System.nanoTime();
        if (left > 0) {
            next = lookIn(left);
            return;
        }
        LOG.info("{} bytes in {} s: too slow, cut off", received, allowed / 1_000_000_000);
        cut = true;
        // It closes the channel that is read, now or when it is read next.
        reader.interrupt();
    }

    /** Nothing more is read; of a cut the thread keeps no trace. */
    @Override
    public synchronized void close() {
        over = true;
        next.cancel(false);
        if (cut) {
            Thread.interrupted();
        }
    }
}
