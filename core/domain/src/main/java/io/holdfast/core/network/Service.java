package io.holdfast.core.network;

import java.util.List;

/**
 * What is spoken: a protocol with its ports or message types. Source and destination ports are
 * those of the packet; a conduit normally leaves the source ports open.
 */
public sealed interface Service {

    /** Every IP protocol. Only rules of the house may use it; a conduit may not. */
    record EveryProtocol() implements Service {
        @Override
        public String toString() {
            return "every protocol";
        }
    }

    /** TCP (RFC 9293). */
    record Tcp(PortRange source, PortRange destination) implements Service {
        @Override
        public String toString() {
            return ported("tcp", source, destination);
        }
    }

    /** UDP (RFC 768). */
    record Udp(PortRange source, PortRange destination) implements Service {
        @Override
        public String toString() {
            return ported("udp", source, destination);
        }
    }

    /**
     * ICMP for IPv4 (RFC 792, protocol 1) and ICMPv6 for IPv6 (RFC 4443, protocol 58): message
     * types.
     */
    record Icmp(int firstType, int lastType) implements Service {
        public Icmp {
            if (firstType < 0 || lastType > 255 || firstType > lastType) {
                throw new IllegalArgumentException("an ICMP type is 0 to 255");
            }
        }

        @Override
        public String toString() {
            return firstType == 0 && lastType == 255
                    ? "icmp"
                    : "icmp/"
                            + (firstType == lastType ? "" + firstType : firstType + "-" + lastType);
        }
    }

    /** Another protocol by its IANA number, without ports. */
    record Other(int number) implements Service {
        public Other {
            if (number < 0
                    || number > 255
                    || number == 1
                    || number == 6
                    || number == 17
                    || number == 58) {
                throw new IllegalArgumentException(
                        "a protocol number is 0 to 255; tcp, udp and icmp are written by name");
            }
        }

        @Override
        public String toString() {
            return "protocol/" + number;
        }
    }

    /**
     * The packets that answer this service when the other side speaks back: ports mirrored, echo
     * answered. The one definition of a reply, for who writes reply rules and for who proves them
     * (rulings P1). Empty where nothing answers, as for ICMP errors.
     */
    default List<Service> replies(Family family) {
        return switch (this) {
            case EveryProtocol every -> List.of(every);
            case Tcp(var asked, var served) -> List.of(new Tcp(served, asked));
            case Udp(var asked, var served) -> List.of(new Udp(served, asked));
            case Icmp(var first, var last) -> {
                int echo = family == Family.IPV4 ? 8 : 128;
                int answer = family == Family.IPV4 ? 0 : 129;
                yield first <= echo && echo <= last ? List.of(new Icmp(answer, answer)) : List.of();
            }
            case Other other -> List.of(other);
        };
    }

    static Service tcp(int destinationPort) {
        return new Tcp(PortRange.EVERY, PortRange.one(destinationPort));
    }

    static Service udp(int destinationPort) {
        return new Udp(PortRange.EVERY, PortRange.one(destinationPort));
    }

    /**
     * Reads {@code tcp/502}, {@code udp/161-162}, {@code tcp/1024-65535>502} (source ports first),
     * {@code icmp}, {@code icmp/8}, {@code protocol/50}.
     *
     * @throws IllegalArgumentException with a sentence for the person who typed it
     */
    static Service of(String text) {
        int slash = text.indexOf('/');
        var name = slash < 0 ? text : text.substring(0, slash);
        var rest = slash < 0 ? "" : text.substring(slash + 1);
        return switch (name) {
            case "tcp", "udp" -> ported(text, name, rest);
            case "icmp" -> {
                var types = rest.isEmpty() ? new PortRange(0, 255) : PortRange.of(rest);
                yield new Icmp(types.first(), types.last());
            }
            case "protocol" -> new Other(PortRange.of(rest).first());
            default ->
                    throw new IllegalArgumentException(
                            "\""
                                    + text
                                    + "\" is not a service; write tcp/502, udp/161-162, icmp/8 or protocol/50");
        };
    }

    private static Service ported(String whole, String name, String ports) {
        if (ports.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + whole + "\" names no port; write for example " + name + "/502");
        }
        int arrow = ports.indexOf('>');
        var source = arrow < 0 ? PortRange.EVERY : PortRange.of(ports.substring(0, arrow));
        var destination = PortRange.of(arrow < 0 ? ports : ports.substring(arrow + 1));
        return name.equals("tcp") ? new Tcp(source, destination) : new Udp(source, destination);
    }

    private static String ported(String name, PortRange source, PortRange destination) {
        return name + "/" + (source.equals(PortRange.EVERY) ? "" : source + ">") + destination;
    }
}
