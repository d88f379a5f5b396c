package io.holdfast.core.zone;

import java.time.Duration;
import java.time.Instant;

/** How long a conduit is open (rulings P5). */
public sealed interface Lasting {

    /** Until somebody closes it. Its review date is a task for people and closes nothing. */
    record Permanent() implements Lasting {}

    /**
     * A hard end: the site closes it by itself then, also when it is cut off. For vendor access and
     * emergency openings.
     *
     * @param end when it closes
     * @param longestOpen the most it is open, counted while the site node runs; it closes it where
     *     the site cannot be sure of the time
     */
    record Temporary(Instant end, Duration longestOpen) implements Lasting {}
}
