package io.holdfast.site.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before asking again: decorrelated jitter, so that a thousand sites that lost the
 * centre at the same moment do not come back at the same moment. One thread.
 */
public final class Backoff {

    private final Duration shortest;
    private final Duration longest;
    private final RandomGenerator random;
    private long previousMillis;

    public Backoff(Duration shortest, Duration longest, RandomGenerator random) {
        this.shortest = shortest;
        this.longest = longest;
        this.random = random;
        this.previousMillis = shortest.toMillis();
    }

    /**
     * The next pause: between the shortest and three times the one before, never over the longest.
     */
    public Duration next() {
        var low = shortest.toMillis();
        var high = Math.max(low + 1, Math.min(longest.toMillis(), previousMillis * 3));
        previousMillis = random.nextLong(low, high + 1);
        return Duration.ofMillis(previousMillis);
    }

    /** Somebody answered. */
    public void reset() {
        previousMillis = shortest.toMillis();
    }
}
