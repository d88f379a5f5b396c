package io.holdfast.core.verify;

import io.holdfast.core.network.Packet;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * An exact set of packets over address family, source, destination, protocol, source port and
 * destination port (for ICMP the message type). Immutable. Two sets of one space are equal exactly
 * if they hold the same packets.
 */
public final class PacketSet {

    private final PacketSpace space;
    private final Node node;

    PacketSet(PacketSpace space, Node node) {
        this.space = space;
        this.node = node;
    }

    PacketSpace space() {
        return space;
    }

    Node node() {
        return node;
    }

    public PacketSet union(PacketSet other) {
        return space.apply(Algebra.Operation.UNION, this, other);
    }

    public PacketSet intersect(PacketSet other) {
        return space.apply(Algebra.Operation.INTERSECT, this, other);
    }

    public PacketSet minus(PacketSet other) {
        return space.apply(Algebra.Operation.MINUS, this, other);
    }

    public boolean isEmpty() {
        return node == Node.NOTHING;
    }

    /** True if every packet of this set is also in the other. */
    public boolean isWithin(PacketSet other) {
        return minus(other).isEmpty();
    }

    public boolean contains(Packet packet) {
        int protocol = packet.protocol();
        boolean ported = protocol == Fields.TCP || protocol == Fields.UDP;
        boolean typed = protocol == Fields.icmp(packet.family());
        return node.child(0, Fields.number(packet.family()))
                .child(packet.source().high(), packet.source().low())
                .child(packet.destination().high(), packet.destination().low())
                .child(0, protocol)
                .child(0, ported ? packet.sourcePort() : 0)
                .child(0, ported || typed ? packet.destinationPort() : 0)
                .isInside();
    }

    /**
     * One packet of the set, always the same one and as ordinary as the set allows; none if empty.
     */
    public Optional<Packet> witness() {
        return isEmpty() ? Optional.empty() : Optional.of(Witness.of(node));
    }

    /** How many packets the set holds. */
    public BigInteger volume() {
        return space.volume(node);
    }

    /**
     * The set as readable rows, disjoint and in a stable order.
     *
     * @param limit the most rows to write; a set that needs more is cut off there
     */
    public List<Box> boxes(int limit) {
        return Boxes.of(node, limit);
    }

    /**
     * The set as few readable rows, in a stable order. Rows may have packets in common; together
     * they are the set.
     *
     * @param limit the most rows to write; a set that needs more is cut off there
     */
    public List<Box> rows(int limit) {
        return isEmpty() ? List.of() : Rows.of(space, node, limit);
    }

    /** SHA-256 of the content, in hexadecimal: equal in every space exactly if the packets are. */
    public String digest() {
        return space.digest(node);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PacketSet set
                && (space == set.space
                        ? node == set.node
                        : node.hash == set.node.hash && digest().equals(set.digest()));
    }

    @Override
    public int hashCode() {
        return node.hash;
    }

    @Override
    public String toString() {
        var rows = boxes(8);
        return isEmpty()
                ? "no packet"
                : String.join("; ", rows.stream().map(Box::toString).toList());
    }
}
