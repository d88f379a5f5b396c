package io.holdfast.core.verify;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PortRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a diagram as rows. Intervals that lead to the same child are one row, which is what keeps
 * the rows few.
 */
final class Boxes {

    private final List<Box> rows = new ArrayList<>();
    private final int limit;

    private Boxes(int limit) {
        this.limit = limit;
    }

    static List<Box> of(Node root, int limit) {
        var boxes = new Boxes(limit);
        if (root != Node.NOTHING) {
            for (int i = 0; i < root.children.length; i++) {
                if (root.children[i] != Node.NOTHING) {
                    boxes.sources(root, i);
                }
            }
        }
        return List.copyOf(boxes.rows);
    }

    /**
     * The two families may share a child only if both are empty, so each interval is one family.
     */
    private void sources(Node root, int interval) {
        var family = Fields.family(root.low[interval]);
        for (var source : addresses(family, root.children[interval]).entrySet()) {
            for (var destination : addresses(family, source.getKey()).entrySet()) {
                if (rows.size() == limit) {
                    return;
                }
                rows.add(
                        new Box(
                                family,
                                source.getValue(),
                                destination.getValue(),
                                services(family, destination.getKey())));
            }
        }
    }

    static Map<Node, List<AddressRange>> addresses(Family family, Node node) {
        var byChild = new LinkedHashMap<Node, List<AddressRange>>();
        for (int i = 0; i < node.children.length; i++) {
            var child = node.children[i];
            if (child != Node.NOTHING) {
                join(
                        byChild.computeIfAbsent(child, _ -> new ArrayList<>()),
                        range(family, node, i));
            }
        }
        return byChild;
    }

    /** Two ranges with only the IPv4-mapped addresses between them read as one. */
    static void join(List<AddressRange> ranges, AddressRange next) {
        if (!ranges.isEmpty()
                && next.family() == Family.IPV6
                && next.first().high() == 0
                && next.first().low() == Fields.MAPPED_AFTER) {
            var before = ranges.getLast();
            if (before.last().high() == 0 && before.last().low() == Fields.MAPPED_FIRST - 1) {
                ranges.set(ranges.size() - 1, new AddressRange(before.first(), next.last()));
                return;
            }
        }
        ranges.add(next);
    }

    private static AddressRange range(Family family, Node node, int i) {
        boolean wide = node.wide();
        var last =
                i + 1 == node.children.length
                        ? lastOf(family)
                        : before(family, wide ? node.high[i + 1] : 0, node.low[i + 1]);
        return new AddressRange(new IpAddress(family, wide ? node.high[i] : 0, node.low[i]), last);
    }

    static IpAddress lastOf(Family family) {
        return family == Family.IPV4
                ? new IpAddress(family, 0, 0xFFFF_FFFFL)
                : new IpAddress(family, -1L, -1L);
    }

    /** The address before a number that is not the first. */
    static IpAddress before(Family family, long high, long low) {
        return new IpAddress(family, high - (low == 0 ? 1 : 0), low - 1);
    }

    static List<ServiceRange> services(Family family, Node protocols) {
        var services = new ArrayList<ServiceRange>();
        for (int i = 0; i < protocols.children.length; i++) {
            var sourcePorts = protocols.children[i];
            if (sourcePorts != Node.NOTHING) {
                int last = last(protocols, i, 255);
                for (int first = (int) protocols.low[i]; first <= last; first++) {
                    ports(first, first, sourcePorts, services);
                }
            }
        }
        return joined(family, services);
    }

    private static void ports(int first, int last, Node sourcePorts, List<ServiceRange> services) {
        for (int i = 0; i < sourcePorts.children.length; i++) {
            var destinationPorts = sourcePorts.children[i];
            for (int j = 0; j < destinationPorts.children.length; j++) {
                if (destinationPorts.children[j] != Node.NOTHING) {
                    services.add(
                            new ServiceRange(
                                    first,
                                    last,
                                    ports(sourcePorts, i),
                                    ports(destinationPorts, j)));
                }
            }
        }
    }

    /** Neighbouring protocols of which everything is inside read as one range. */
    private static List<ServiceRange> joined(Family family, List<ServiceRange> services) {
        var joined = new ArrayList<ServiceRange>();
        for (var service : services) {
            if (!joined.isEmpty()
                    && joined.getLast().lastProtocol() + 1 == service.firstProtocol()
                    && whole(family, joined.getLast())
                    && whole(family, service)) {
                var before = joined.removeLast();
                joined.add(
                        new ServiceRange(
                                before.firstProtocol(),
                                service.lastProtocol(),
                                PortRange.EVERY,
                                PortRange.EVERY));
            } else {
                joined.add(service);
            }
        }
        return joined;
    }

    private static boolean whole(Family family, ServiceRange service) {
        int number = service.firstProtocol();
        if (number != service.lastProtocol()) {
            return true;
        }
        if (number == Fields.TCP || number == Fields.UDP) {
            return service.source().equals(PortRange.EVERY)
                    && service.destination().equals(PortRange.EVERY);
        }
        return number != Fields.icmp(family) || service.destination().equals(new PortRange(0, 255));
    }

    private static PortRange ports(Node node, int i) {
        return new PortRange((int) node.low[i], last(node, i, 65535));
    }

    private static int last(Node node, int i, int most) {
        return i + 1 == node.children.length ? most : (int) node.low[i + 1] - 1;
    }
}
