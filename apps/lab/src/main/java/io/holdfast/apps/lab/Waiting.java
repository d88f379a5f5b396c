package io.holdfast.apps.lab;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Looks again and again until something is so, but not for ever. */
final class Waiting {

    private static final Duration STEP = Duration.ofMillis(150);

    private Waiting() {}

    static void until(String what, Duration patience, BooleanSupplier so) {
        long end = System.nanoTime() + patience.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new Refusal(
                        1,
                        what
                                + ": not ready within "
                                + patience.toSeconds()
                                + " s; see the logs folder of the plant");
            }
            try {
                Thread.sleep(STEP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Refusal(1, "interrupted while waiting for " + what, e);
            }
        }
    }
}
