package io.holdfast.bundlecheck;

import io.holdfast.core.site.SiteId;
import java.time.Instant;

/**
 * The site a bundle is judged for.
 *
 * @param suspended true after one number came with two contents
 * @param earliest it is surely not earlier than this
 * @param latest it is surely not later than this
 */
public record Receiver(
        Pins pins,
        SiteId site,
        int incarnation,
        Standing standing,
        boolean suspended,
        Instant earliest,
        Instant latest) {

    /** What it accepted last. */
    public sealed interface Standing {
        record Nothing() implements Standing {}

        record Accepted(long epoch, long revision, String contentDigest, OfferedContent content)
                implements Standing {}
    }
}
