package io.holdfast.core.topology;

/** How surely a link is there. */
public enum Confidence {
    /** Both ends tell of each other. */
    CERTAIN,
    /** One end tells of it by a neighbour protocol. */
    LIKELY,
    /** Only an address table hints at it. */
    POSSIBLE
}
