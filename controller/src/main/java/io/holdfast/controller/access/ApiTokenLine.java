package io.holdfast.controller.access;

import io.holdfast.controller.scope.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A token as lists show it: never its secret.
 *
 * @param owner subject of the person it acts for
 * @param scopes what it may at most; less where its owner may less by now
 * @param usedAt when it was used last, to the minute
 */
public record ApiTokenLine(
        UUID id,
        String name,
        String owner,
        List<Permission> scopes,
        Instant madeAt,
        Instant endsAt,
        Optional<Instant> usedAt,
        Optional<Instant> revokedAt) {

    /** Whether it can be used. */
    public boolean holds(Instant now) {
        return revokedAt.isEmpty() && now.isBefore(endsAt);
    }
}
