package io.holdfast.core.verify;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/** Counts the packets of a diagram: below the addresses in a long, which 2^40 services fit. */
final class Volume {

    private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);

    private final Map<Integer, BigInteger> packets = new HashMap<>();
    private final Map<Integer, Long> services = new HashMap<>();

    BigInteger of(Node node) {
        if (node == Node.NOTHING) {
            return BigInteger.ZERO;
        }
        if (node.level >= Fields.PROTOCOL) {
            return BigInteger.valueOf(services(node));
        }
        var counted = packets.get(node.id);
        if (counted == null) {
            counted = BigInteger.ZERO;
            for (int i = 0; i < node.children.length; i++) {
                if (node.children[i] != Node.NOTHING) {
                    var end = i + 1 < node.children.length ? start(node, i + 1) : values(node);
                    var width = end.subtract(start(node, i));
                    counted = counted.add(width.multiply(of(node.children[i])));
                }
            }
            packets.put(node.id, counted);
        }
        return counted;
    }

    private long services(Node node) {
        if (node.level == Node.LEAF) {
            return node == Node.NOTHING ? 0 : 1;
        }
        var known = services.get(node.id);
        if (known != null) {
            return known;
        }
        long counted = 0;
        for (int i = 0; i < node.children.length; i++) {
            long last = node.level == Fields.PROTOCOL ? 256 : 65536;
            long end = i + 1 < node.children.length ? node.low[i + 1] : last;
            counted += (end - node.low[i]) * services(node.children[i]);
        }
        services.put(node.id, counted);
        return counted;
    }

    /** How many values the field of this node has. */
    private static BigInteger values(Node node) {
        int bits = node.level == Fields.FAMILY ? 1 : node.wide() ? 128 : 32;
        return BigInteger.ONE.shiftLeft(bits);
    }

    private static BigInteger start(Node node, int i) {
        return node.wide()
                ? unsigned(node.high[i]).multiply(WORD).add(unsigned(node.low[i]))
                : BigInteger.valueOf(node.low[i]);
    }

    private static BigInteger unsigned(long value) {
        return value >= 0 ? BigInteger.valueOf(value) : BigInteger.valueOf(value).add(WORD);
    }
}
