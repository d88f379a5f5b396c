package io.holdfast.core.verify;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import java.util.List;

/**
 * Picks one packet of a set: the same one every time, and one that people have seen before (tcp, an
 * ephemeral source port, a host rather than a network address) where the set leaves the choice.
 */
final class Witness {

    /**
     * Documentation addresses (RFC 5737, RFC 3849): what a reader takes for "somewhere outside".
     */
    private static final List<IpAddress> ADDRESSES =
            List.of(
                    IpAddress.of("203.0.113.10"),
                    IpAddress.of("192.0.2.10"),
                    IpAddress.of("2001:db8:ffff::10"));

    private static final long[] PROTOCOLS = {Fields.TCP, Fields.UDP, 1, 58};
    private static final long[] SOURCE_PORTS = {40000};
    private static final long[] DESTINATION_PORTS = {443, 22, 502};

    /** A host number people use. */
    private static final int HOST = 10;

    private Witness() {}

    static Packet of(Node root) {
        int familyInterval = filled(root);
        var family = Fields.family(root.low[familyInterval]);
        var sources = root.children[familyInterval];
        var source = address(family, sources);
        var destinations = sources.child(source.high(), source.low());
        var destination = address(family, destinations);
        var protocols = destinations.child(destination.high(), destination.low());
        long protocol = value(protocols, PROTOCOLS);
        var sourcePorts = protocols.child(0, protocol);
        long sourcePort = value(sourcePorts, SOURCE_PORTS);
        var destinationPorts = sourcePorts.child(0, sourcePort);
        long destinationPort = value(destinationPorts, DESTINATION_PORTS);
        return new Packet(
                source, destination, (int) protocol, (int) sourcePort, (int) destinationPort);
    }

    private static IpAddress address(Family family, Node node) {
        for (var wish : ADDRESSES) {
            if (wish.family() == family && node.child(wish.high(), wish.low()) != Node.NOTHING) {
                return wish;
            }
        }
        int interval = inhabited(node);
        long high = node.wide() ? node.high[interval] : 0;
        long low = node.low[interval];
        return new IpAddress(family, high, low + (roomForHosts(node, interval) ? HOST : 0));
    }

    /** The first interval with room for a host number, else the first at all. */
    private static int inhabited(Node node) {
        for (int i = 0; i < node.children.length; i++) {
            boolean networkAddress = (node.low[i] & 0xFF) == 0;
            if (node.children[i] != Node.NOTHING && (!networkAddress || roomForHosts(node, i))) {
                return i;
            }
        }
        return filled(node);
    }

    private static boolean roomForHosts(Node node, int interval) {
        long high = node.wide() ? node.high[interval] : 0;
        long low = node.low[interval];
        return (low & 0xFF) == 0 && node.interval(high, low + HOST) == interval;
    }

    private static long value(Node node, long[] wishes) {
        for (long wish : wishes) {
            if (node.child(0, wish) != Node.NOTHING) {
                return wish;
            }
        }
        return node.low[filled(node)];
    }

    private static int filled(Node node) {
        int interval = 0;
        while (node.children[interval] == Node.NOTHING) {
            interval++;
        }
        return interval;
    }
}
