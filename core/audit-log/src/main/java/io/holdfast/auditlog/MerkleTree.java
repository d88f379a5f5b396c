package io.holdfast.auditlog;

import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree over an ordered list of leaves, exactly as RFC 9162 section 2.1 has it: leaf hash
 * SHA-256(0x00 || leaf), node hash SHA-256(0x01 || left || right), left subtree the largest power
 * of two below the size. Pure; what stores the leaves is somebody else's.
 */
public final class MerkleTree {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    /**
     * Level 0 are the leaf hashes; each next level has the complete pairs and an unpaired last one.
     */
    private final List<List<byte[]>> levels;

    private MerkleTree(List<List<byte[]>> levels) {
        this.levels = levels;
    }

    /** The tree over these leaves, which are content and not yet hashes. */
    public static MerkleTree ofLeaves(List<byte[]> leaves) {
        return build(leaves.stream().map(MerkleTree::hashOfLeaf).toList());
    }

    /** The tree over leaf hashes that are already known, as {@link #leafHash} made them. */
    public static MerkleTree ofLeafHashes(List<Digest> hashes) {
        return build(hashes.stream().map(Digest::bytes).toList());
    }

    /** The hash of one leaf (RFC 9162 section 2.1.1). */
    public static Digest leafHash(byte[] leaf) {
        return Digest.ofBytes(hashOfLeaf(leaf));
    }

    /** The hash of an inner node. */
    static Digest nodeHash(Digest left, Digest right) {
        return Digest.ofBytes(hashOfNode(left.bytes(), right.bytes()));
    }

    public long size() {
        return levels.getFirst().size();
    }

    /** The root (RFC 9162 section 2.1.1); of no leaves, the digest of nothing. */
    public Digest root() {
        return size() == 0 ? Digest.of(new byte[0]) : Digest.ofBytes(levels.getLast().getFirst());
    }

    /**
     * The inclusion proof of one leaf (RFC 9162 section 2.1.3.1), from the leaf to the root.
     *
     * @throws IndexOutOfBoundsException if the tree has no such leaf
     */
    public List<Digest> inclusionProof(long index) {
        int at = Math.toIntExact(index);
        if (at < 0 || at >= size()) {
            throw new IndexOutOfBoundsException("leaf " + index + " of a tree of " + size());
        }
        var proof = new ArrayList<Digest>();
        for (var level : levels) {
            int sibling = at ^ 1;
            if (sibling < level.size()) {
                proof.add(Digest.ofBytes(level.get(sibling)));
            }
            at >>= 1;
        }
        return List.copyOf(proof);
    }

    /**
     * The proof that the first {@code oldSize} leaves are unchanged in this tree (RFC 9162 section
     * 2.1.4.1). Empty if the sizes are equal.
     *
     * @throws IndexOutOfBoundsException unless {@code oldSize} is 1 to the tree's size
     */
    public List<Digest> consistencyProof(long oldSize) {
        int old = Math.toIntExact(oldSize);
        int now = Math.toIntExact(size());
        if (old < 1 || old > now) {
            throw new IndexOutOfBoundsException("a tree of " + old + " before a tree of " + now);
        }
        var proof = new ArrayList<Digest>();
        consistency(old, 0, now, true, proof);
        return List.copyOf(proof);
    }

    private void consistency(int old, int from, int to, boolean whole, List<Digest> proof) {
        int size = to - from;
        if (old == size) {
            if (!whole) {
                proof.add(Digest.ofBytes(rangeHash(from, to)));
            }
            return;
        }
        int split = Integer.highestOneBit(size - 1);
        if (old <= split) {
            consistency(old, from, from + split, whole, proof);
            proof.add(Digest.ofBytes(rangeHash(from + split, to)));
        } else {
            consistency(old - split, from + split, to, false, proof);
            proof.add(Digest.ofBytes(rangeHash(from, from + split)));
        }
    }

    private byte[] rangeHash(int from, int to) {
        int size = to - from;
        if (Integer.bitCount(size) == 1 && from % size == 0) {
            return levels.get(Integer.numberOfTrailingZeros(size)).get(from / size);
        }
        int split = Integer.highestOneBit(size - 1);
        return hashOfNode(rangeHash(from, from + split), rangeHash(from + split, to));
    }

    /**
     * Whether a proof shows that this leaf stands at this index of the tree with this root (RFC
     * 9162 section 2.1.3.2). Never throws for a bad proof: the answer is no.
     */
    public static boolean includes(
            Digest root, long size, long index, Digest leafHash, List<Digest> proof) {
        if (index < 0 || index >= size || proof.size() > 64) {
            return false;
        }
        long at = index;
        long last = size - 1;
        var hash = leafHash;
        for (var sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                hash = nodeHash(sibling, hash);
                while ((at & 1) == 0 && at != 0) {
                    at >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = nodeHash(hash, sibling);
            }
            at >>>= 1;
            last >>>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    /**
     * Whether a proof shows that the newer tree only added leaves to the older one (RFC 9162
     * section 2.1.4.2). Never throws for a bad proof: the answer is no.
     */
    public static boolean extendsTree(
            Digest oldRoot, long oldSize, Digest newRoot, long newSize, List<Digest> proof) {
        if (oldSize < 1 || oldSize > newSize || proof.size() > 128) {
            return false;
        }
        if (oldSize == newSize) {
            return proof.isEmpty() && oldRoot.equals(newRoot);
        }
        var path = new ArrayList<Digest>();
        if (Long.bitCount(oldSize) == 1) {
            path.add(oldRoot);
        }
        path.addAll(proof);
        if (path.isEmpty()) {
            return false;
        }
        long old = oldSize - 1;
        long last = newSize - 1;
        while ((old & 1) == 1) {
            old >>>= 1;
            last >>>= 1;
        }
        var oldHash = path.getFirst();
        var newHash = path.getFirst();
        for (var sibling : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((old & 1) == 1 || old == last) {
                oldHash = nodeHash(sibling, oldHash);
                newHash = nodeHash(sibling, newHash);
                while ((old & 1) == 0 && old != 0) {
                    old >>>= 1;
                    last >>>= 1;
                }
            } else {
                newHash = nodeHash(newHash, sibling);
            }
            old >>>= 1;
            last >>>= 1;
        }
        return last == 0 && oldHash.equals(oldRoot) && newHash.equals(newRoot);
    }

    private static MerkleTree build(List<byte[]> leafHashes) {
        var levels = new ArrayList<List<byte[]>>();
        levels.add(leafHashes);
        while (levels.getLast().size() > 1) {
            var below = levels.getLast();
            var level = new ArrayList<byte[]>((below.size() + 1) / 2);
            for (int i = 0; i + 1 < below.size(); i += 2) {
                level.add(hashOfNode(below.get(i), below.get(i + 1)));
            }
            if (below.size() % 2 == 1) {
                level.add(below.getLast());
            }
            levels.add(level);
        }
        return new MerkleTree(List.copyOf(levels));
    }

    private static byte[] hashOfLeaf(byte[] leaf) {
        var sha = Digest.sha256();
        sha.update(LEAF);
        return sha.digest(leaf);
    }

    private static byte[] hashOfNode(byte[] left, byte[] right) {
        var sha = Digest.sha256();
        sha.update(NODE);
        sha.update(left);
        return sha.digest(right);
    }
}
