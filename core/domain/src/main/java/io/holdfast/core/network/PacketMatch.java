package io.holdfast.core.network;

/**
 * The packets one filter rule speaks of: source, destination and service, of one address family.
 */
public record PacketMatch(Prefix source, Prefix destination, Service service) {

    public PacketMatch {
        if (source.family() != destination.family()) {
            throw new IllegalArgumentException(
                    "source "
                            + source
                            + " and destination "
                            + destination
                            + " are of two families");
        }
    }

    /** Every packet of a family. */
    public static PacketMatch every(Family family) {
        return new PacketMatch(
                Prefix.every(family), Prefix.every(family), new Service.EveryProtocol());
    }

    public Family family() {
        return source.family();
    }
}
