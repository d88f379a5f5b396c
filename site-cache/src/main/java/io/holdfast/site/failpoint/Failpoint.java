package io.holdfast.site.failpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Named places where a test stops this process and kills it (rulings H7). The process writes the
 * name to a file and then waits for ever at that place; it never goes on, so no check is ever
 * skipped by it.
 */
public final class Failpoint {

    private static final Optional<String> WANTED =
            setting("holdfast.failpoint", "HOLDFAST_FAILPOINT");
    private static final Optional<String> FILE =
            setting("holdfast.failpoint.file", "HOLDFAST_FAILPOINT_FILE");

    private Failpoint() {}

    /** Goes on at once, unless a test asked for this very place. */
    public static void reach(String name) {
        if (WANTED.isEmpty() || FILE.isEmpty() || !WANTED.get().equals(name)) {
            return;
        }
        try {
            Files.writeString(Path.of(FILE.get()), name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the failpoint file", e);
        }
        waitForEver();
    }

    private static void waitForEver() {
        var never = new CountDownLatch(1);
        while (never.getCount() > 0) {
            try {
                never.await();
            } catch (InterruptedException e) {
                // Whoever stops this process does it by killing it.
            }
        }
    }

    private static Optional<String> setting(String property, String environment) {
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(environment)))
                .filter(value -> !value.isBlank());
    }
}
