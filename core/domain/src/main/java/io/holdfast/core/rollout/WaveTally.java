package io.holdfast.core.rollout;

/**
 * How the sites of one wave stand, counted.
 *
 * @param reachable those that count: neither deferred nor held nor superseded
 * @param failed those that took it back, refused it, found a conflict or did not finish in time
 */
public record WaveTally(int sites, int reachable, int kept, int failed) {

    /** Whether each site has come to an end for now. */
    boolean settled() {
        return kept + failed == reachable;
    }
}
