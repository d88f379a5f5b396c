package io.holdfast.controller.sitelinks;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the replacing of a device's secret has come, without secrets.
 *
 * @param group whose secret the new one is; empty for one of the device's own
 * @param attempt how often it was ordered to be tried
 * @param result what the site told of the newest attempt; empty while it has not
 * @param toldAt by the site's clock
 */
public record RotationStanding(
        long number,
        String group,
        long attempt,
        State state,
        String result,
        String reason,
        Instant startedAt,
        String startedBy,
        Optional<Instant> toldAt) {

    /** Where a rotation stands. */
    public enum State {
        /** The site has not told what came of the newest attempt; it knows both secrets. */
        WAITING,
        /** The new secret did not open the device; the old stays in use, the new is kept. */
        FAILED,
        /** The new secret opened the device and is the one in use; the old was let go. */
        PROVED,
        /** Somebody gave it up; the old one stayed. */
        WITHDRAWN,
        /** Another secret was entered in its place. */
        REPLACED;

        /** Whether both secrets are with the site. */
        public boolean underWay() {
            return this == WAITING || this == FAILED;
        }
    }
}
