package io.holdfast.core.verify;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/** Counts the packets of a diagram. */
final class Volume {

    private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);

    private final Map<Integer, BigInteger> known = new HashMap<>();

    BigInteger of(Node node) {
        if (node == Node.NOTHING) {
            return BigInteger.ZERO;
        }
        if (node.level == Node.LEAF) {
            return BigInteger.ONE;
        }
        var counted = known.get(node.id);
        if (counted == null) {
            counted = BigInteger.ZERO;
            for (int i = 0; i < node.children.length; i++) {
                var end = i + 1 < node.children.length ? start(node, i + 1) : values(node);
                counted = counted.add(end.subtract(start(node, i)).multiply(of(node.children[i])));
            }
            known.put(node.id, counted);
        }
        return counted;
    }

    /** How many values the field of this node has. */
    private static BigInteger values(Node node) {
        return BigInteger.ONE.shiftLeft(
                switch (node.level) {
                    case Fields.FAMILY -> 1;
                    case Fields.SOURCE, Fields.DESTINATION -> node.wide() ? 128 : 32;
                    case Fields.PROTOCOL -> 8;
                    default -> 16;
                });
    }

    private static BigInteger start(Node node, int i) {
        var low = new BigInteger(Long.toUnsignedString(node.low[i]));
        return node.wide()
                ? new BigInteger(Long.toUnsignedString(node.high[i])).multiply(WORD).add(low)
                : low;
    }
}
