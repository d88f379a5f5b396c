package io.holdfast.simulator.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Real time, for devices on the wire. One timer thread for all devices; the work runs elsewhere.
 */
public final class WallClock implements SimulatorClock, AutoCloseable {

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("device-timers").factory());

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Alarm after(Duration delay, Runnable work) {
        var future =
                timer.schedule(
                        () -> {
                            Thread.ofVirtual().name("device-timer").start(work);
                        },
                        delay.toNanos(),
                        TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
