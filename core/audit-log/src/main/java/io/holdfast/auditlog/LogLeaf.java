package io.holdfast.auditlog;

import java.nio.ByteBuffer;

/**
 * What stands in the log for one entry. The log is one over all organisations; of an entry
 * everybody may know its digest, and only its own organisation that it is its own: the tag is
 * SHA-256 over the organisation's salt and the leaf's number (unsigned 64 bit, big endian). Whoever
 * has the salt can so tell that an entry is missing, also when the rest of the log is still whole.
 *
 * @param tag whose entry it is
 * @param entry digest of the entry's canonical bytes
 */
public record LogLeaf(Digest tag, Digest entry) {

    /** The leaf with this number of an organisation's log. */
    public static LogLeaf of(Digest salt, long number, Digest entry) {
        return new LogLeaf(Digest.ofBytes(tag(salt.bytes(), number)), entry);
    }

    static byte[] tag(byte[] salt, long number) {
        var sha = Digest.sha256();
        sha.update(salt);
        return sha.digest(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    /** The 64 bytes that are hashed: tag, then digest. */
    byte[] content() {
        return ByteBuffer.allocate(64).put(tag.bytes()).put(entry.bytes()).array();
    }

    /** Its hash in the tree (RFC 9162 section 2.1.1). */
    public Digest hash() {
        return MerkleTree.leafHash(content());
    }
}
