package io.holdfast.netconf;

import java.time.Duration;

/** A point on the machine's monotonic clock until which something may take. */
record Deadline(long nanos) {

    static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    /** At least one millisecond, so that it can be waited for; call {@link #passed} first. */
    Duration left() {
        return Duration.ofNanos(Math.max(1_000_000L, nanos - System.nanoTime()));
    }

    boolean passed() {
        return nanos - System.nanoTime() <= 0;
    }
}
