package io.holdfast.core.series;

import java.time.Instant;
import java.util.Arrays;

/**
 * Values of one series with their times, strictly rising, in milliseconds. Whole numbers only: a
 * metric with fractions fixes a scale with its name. Immutable, equal by content.
 */
public final class Samples {

    public static final Samples NONE = new Samples(new long[0], new long[0]);

    private final long[] times;
    private final long[] values;

    private Samples(long[] times, long[] values) {
        this.times = times;
        this.values = values;
    }

    /**
     * These samples.
     *
     * @throws IllegalArgumentException if times do not rise or there are not as many values
     */
    public static Samples of(long[] times, long[] values) {
        if (times.length != values.length) {
            throw new IllegalArgumentException("as many times as values");
        }
        for (int i = 1; i < times.length; i++) {
            if (times[i] <= times[i - 1]) {
                throw new IllegalArgumentException("times rise");
            }
        }
        return new Samples(times.clone(), values.clone());
    }

    public int count() {
        return times.length;
    }

    /** Milliseconds since 1970. */
    public long time(int index) {
        return times[index];
    }

    public long value(int index) {
        return values[index];
    }

    public Instant last() {
        return Instant.ofEpochMilli(times[times.length - 1]);
    }

    /** The samples from {@code from} to before {@code to}. */
    public Samples between(Instant from, Instant to) {
        int low = position(from.toEpochMilli());
        int high = position(to.toEpochMilli());
        return new Samples(
                Arrays.copyOfRange(times, low, Math.max(low, high)),
                Arrays.copyOfRange(values, low, Math.max(low, high)));
    }

    private int position(long time) {
        int found = Arrays.binarySearch(times, time);
        return found >= 0 ? found : -found - 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Samples s
                && Arrays.equals(times, s.times)
                && Arrays.equals(values, s.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(times) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return count() + " samples";
    }
}
