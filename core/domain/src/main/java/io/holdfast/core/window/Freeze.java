package io.holdfast.core.window;

import io.holdfast.core.Names;
import java.time.Instant;

/**
 * Nothing starts in this time, at no site, whatever windows say. What was begun is finished or
 * taken back.
 *
 * @param until not included
 * @param reason one sentence, shown to whoever waits
 */
public record Freeze(Instant from, Instant until, String reason) {
    public Freeze {
        Names.text("a freeze's reason", reason, 200);
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a freeze ends after it begins");
        }
    }
}
