package io.holdfast.sitelink;

/**
 * Bytes that are not the message they claim to be. Thrown by {@link WireJson} and answered at the
 * door the bytes came in by; nothing of them has been used.
 */
public final class MalformedMessage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String pointer;
    private final String reason;

    MalformedMessage(String pointer, String reason) {
        super((pointer.isEmpty() ? "" : "at " + pointer + ": ") + reason);
        this.pointer = pointer;
        this.reason = reason;
    }

    /** The value at fault as a JSON pointer (RFC 6901); empty for the whole message. */
    public String pointer() {
        return pointer;
    }

    /** One sentence in English. */
    public String reason() {
        return reason;
    }
}
