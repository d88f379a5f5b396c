package io.holdfast.sitelink;

import io.holdfast.core.Printable;

/**
 * Bytes that are not the message they claim to be. Thrown by {@link WireJson} and answered at the
 * door the bytes came in by; nothing of them has been used.
 */
public final class MalformedMessage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whoever reads it, and whatever keeps it, needs no more. */
    private static final int LONGEST = 500;

    private final String pointer;
    private final String reason;

    /**
     * Says what is wrong.
     *
     * @param reason of whatever length: it may quote what was sent, and is cut
     */
    MalformedMessage(String pointer, String reason) {
        super((pointer.isEmpty() ? "" : "at " + cut(pointer) + ": ") + cut(reason));
        this.pointer = cut(pointer);
        this.reason = cut(reason);
    }

    private static String cut(String text) {
        return Printable.cut(text, LONGEST);
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
