package io.holdfast.auditlog;

import java.util.ArrayList;
import java.util.List;

/**
 * The proof that a log only grew (RFC 9162 section 2.1.4.1) for a log that is too long to be held:
 * it asks whoever stores the log for the roots of complete subtrees, a few for each power of two.
 * Equal to {@link MerkleTree#consistencyProof} over the same leaves.
 */
public final class GrowthProof {

    private final Subtrees subtrees;

    private GrowthProof(Subtrees subtrees) {
        this.subtrees = subtrees;
    }

    /** Where the log is stored. */
    @FunctionalInterface
    public interface Subtrees {

        /**
         * The root of a complete subtree.
         *
         * @param level it has two to the power of so many leaves
         * @param place the how many'th of its size, from 0
         */
        Digest root(int level, long place);
    }

    /**
     * The proof from one size to another; empty if they are equal.
     *
     * @throws IndexOutOfBoundsException unless {@code old} is 1 to {@code now}
     */
    public static List<Digest> between(long old, long now, Subtrees subtrees) {
        if (old < 1 || old > now) {
            throw new IndexOutOfBoundsException("a log of " + old + " before a log of " + now);
        }
        var proof = new ArrayList<Digest>();
        new GrowthProof(subtrees).add(old, 0, now, true, proof);
        return List.copyOf(proof);
    }

    /** The root of the log's first leaves; of none, the digest of nothing. */
    public static Digest root(long size, Subtrees subtrees) {
        return size == 0 ? Digest.of(new byte[0]) : new GrowthProof(subtrees).range(0, size);
    }

    private void add(long old, long from, long to, boolean whole, List<Digest> proof) {
        long size = to - from;
        if (old == size) {
            if (!whole) {
                proof.add(range(from, to));
            }
            return;
        }
        long split = Long.highestOneBit(size - 1);
        if (old <= split) {
            add(old, from, from + split, whole, proof);
            proof.add(range(from + split, to));
        } else {
            add(old - split, from + split, to, false, proof);
            proof.add(range(from, from + split));
        }
    }

    private Digest range(long from, long to) {
        long size = to - from;
        if (Long.bitCount(size) == 1) {
            return subtrees.root(Long.numberOfTrailingZeros(size), from / size);
        }
        long split = Long.highestOneBit(size - 1);
        return MerkleTree.nodeHash(range(from, from + split), range(from + split, to));
    }
}
