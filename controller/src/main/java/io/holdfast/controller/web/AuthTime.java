package io.holdfast.controller.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Moments in tokens. */
final class AuthTime {

    private AuthTime() {}

    /** Seconds (RFC 7519, section 2, NumericDate); long ago if it is not said. */
    static Instant of(@Nullable Object claim) {
        return switch (claim) {
            case Instant instant -> instant;
            case Number seconds -> Instant.ofEpochSecond(seconds.longValue());
            case null, default -> Instant.EPOCH;
        };
    }
}
