package io.holdfast.auditlog;

import java.util.ArrayList;
import java.util.List;

/**
 * What must be remembered of a log to append to it and to name its root: the roots of its complete
 * subtrees, largest first. For a log of n entries at most 64 hashes; it gives no proofs, those need
 * the leaves ({@link MerkleTree}).
 */
public record MerkleFrontier(long size, List<Digest> peaks) {

    /** The frontier of a log without entries. */
    public static final MerkleFrontier EMPTY = new MerkleFrontier(0, List.of());

    public MerkleFrontier {
        peaks = List.copyOf(peaks);
        if (size < 0 || Long.bitCount(size) != peaks.size()) {
            throw new IllegalArgumentException(
                    "a log of " + size + " leaves has not " + peaks.size() + " complete subtrees");
        }
    }

    /** The frontier after one more leaf. */
    public MerkleFrontier append(Digest leafHash) {
        var next = new ArrayList<>(peaks);
        next.add(leafHash);
        for (long full = size; (full & 1) == 1; full >>>= 1) {
            var right = next.removeLast();
            var left = next.removeLast();
            next.add(MerkleTree.nodeHash(left, right));
        }
        return new MerkleFrontier(size + 1, next);
    }

    /** The root of the log so far, equal to {@link MerkleTree#root} over the same leaves. */
    public Digest root() {
        if (peaks.isEmpty()) {
            return Digest.of(new byte[0]);
        }
        var root = peaks.getLast();
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = MerkleTree.nodeHash(peaks.get(i), root);
        }
        return root;
    }
}
