package io.holdfast.sitelink;

import java.time.Instant;

/**
 * Between which moments it surely is now, by the site's trusted time.
 *
 * @param latest {@link Instant#MAX} if unknown, as after a power loss
 */
public record TimeBounds(Instant earliest, Instant latest) {

    /** A clock that is right. */
    public static TimeBounds exactly(Instant now) {
        return new TimeBounds(now, now);
    }
}
