package io.holdfast.controller.drifts;

import java.time.Instant;
import java.util.Optional;

/**
 * What a person decided about what a device was seen to run. It speaks of exactly that: once the
 * device runs something else, it is over.
 *
 * @param running digest of what the device was seen to run
 * @param until for an acceptance, when it ends
 * @param revision for a re-assertion, the site's revision that puts it back; 0 otherwise
 */
public record DriftAnswer(
        Kind kind,
        String running,
        Optional<Instant> until,
        String reason,
        String by,
        Instant at,
        long revision) {

    /** What is to become of a difference (rulings W2). */
    public enum Kind {
        RE_ASSERT,
        ACCEPT_UNTIL
    }

    public boolean putsBack() {
        return kind == Kind.RE_ASSERT;
    }

    /** False once the device runs something else or the acceptance is over. */
    public boolean stands(String runningNow, Instant now) {
        return running.equals(runningNow) && until.map(now::isBefore).orElse(true);
    }
}
