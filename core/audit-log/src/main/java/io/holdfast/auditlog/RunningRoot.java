package io.holdfast.auditlog;

import java.security.MessageDigest;
import java.util.ArrayList;

/** The root of a log while its leaves are read one after the other; what a verifier holds. */
final class RunningRoot {

    private static final int HASH = 32;

    private final MessageDigest sha = Digest.sha256();

    /** By height: the root of the complete subtree of that height, where the size has its bit. */
    private final byte[][] peaks = new byte[Long.SIZE][];

    /** What is hashed for each leaf is put together here: a verifier does nothing else. */
    private final byte[] two = new byte[1 + 2 * HASH];

    private final byte[] marked = new byte[HASH + Long.BYTES];

    private long size;

    long size() {
        return size;
    }

    /** Goes on behind leaves that are not read here. */
    void begin(MerkleFrontier before) {
        size = before.size();
        int next = 0;
        for (int height = Long.SIZE - 1; height >= 0; height--) {
            if ((size >>> height & 1) == 1) {
                peaks[height] = before.peaks().get(next++).bytes();
            }
        }
    }

    /** What has to be remembered to go on from here. */
    MerkleFrontier frontier() {
        var complete = new ArrayList<Digest>();
        for (int height = Long.SIZE - 1; height >= 0; height--) {
            if ((size >>> height & 1) == 1) {
                complete.add(Digest.ofBytes(peaks[height]));
            }
        }
        return new MerkleFrontier(size, complete);
    }

    byte[] digest(byte[] content) {
        return sha.digest(content);
    }

    /** By which an organisation knows the leaf that comes next as its own. */
    byte[] tag(byte[] salt) {
        System.arraycopy(salt, 0, marked, 0, HASH);
        for (int i = 0; i < Long.BYTES; i++) {
            marked[HASH + i] = (byte) (size >>> (Long.SIZE - Byte.SIZE * (i + 1)));
        }
        return sha.digest(marked);
    }

    /** RFC 9162 section 2.1.1, of a leaf's tag and digest. */
    void append(byte[] tag, byte[] digest) {
        append(joined((byte) 0, tag, digest));
    }

    private byte[] node(byte[] left, byte[] right) {
        return joined((byte) 1, left, right);
    }

    private byte[] joined(byte first, byte[] left, byte[] right) {
        two[0] = first;
        System.arraycopy(left, 0, two, 1, HASH);
        System.arraycopy(right, 0, two, 1 + HASH, HASH);
        return sha.digest(two);
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
