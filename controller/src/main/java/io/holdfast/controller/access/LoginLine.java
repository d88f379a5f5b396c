package io.holdfast.controller.access;

import io.holdfast.controller.scope.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A browser or a command line where somebody is, or was, logged in.
 *
 * @param owner subject of the person
 * @param name as people call that person; the subject once it is no member any more
 * @param program the client of the identity provider the tokens are for; empty for the dashboard
 * @param address where it was seen first
 * @param agent what the browser calls itself; as it says, and perhaps empty
 * @param seenAt when it was used last, to the minute
 * @param endedAt when it ended, by itself or by somebody
 * @param endedBy subject of who ended it; none if it ended by itself
 */
public record LoginLine(
        UUID id,
        String issuer,
        String owner,
        String name,
        Door door,
        String program,
        String address,
        String agent,
        Instant beganAt,
        Instant seenAt,
        Optional<Instant> endedAt,
        Optional<String> endedBy) {

    /** What has not been used for so long is over, though nobody said so: a centre was killed. */
    private static final Duration FORGOTTEN = Duration.ofHours(12);

    /** What it is for. */
    public enum Door {
        DASHBOARD,
        REST
    }

    /** Whether somebody could go on with it. */
    public boolean open(Instant now) {
        return endedAt.isEmpty() && seenAt.plus(FORGOTTEN).isAfter(now);
    }

    boolean isOf(Caller caller) {
        return issuer.equals(caller.issuer()) && owner.equals(caller.subject());
    }
}
