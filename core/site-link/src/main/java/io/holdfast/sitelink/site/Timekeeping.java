package io.holdfast.sitelink.site;

import java.time.Instant;

/**
 * What the node knows about time without a time server.
 *
 * @param boot how often it has started
 * @param startedAt what its clock showed at that start
 * @param floor it is surely not earlier: greatest signed or journaled time seen
 * @param anchor when the centre last told the time
 */
public record Timekeeping(long boot, Instant startedAt, Instant floor, Anchor anchor) {

    /** Before the first start. */
    public static final Timekeeping UNKNOWN =
            new Timekeeping(0, Instant.EPOCH, Instant.EPOCH, new Anchor.None());

    /** A moment at which the centre's clock and the node's own were compared since the start. */
    public sealed interface Anchor {
        record None() implements Anchor {}

        record Told(Instant centre, Instant own) implements Anchor {}
    }
}
