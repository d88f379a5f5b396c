package io.holdfast.core.drift;

import java.time.Instant;

/**
 * Whose hand it was, as the device tells (RFC 6470 section 2.2.1). A claim that helps people to ask
 * the right person; nothing is judged by it.
 *
 * @param user as whom somebody was logged in at the device; empty for the device itself
 * @param at by the device's clock
 */
public record DriftCause(Hand hand, String user, Instant at) {

    /** Who can have done it. */
    public enum Hand {
        /** Somebody who was logged in at the device. */
        PERSON,
        /** The device itself, as after new software. */
        DEVICE
    }

    /** From the name of who was logged in; nobody was, if it is empty. */
    public static DriftCause by(String user, Instant at) {
        return new DriftCause(user.isEmpty() ? Hand.DEVICE : Hand.PERSON, user, at);
    }
}
