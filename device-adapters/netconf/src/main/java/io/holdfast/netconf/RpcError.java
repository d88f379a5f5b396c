package io.holdfast.netconf;

import io.holdfast.core.Printable;
import io.holdfast.spi.xml.XmlElement;

/**
 * One rpc-error (RFC 6241 section 4.3). Its words are the device's: shown as text, cut and without
 * control characters, never trusted.
 *
 * @param holder session-id of error-info: who holds a lock; empty if not told
 */
record RpcError(String tag, boolean warning, String message, String path, String holder) {

    private static final int MAX_WORDS = 300;

    static RpcError of(XmlElement error, Masking masking) {
        var tag = masking.mask(leaf(error, "error-tag"));
        return new RpcError(
                tag.isEmpty() ? "operation-failed" : tag,
                leaf(error, "error-severity").equals("warning"),
                masking.mask(leaf(error, "error-message")),
                masking.mask(leaf(error, "error-path")),
                error.child(Rpc.BASE, "error-info").map(i -> leaf(i, "session-id")).orElse(""));
    }

    private static String leaf(XmlElement parent, String name) {
        return plain(parent.child(Rpc.BASE, name).map(XmlElement::text).orElse(""), MAX_WORDS);
    }

    /** A device's words for people: one line, no control characters, at most this long. */
    static String plain(String words, int limit) {
        var line = words.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
        return line.length() <= limit ? line : Printable.cut(line, limit) + "…";
    }

    String inWords() {
        var said = message.isEmpty() ? tag : message;
        return path.isEmpty() ? said : said + " (" + path + ")";
    }
}
