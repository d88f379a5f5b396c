package io.holdfast.core.network;

/**
 * One packet, as far as filters look at it.
 *
 * @param protocol IANA protocol number
 * @param sourcePort TCP or UDP source port, else 0
 * @param destinationPort TCP or UDP destination port; for ICMP the message type; else 0
 */
public record Packet(
        IpAddress source,
        IpAddress destination,
        int protocol,
        int sourcePort,
        int destinationPort) {

    public Packet {
        if (source.family() != destination.family()) {
            throw new IllegalArgumentException("a packet is of one address family");
        }
    }

    public Family family() {
        return source.family();
    }

    @Override
    public String toString() {
        return switch (protocol) {
            case 6 ->
                    "tcp "
                            + source
                            + ":"
                            + sourcePort
                            + " -> "
                            + destination
                            + ":"
                            + destinationPort;
            case 17 ->
                    "udp "
                            + source
                            + ":"
                            + sourcePort
                            + " -> "
                            + destination
                            + ":"
                            + destinationPort;
            case 1, 58 -> "icmp type " + destinationPort + " " + source + " -> " + destination;
            default -> "protocol " + protocol + " " + source + " -> " + destination;
        };
    }
}
