package io.holdfast.core.verify;

/**
 * One node of an interval decision diagram: the values of one field cut into consecutive intervals,
 * each with the node that judges the next field. Immutable; made only by {@link Nodes}, which keeps
 * one object per content, so equal content is the same object.
 *
 * <p>Every path has one node per field; only {@link #NOTHING} may stand at any level. Neighbouring
 * intervals never have the same child. Both together make the diagram canonical.
 */
final class Node {

    /** The level below the last field. */
    static final int LEAF = 6;

    /** No packet, or "no rule has spoken". */
    static final Node NOTHING = new Node(0, LEAF, new long[0], new long[0], new Node[0], 0);

    /** Packets that are in the set, or that a rule permits. */
    static final Node INSIDE = new Node(1, LEAF, new long[0], new long[0], new Node[0], 1);

    /** Packets that a rule denies; only while an access list is being read. */
    static final Node DENIED = new Node(2, LEAF, new long[0], new long[0], new Node[0], 2);

    /** Number in order of making, for caches. */
    final int id;

    final int level;

    /**
     * Upper 64 bits of where each interval starts; empty if every value of the field fits in 64
     * bits.
     */
    final long[] high;

    /** Lower 64 bits of where each interval starts; the first is 0. */
    final long[] low;

    final Node[] children;

    /** Of the content, not of the id: the same in every space. */
    final int hash;

    Node(int id, int level, long[] high, long[] low, Node[] children, int hash) {
        this.id = id;
        this.level = level;
        this.high = high;
        this.low = low;
        this.children = children;
        this.hash = hash;
    }

    boolean wide() {
        return high.length > 0;
    }

    boolean isInside() {
        return this == INSIDE;
    }

    /** The child that judges packets with this value; where nothing is, nothing follows. */
    Node child(long valueHigh, long valueLow) {
        return children.length == 0 ? this : children[interval(valueHigh, valueLow)];
    }

    /** The index of the interval that holds this value. */
    int interval(long valueHigh, long valueLow) {
        int first = 0;
        int last = children.length - 1;
        while (first < last) {
            int middle = (first + last + 1) >>> 1;
            long middleHigh = wide() ? high[middle] : 0;
            if (compare(middleHigh, low[middle], valueHigh, valueLow) <= 0) {
                first = middle;
            } else {
                last = middle - 1;
            }
        }
        return first;
    }

    static int compare(long highA, long lowA, long highB, long lowB) {
        int byHigh = Long.compareUnsigned(highA, highB);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(lowA, lowB);
    }
}
