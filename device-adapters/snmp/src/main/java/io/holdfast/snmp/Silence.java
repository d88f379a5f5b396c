package io.holdfast.snmp;

/**
 * A device that did not answer, or answered what cannot be used; becomes a Silent result at the
 * door.
 */
final class Silence extends Exception {

    private static final long serialVersionUID = 1L;

    Silence(String reason) {
        super(reason);
    }

    Silence(String reason, Throwable cause) {
        super(reason, cause);
    }
}
