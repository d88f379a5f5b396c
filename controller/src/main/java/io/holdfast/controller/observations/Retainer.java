package io.holdfast.controller.observations;

import io.holdfast.controller.database.DayPartitions;
import io.holdfast.controller.observations.store.SampleStore;
import io.holdfast.core.series.Retention;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Lets go of samples by the clock: whole days, as long as their class keeps them. */
@Component
class Retainer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Retainer.class);
    private static final Duration EVERY = Duration.ofHours(6);

    private final DayPartitions partitions;
    private final InstantSource clock;
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    Retainer(DayPartitions partitions, InstantSource clock) {
        this.partitions = partitions;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("retainer").start(this::loop);
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void loop() {
        while (running) {
            try {
                letGo();
                Thread.sleep(EVERY);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("old samples could not be let go; the clock goes on", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(Duration.ofMinutes(10));
        } catch (InterruptedException e) {
            running = false;
        }
    }

    /** Drops what no class keeps any longer. */
    void letGo() {
        for (var retention : Retention.values()) {
            var oldest =
                    clock.instant().minus(retention.kept()).atZone(ZoneOffset.UTC).toLocalDate();
            int dropped = partitions.dropBefore(SampleStore.table(retention), oldest);
            if (dropped > 0) {
                LOG.info("{} days of {} samples let go", dropped, retention);
            }
        }
    }
}
