package io.holdfast.snmp;

/**
 * A device that did not answer, or answered what cannot be used; becomes a Silent result at the
 * door.
 */
class Silence extends Exception {

    private static final long serialVersionUID = 1L;

    Silence(String reason) {
        super(reason);
    }

    Silence(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** The device answers, and what it may cost is used up: what was read until then holds. */
    static final class Exhausted extends Silence {
        private static final long serialVersionUID = 1L;

        Exhausted(String reason) {
            super(reason);
        }
    }

    /** Who answers has another engine than the one known; nobody logged in there. */
    static final class OtherEngine extends Silence {
        private static final long serialVersionUID = 1L;

        private final String shown;

        OtherEngine(String shown) {
            super("the device shows another SNMP engine id than before: " + shown);
            this.shown = shown;
        }

        String shown() {
            return shown;
        }
    }
}
