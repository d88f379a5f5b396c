package io.holdfast.spi;

/**
 * What became of one request to a device. A device that does not answer is a fact, not an
 * exception.
 */
public sealed interface Outcome {

    /** The device answered yes; that alone is no proof (devices.md): read back. */
    record Done() implements Outcome {}

    /**
     * The device answered no; nothing changed.
     *
     * @param code the protocol's own error code, as in NETCONF error-tag lock-denied
     */
    record Refused(String code, String message) implements Outcome {}

    /** No answer in time or a lost session: it may or may not have happened. */
    record Unknown(String reason) implements Outcome {}
}
