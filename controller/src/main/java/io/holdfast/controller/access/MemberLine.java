package io.holdfast.controller.access;

import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.Role;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * One member as lists show it.
 *
 * @param kind PERSON or CLIENT
 * @param subject what the identity is called at its issuer; a person logs in with it
 * @param joined false while an invited person has not chosen a password yet
 */
public record MemberLine(
        UUID id,
        long version,
        Caller.Kind kind,
        String issuer,
        String subject,
        String name,
        Set<Role> roles,
        boolean joined,
        Instant since) {
    public MemberLine {
        roles = Set.copyOf(roles);
    }
}
