package io.holdfast.apps.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/**
 * What the person at the terminal sees while the plant starts: one line per step, with its time.
 */
final class Progress {

    private final PrintStream out;
    private final Instant begun = Instant.now();

    Progress(PrintStream out) {
        this.out = out;
    }

    /** A step that has been done. */
    void done(String sentence) {
        out.printf(
                "  %5.1f s  %s%n",
                Duration.between(begun, Instant.now()).toMillis() / 1000.0, sentence);
        out.flush();
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    double seconds() {
        return Duration.between(begun, Instant.now()).toMillis() / 1000.0;
    }
}
