package io.holdfast.sitelink.telemetry;

import io.holdfast.core.Bytes;

/**
 * A whole configuration with its secrets masked, under the digest of its plain bytes.
 *
 * @param digest SHA-256 of the masked text as UTF-8, hex
 * @param compressed the text by DEFLATE (RFC 1951)
 * @param length of the plain bytes, so that a reader takes no more memory than it was promised
 */
public record ArchivedText(String digest, int length, Bytes compressed) {

    /** No configuration is larger; one that is, is not archived and said so. */
    public static final int LONGEST = 8 * 1024 * 1024;

    /** What fits into a batch. */
    public static final int MOST_COMPRESSED = 1024 * 1024;

    public ArchivedText {
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a digest is 64 hex digits");
        }
        if (length < 0 || length > LONGEST || compressed.size() > MOST_COMPRESSED) {
            throw new IllegalArgumentException("a configuration larger than is archived");
        }
    }
}
