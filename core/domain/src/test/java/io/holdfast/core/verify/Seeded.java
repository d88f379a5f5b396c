package io.holdfast.core.verify;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Runs a claim on many random cases. The first seed is fixed so that a run can be repeated; a
 * failure names its own seed, and {@code -Dholdfast.seed=N} runs that one case alone.
 */
final class Seeded {

    private static final long FIRST = 20_261_123L;

    private Seeded() {}

    static void cases(int count, Consumer<Random> claim) {
        var only = Long.getLong("holdfast.seed");
        if (only != null) {
            claim.accept(new Random(only));
            return;
        }
        for (long seed = FIRST; seed < FIRST + count; seed++) {
            try {
                claim.accept(new Random(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("fails with -Dholdfast.seed=" + seed + ": " + e, e);
            }
        }
    }
}
