package io.holdfast.core.verify;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;

/**
 * Builds the diagrams of single matches. Only packets that exist are ever inside: a protocol
 * without ports has source and destination port 0, ICMP has a type in place of the destination
 * port, and an IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2) is on no wire. So equal sets of real
 * packets are equal diagrams.
 */
final class Fields {

    static final int FAMILY = 0;
    static final int SOURCE = 1;
    static final int DESTINATION = 2;
    static final int PROTOCOL = 3;
    static final int SOURCE_PORT = 4;
    static final int DESTINATION_PORT = 5;

    static final int TCP = 6;
    static final int UDP = 17;
    static final int ICMP = 1;
    static final int ICMP_FOR_IPV6 = 58;

    static final long MAPPED_FIRST = 0x0000_FFFF_0000_0000L;
    static final long MAPPED_AFTER = 0x0001_0000_0000_0000L;

    private static final long[] NARROW = new long[0];
    private static final int PORTS = 65535;

    private final Nodes nodes;
    private final Node every4;
    private final Node every6;

    Fields(Nodes nodes) {
        this.nodes = nodes;
        every4 = everyProtocol(ICMP);
        every6 = everyProtocol(ICMP_FOR_IPV6);
    }

    /** The value of the family field. */
    static int number(Family family) {
        return family == Family.IPV4 ? 0 : 1;
    }

    static Family family(long number) {
        return number == 0 ? Family.IPV4 : Family.IPV6;
    }

    static int icmp(Family family) {
        return family == Family.IPV4 ? ICMP : ICMP_FOR_IPV6;
    }

    Node match(PacketMatch match) {
        return match(match.source(), match.destination(), service(match.family(), match.service()));
    }

    Node match(Prefix source, Prefix destination, Node service) {
        var toDestination = addresses(DESTINATION, destination, service);
        return family(source.family(), addresses(SOURCE, source, toDestination));
    }

    /** Every packet of a slice of the header space. */
    Node slice(Slice slice) {
        var family = slice.source().family();
        var to =
                addresses(
                        DESTINATION,
                        slice.destination().first(),
                        slice.destination().last(),
                        service(family, new Service.EveryProtocol()));
        return family(family, addresses(SOURCE, slice.source().first(), slice.source().last(), to));
    }

    private Node family(Family family, Node child) {
        return narrow(FAMILY, number(family), number(family), 1, child);
    }

    Node service(Family family, Service service) {
        return switch (service) {
            case Service.EveryProtocol _ -> family == Family.IPV4 ? every4 : every6;
            case Service.Tcp(var source, var destination) ->
                    protocol(
                            TCP,
                            ports(
                                    source.first(),
                                    source.last(),
                                    destination.first(),
                                    destination.last()));
            case Service.Udp(var source, var destination) ->
                    protocol(
                            UDP,
                            ports(
                                    source.first(),
                                    source.last(),
                                    destination.first(),
                                    destination.last()));
            case Service.Icmp(int first, int last) ->
                    protocol(icmp(family), ports(0, 0, first, last));
            case Service.Other(int number) -> protocol(number, ports(0, 0, 0, 0));
        };
    }

    private Node protocol(int number, Node ports) {
        return narrow(PROTOCOL, number, number, 255, ports);
    }

    private Node ports(int firstSource, int lastSource, int firstDestination, int lastDestination) {
        var destination =
                narrow(DESTINATION_PORT, firstDestination, lastDestination, PORTS, Node.INSIDE);
        return narrow(SOURCE_PORT, firstSource, lastSource, PORTS, destination);
    }

    private Node everyProtocol(int icmp) {
        var ported = ports(0, PORTS, 0, PORTS);
        var typed = ports(0, 0, 0, 255);
        var plain = ports(0, 0, 0, 0);
        var low = new long[256];
        var children = new Node[256];
        int count = 0;
        for (int number = 0; number < 256; number++) {
            var child = number == TCP || number == UDP ? ported : number == icmp ? typed : plain;
            if (count == 0 || children[count - 1] != child) {
                low[count] = number;
                children[count++] = child;
            }
        }
        return nodes.make(PROTOCOL, NARROW, low, children, count);
    }

    private Node narrow(int level, long first, long last, long most, Node child) {
        var low = new long[3];
        var children = new Node[3];
        int count = 0;
        if (first > 0) {
            children[count++] = Node.NOTHING;
        }
        low[count] = first;
        children[count++] = child;
        if (last < most) {
            low[count] = last + 1;
            children[count++] = Node.NOTHING;
        }
        return nodes.make(level, NARROW, low, children, count);
    }

    private Node addresses(int level, Prefix prefix, Node child) {
        return addresses(level, prefix.first(), prefix.last(), child);
    }

    private Node addresses(int level, IpAddress first, IpAddress last, Node child) {
        if (first.family() == Family.IPV4) {
            return narrow(level, first.low(), last.low(), 0xFFFF_FFFFL, child);
        }
        var high = new long[5];
        var low = new long[5];
        var children = new Node[5];
        int count = 0;
        if (first.high() != 0 || first.low() != 0) {
            children[count++] = Node.NOTHING;
        }
        high[count] = first.high();
        low[count] = first.low();
        children[count++] = child;
        if (first.high() == 0
                && Long.compareUnsigned(first.low(), MAPPED_FIRST) < 0
                && (last.high() != 0 || Long.compareUnsigned(last.low(), MAPPED_AFTER) >= 0)) {
            low[count] = MAPPED_FIRST;
            children[count++] = Node.NOTHING;
            low[count] = MAPPED_AFTER;
            children[count++] = child;
        }
        if (last.high() != -1L || last.low() != -1L) {
            low[count] = last.low() + 1;
            high[count] = last.low() == -1L ? last.high() + 1 : last.high();
            children[count++] = Node.NOTHING;
        }
        return nodes.make(level, high, low, children, count);
    }
}
