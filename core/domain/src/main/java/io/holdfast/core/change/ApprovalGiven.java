package io.holdfast.core.change;

import io.holdfast.core.AddedLater;
import java.time.Instant;
import java.util.List;

/**
 * One person's approval of what that person saw.
 *
 * @param base revision the diffs were computed on when they were read
 * @param roles that person held when approving
 */
public record ApprovalGiven(
        Person by,
        Instant at,
        String comment,
        long base,
        String flowDigest,
        String configDigest,
        @AddedLater List<String> roles) {

    public ApprovalGiven {
        roles = List.copyOf(roles);
        if (comment.length() > 4_000) {
            throw new IllegalArgumentException("a comment has at most 4000 characters");
        }
    }

    boolean binds(Evidence evidence) {
        return flowDigest.equals(evidence.flowDigest())
                && configDigest.equals(evidence.configDigest());
    }
}
