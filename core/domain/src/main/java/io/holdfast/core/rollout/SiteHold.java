package io.holdfast.core.rollout;

import java.time.Instant;

/**
 * Whether a person holds a site by break-glass: what the centre gives it is kept there and waits.
 */
public sealed interface SiteHold {

    /** Nobody does, and nobody did. */
    record None() implements SiteHold {}

    /**
     * Somebody does.
     *
     * @param since by the site's clock
     * @param reason in his own words
     */
    record Open(Instant since, String by, String reason) implements SiteHold {
        String sentence() {
            return "held at the site by " + by + ": " + reason;
        }
    }

    /**
     * Nobody does any more.
     *
     * @param heard when the centre heard of its end
     */
    record Over(Instant heard) implements SiteHold {}
}
