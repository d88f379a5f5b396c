package io.holdfast.core.verify;

import java.util.Arrays;

/**
 * The unique table of one {@link PacketSpace}: keeps one node per content and counts what is spent.
 * The budget is in intervals, because a node of a thousand intervals costs a thousand times more
 * than a node of one.
 */
final class Nodes {

    private final long budget;

    /** What may be spent for now; the budget but while something is done sparingly. */
    private long limit;

    private long spent;
    private int made = 3;
    private Node[] table = new Node[1 << 8];
    private int held;

    Nodes(long budget) {
        this.budget = budget;
        limit = budget;
    }

    /** From now on only half of what is left may be spent. */
    void spare() {
        limit = spent + (budget - spent) / 2;
    }

    /** The whole budget may be spent again. */
    void spend() {
        limit = budget;
    }

    long budget() {
        return budget;
    }

    long spent() {
        return spent;
    }

    /**
     * Returns the node of this content. Arrays may be longer than {@code count}; neighbours with
     * the same child must have been joined.
     */
    Node make(int level, long[] high, long[] low, Node[] children, int count) {
        if (count == 1 && children[0] == Node.NOTHING) {
            return Node.NOTHING;
        }
        int hash = hash(level, high, low, children, count);
        int slot = spread(hash) & (table.length - 1);
        while (table[slot] != null) {
            if (table[slot].hash == hash && same(table[slot], level, high, low, children, count)) {
                return table[slot];
            }
            slot = (slot + 1) & (table.length - 1);
        }
        if (spent + count > limit) {
            throw new SpaceFull(limit);
        }
        spent += count;
        var node =
                new Node(
                        made++,
                        level,
                        high.length == 0 ? high : Arrays.copyOf(high, count),
                        Arrays.copyOf(low, count),
                        Arrays.copyOf(children, count),
                        hash);
        table[slot] = node;
        held++;
        if (held * 2 > table.length) {
            grow();
        }
        return node;
    }

    private void grow() {
        var old = table;
        table = new Node[old.length * 2];
        for (var node : old) {
            if (node != null) {
                int slot = spread(node.hash) & (table.length - 1);
                while (table[slot] != null) {
                    slot = (slot + 1) & (table.length - 1);
                }
                table[slot] = node;
            }
        }
    }

    /** A leaf of its own that stands for one rule; never shared between spaces. */
    Node leaf() {
        int id = made++;
        return new Node(id, Node.LEAF, new long[0], new long[0], new Node[0], id);
    }

    private static int hash(int level, long[] high, long[] low, Node[] children, int count) {
        long hash = level + 7L * count;
        for (int i = 0; i < count; i++) {
            hash = hash * 0x9E3779B97F4A7C15L + low[i];
            if (high.length > 0) {
                hash = hash * 0x9E3779B97F4A7C15L + high[i];
            }
            hash = hash * 0x9E3779B97F4A7C15L + children[i].hash;
        }
        return (int) (hash ^ (hash >>> 32));
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }

    private static boolean same(
            Node node, int level, long[] high, long[] low, Node[] children, int count) {
        if (node.level != level
                || node.children.length != count
                || node.wide() != (high.length > 0)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (node.children[i] != children[i]
                    || node.low[i] != low[i]
                    || (node.wide() && node.high[i] != high[i])) {
                return false;
            }
        }
        return true;
    }
}
