package io.holdfast.auditlog;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * The head of a log at one size (C2SP tlog-checkpoint): origin, size and root, each on a line, and
 * one line more, {@code at} with the time. Whoever keeps a signed one can say later whether the log
 * before it is still the same.
 *
 * @param origin which log, as in holdfast.example/audit
 * @param size number of leaves
 * @param root of the tree over them (RFC 9162 section 2.1.1)
 * @param at when it was signed, by the clock of whoever signed; whole seconds
 */
public record Checkpoint(String origin, long size, Digest root, Instant at) {

    public Checkpoint {
        NoteKey.checkName(origin);
        if (size < 0) {
            throw new IllegalArgumentException("a log has no negative size");
        }
        at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    /** What is signed. */
    public String text() {
        return origin
                + "\n"
                + size
                + "\n"
                + Base64.getEncoder().encodeToString(root.bytes())
                + "\nat "
                + at
                + "\n";
    }

    /**
     * Reads what was signed. Strict: {@code read(c.text())} equals {@code c}, and nothing else is
     * read.
     *
     * @throws IllegalArgumentException if it is no checkpoint
     */
    public static Checkpoint read(String text) {
        var lines = text.split("\n", -1);
        if (lines.length != 5 || !lines[4].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("this is no head of a log");
        }
        var root = Base64.getDecoder().decode(lines[2]);
        if (root.length != 32 || !lines[3].startsWith("at ")) {
            throw new IllegalArgumentException("this is no head of a log");
        }
        try {
            var read =
                    new Checkpoint(
                            lines[0],
                            Long.parseLong(lines[1]),
                            Digest.ofBytes(root),
                            Instant.parse(lines[3].substring(3)));
            if (read.text().equals(text)) {
                return read;
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("the time of a head is RFC 3339 in UTC", e);
        }
        throw new IllegalArgumentException("this is no head of a log");
    }
}
