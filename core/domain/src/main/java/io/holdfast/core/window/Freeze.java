package io.holdfast.core.window;

import io.holdfast.core.Names;
import java.time.Duration;
import java.time.Instant;

/**
 * Nothing starts in this time, at no site, whatever windows say. What was begun is finished or
 * taken back.
 *
 * @param until not included
 * @param reason one sentence, shown to whoever waits
 */
public record Freeze(Instant from, Instant until, String reason) {

    /** A year. Who means longer says so again. */
    public static final Duration LONGEST = Duration.ofDays(366);

    public Freeze {
        Names.text("a freeze's reason", reason, 200);
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a freeze ends after it begins");
        }
        if (Duration.between(from, until).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a freeze lasts at most 366 days");
        }
    }
}
