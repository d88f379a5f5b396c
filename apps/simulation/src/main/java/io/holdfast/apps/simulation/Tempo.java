package io.holdfast.apps.simulation;

import java.time.Duration;
import java.time.Instant;

/** How virtual time passes beside the time on the wall. */
interface Tempo {

    /** As fast as the machine can: nothing is ever late. */
    Tempo AT_ONCE = due -> due;

    /** By how much virtual time the machine was behind at most. */
    default Duration latest() {
        return Duration.ZERO;
    }

    /** Waits until it is so late, if it is not; says how late it really is. */
    Instant arrive(Instant due);

    /**
     * So many times faster than the wall. What the machine does not manage in time is late, and
     * what is late may miss a deadline.
     */
    final class Paced implements Tempo {

        private final Instant begin;
        private final long started = System.nanoTime();
        private final int times;
        private final Duration slowness;
        private Duration latest = Duration.ZERO;

        /**
         * Begins now.
         *
         * @param slowness what each event costs more than it does: a machine that is too small
         */
        Paced(Instant begin, int times, Duration slowness) {
            this.begin = begin;
            this.times = times;
            this.slowness = slowness;
        }

        @Override
        public Instant arrive(Instant due) {
            sleep(slowness);
            var now = now();
            if (now.isBefore(due)) {
                sleep(Duration.between(now, due).dividedBy(times));
                now = now();
            }
            var late = Duration.between(due, now);
            latest = late.compareTo(latest) > 0 ? late : latest;
            return now.isBefore(due) ? due : now;
        }

        private Instant now() {
            return begin.plusNanos((System.nanoTime() - started) * times);
        }

        private static void sleep(Duration length) {
            if (length.isZero()) {
                return;
            }
            try {
                Thread.sleep(length);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }

        @Override
        public Duration latest() {
            return latest;
        }
    }
}
