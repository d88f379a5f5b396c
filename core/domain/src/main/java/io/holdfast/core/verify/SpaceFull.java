package io.holdfast.core.verify;

/**
 * A packet space has used up its node budget. Thrown deep inside the diagram and turned into a
 * finding by whoever asked the question; it never ends as an OutOfMemoryError.
 */
public final class SpaceFull extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SpaceFull(long budget) {
        super("these rules need more than " + budget + " intervals to be judged exactly");
    }
}
