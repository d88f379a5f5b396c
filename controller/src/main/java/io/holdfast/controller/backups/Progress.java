package io.holdfast.controller.backups;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** A line now and then, for whoever waits; small tables are not worth one. */
final class Progress {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final long WORTH_A_LINE = 1 << 20;

    private final PrintWriter out;
    private final InstantSource clock;
    private Instant said;

    Progress(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.said = clock.instant();
    }

    OutputStream counting(String table, OutputStream to) {
        return new OutputStream() {
            private long bytes;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] written, int from, int length) throws IOException {
                to.write(written, from, length);
                bytes += length;
                if (clock.instant().isAfter(said.plus(EVERY))) {
                    say("  " + table + ": " + size(bytes) + " so far");
                }
            }
        };
    }

    void done(Manifest.Part part) {
        if (part.bytes() > WORTH_A_LINE) {
            say("  " + part.plainName() + ": " + part.rows() + " rows, " + size(part.bytes()));
        }
    }

    void say(String line) {
        out.println(line);
        out.flush();
        said = clock.instant();
    }

    static String size(long bytes) {
        return bytes < WORTH_A_LINE
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1024.0 / 1024.0);
    }
}
