package io.holdfast.core.change;

import java.time.Instant;

/**
 * One person's approval of what that person saw.
 *
 * @param base revision the diffs were computed on when they were read
 */
public record ApprovalGiven(
        Person by, Instant at, String comment, long base, String flowDigest, String configDigest) {

    public ApprovalGiven {
        if (comment.length() > 4_000) {
            throw new IllegalArgumentException("a comment has at most 4000 characters");
        }
    }

    boolean binds(Evidence evidence) {
        return flowDigest.equals(evidence.flowDigest())
                && configDigest.equals(evidence.configDigest());
    }
}
