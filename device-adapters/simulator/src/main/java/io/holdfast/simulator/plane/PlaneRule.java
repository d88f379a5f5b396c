package io.holdfast.simulator.plane;

import io.holdfast.core.network.Packet;
import io.holdfast.core.network.Prefix;
import io.holdfast.simulator.xml.Element;
import java.util.Optional;
import java.util.OptionalInt;

/** One access control entry as this data plane runs it. */
record PlaneRule(
        String name,
        Optional<Prefix> source,
        Optional<Prefix> destination,
        OptionalInt protocol,
        Ports sourcePorts,
        Ports destinationPorts,
        boolean permits) {

    /** The ports an entry matches; of ICMP the message types. */
    record Ports(int lowest, int highest, boolean inverted) {
        static final Ports EVERY = new Ports(0, 65535, false);

        boolean contains(int port) {
            return (port >= lowest && port <= highest) != inverted;
        }
    }

    static PlaneRule read(Element ace, boolean sixth) {
        var matches = ace.child("matches").orElse(Element.tree("", "matches"));
        var ip = matches.child(sixth ? "ipv6" : "ipv4");
        var family = sixth ? "ipv6" : "ipv4";
        var protocol = OptionalInt.empty();
        var number = ip.flatMap(i -> i.child("protocol"));
        if (number.isPresent()) {
            protocol = OptionalInt.of(Integer.parseInt(number.get().trimmed()));
        }
        var source = Ports.EVERY;
        var destination = Ports.EVERY;
        for (var transport : new String[] {"tcp", "udp"}) {
            var header = matches.child(transport);
            if (header.isPresent()) {
                protocol = OptionalInt.of(transport.equals("tcp") ? 6 : 17);
                source = ports(header.get().child("source-port"));
                destination = ports(header.get().child("destination-port"));
            }
        }
        var icmp = matches.child("icmp");
        if (icmp.isPresent()) {
            protocol = OptionalInt.of(sixth ? 58 : 1);
            var type = icmp.get().child("type");
            if (type.isPresent()) {
                int one = Integer.parseInt(type.get().trimmed());
                destination = new Ports(one, one, false);
            }
        }
        return new PlaneRule(
                ace.textAt("", "name"),
                ip.flatMap(i -> i.child("source-" + family + "-network")).map(PlaneRule::prefix),
                ip.flatMap(i -> i.child("destination-" + family + "-network"))
                        .map(PlaneRule::prefix),
                protocol,
                source,
                destination,
                ace.at("actions", "forwarding")
                        .map(Element::localText)
                        .orElse("")
                        .equals("accept"));
    }

    private static Prefix prefix(Element element) {
        return Prefix.of(element.trimmed());
    }

    private static Ports ports(Optional<Element> given) {
        if (given.isEmpty()) {
            return Ports.EVERY;
        }
        var ports = given.get();
        if (ports.child("lower-port").isPresent()) {
            return new Ports(
                    Integer.parseInt(ports.textAt("0", "lower-port")),
                    Integer.parseInt(ports.textAt("65535", "upper-port")),
                    false);
        }
        if (ports.child("port").isEmpty()) {
            return Ports.EVERY;
        }
        int port = Integer.parseInt(ports.textAt("0", "port"));
        return switch (ports.textAt("eq", "operator")) {
            case "lte" -> new Ports(0, port, false);
            case "gte" -> new Ports(port, 65535, false);
            case "neq" -> new Ports(port, port, true);
            default -> new Ports(port, port, false);
        };
    }

    boolean matches(Packet packet) {
        return source.map(p -> p.contains(packet.source())).orElse(true)
                && destination.map(p -> p.contains(packet.destination())).orElse(true)
                && (protocol.isEmpty() || protocol.getAsInt() == packet.protocol())
                && sourcePorts.contains(packet.sourcePort())
                && destinationPorts.contains(packet.destinationPort());
    }
}
