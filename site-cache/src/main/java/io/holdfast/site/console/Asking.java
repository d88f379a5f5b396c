package io.holdfast.site.console;

import io.holdfast.core.Bytes;
import java.time.Duration;
import java.time.Instant;

/** What a person asked at the console, with what was typed as it was typed. */
public sealed interface Asking {

    /**
     * To be let in by a break-glass code.
     *
     * @param session digest of what the browser shows from now on
     */
    record Enter(String code, String person, String reason, Duration lease, String session)
            implements Asking {
        @Override
        public String toString() {
            return "Enter[" + person + "]";
        }
    }

    /** To take a bundle that somebody brought as a file. */
    record BringBundle(Bytes file) implements Asking {}

    /** To end the hold. */
    record EndHold(String session) implements Asking {}

    /** To close before its time what ends until then. */
    record CloseNow(String session, Instant upTo) implements Asking {}

    /** To put another unit into the slot of a failed device. */
    record Replace(String session, String slot, String serial, String hostKey, String reason)
            implements Asking {}

    /**
     * To be the second person who compared the new unit's key.
     *
     * @param entered digest that no browser shows
     */
    record ConfirmReplacement(
            String session, long number, String person, String code, String entered)
            implements Asking {
        @Override
        public String toString() {
            return "ConfirmReplacement[" + number + ", " + person + "]";
        }
    }

    /** To leave the slot as it is. */
    record GiveUpReplacement(String session, long number) implements Asking {}

    /** To leave it to others. */
    record Leave(String session) implements Asking {}
}
