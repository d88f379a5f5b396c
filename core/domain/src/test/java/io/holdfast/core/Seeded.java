package io.holdfast.core;

import java.util.Random;

/**
 * Runs a claim on many generated cases. Each case has a seed and a size, and both are in the
 * message of a failure; the smallest size that still fails is looked for first. {@code
 * -Dholdfast.seed=N} runs from another seed, {@code -Dholdfast.cases=N} runs more.
 */
public final class Seeded {

    private static final int LARGEST = 12;

    private Seeded() {}

    /** A claim about whatever is generated from this source, larger with a larger size. */
    @FunctionalInterface
    public interface Claim {
        void holds(Random random, int size);
    }

    /**
     * Checks a claim.
     *
     * @param known seeds that once failed, run first and at every size
     */
    public static void check(int cases, Claim claim, long... known) {
        for (long seed : known) {
            for (int size = 1; size <= LARGEST; size++) {
                run(claim, seed, size);
            }
        }
        long first = Long.getLong("holdfast.seed", 20_261_123L);
        int many = Integer.getInteger("holdfast.cases", cases);
        for (int i = 0; i < many; i++) {
            run(claim, first + i, 1 + i % LARGEST);
        }
    }

    private static void run(Claim claim, long seed, int size) {
        try {
            claim.holds(new Random(seed), size);
        } catch (RuntimeException | AssertionError failure) {
            for (int smaller = 1; smaller < size; smaller++) {
                rerun(claim, seed, smaller);
            }
            throw new AssertionError("seed " + seed + ", size " + size, failure);
        }
    }

    private static void rerun(Claim claim, long seed, int size) {
        try {
            claim.holds(new Random(seed), size);
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError("seed " + seed + ", size " + size, failure);
        }
    }
}
