package io.holdfast.site.node;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The node's clock: set once at its start, monotonic since. A step of the wall clock does not move
 * it.
 */
public final class NodeClock implements InstantSource {

    private final InstantSource wall;
    private final Instant start;
    private final long startNanos;

    public NodeClock(InstantSource wall) {
        this.wall = wall;
        this.start = wall.instant();
        this.startNanos = System.nanoTime();
    }

    /** What the wall clock shows now; for display and for the journal only. */
    Instant wall() {
        return wall.instant();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
