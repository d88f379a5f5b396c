package io.holdfast.auditlog;

import java.security.MessageDigest;

/** The root of a log while its leaves are read one after the other; what a verifier holds. */
final class RunningRoot {

    private final MessageDigest sha = Digest.sha256();

    /** By height: the root of the complete subtree of that height, where the size has its bit. */
    private final byte[][] peaks = new byte[Long.SIZE][];

    private long size;

    long size() {
        return size;
    }

    byte[] digest(byte[] content) {
        return sha.digest(content);
    }

    /** RFC 9162 section 2.1.1, of a leaf's tag and digest. */
    void append(byte[] tag, byte[] digest) {
        sha.update((byte) 0);
        sha.update(tag);
        append(sha.digest(digest));
    }

    private byte[] node(byte[] left, byte[] right) {
        sha.update((byte) 1);
        sha.update(left);
        return sha.digest(right);
    }

    private void append(byte[] leafHash) {
        var hash = leafHash;
        int height = 0;
        for (long full = size; (full & 1) == 1; full >>>= 1) {
            hash = node(peaks[height], hash);
            height++;
        }
        peaks[height] = hash;
        size++;
    }

    Digest root() {
        if (size == 0) {
            return Digest.of(new byte[0]);
        }
        int height = Long.numberOfTrailingZeros(size);
        var root = peaks[height];
        for (long left = size >>> (height + 1); left != 0; left >>>= 1) {
            height++;
            if ((left & 1) == 1) {
                root = node(peaks[height], root);
            }
        }
        return Digest.ofBytes(root);
    }
}
