package io.holdfast.core.network;

import java.util.Optional;

/**
 * A block of addresses (RFC 4632): a network address and a length in bits. Host bits must be zero,
 * so that a prefix has exactly one spelling.
 */
public record Prefix(IpAddress address, int length) implements Comparable<Prefix> {

    /** Every IPv4 address. */
    public static final Prefix EVERY_IPV4 = new Prefix(new IpAddress(Family.IPV4, 0, 0), 0);

    /** Every IPv6 address. */
    public static final Prefix EVERY_IPV6 = new Prefix(new IpAddress(Family.IPV6, 0, 0), 0);

    /** Neighbour of the IPv4-mapped block ::ffff:0:0/96, whose own addresses cannot be written. */
    private static final IpAddress MAPPED_SIDE = new IpAddress(Family.IPV6, 0, 0xFFFEL << 32);

    public Prefix {
        if (length < 0 || length > address.family().bits()) {
            throw new IllegalArgumentException(
                    "a prefix length is 0 to " + address.family().bits() + ", not " + length);
        }
        if (!address.network(length).equals(address)) {
            throw new IllegalArgumentException(
                    address
                            + "/"
                            + length
                            + " has host bits set; did you mean "
                            + address.network(length)
                            + "/"
                            + length
                            + "?");
        }
        if (length >= 80 && length < 96 && address.equals(MAPPED_SIDE.network(length))) {
            throw new IllegalArgumentException(
                    address
                            + "/"
                            + length
                            + " holds IPv4-mapped IPv6 addresses, which are refused");
        }
    }

    /**
     * Reads {@code ADDRESS/LENGTH}; a bare address is a host prefix.
     *
     * @throws IllegalArgumentException with a sentence for the person who typed it
     */
    public static Prefix of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return host(IpAddress.of(text));
        }
        var length = text.substring(slash + 1);
        if (!length.matches("0|[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a prefix: the length after \"/\" is a number");
        }
        return new Prefix(IpAddress.of(text.substring(0, slash)), Integer.parseInt(length));
    }

    /** The prefix that holds one address. */
    public static Prefix host(IpAddress address) {
        return new Prefix(address, address.family().bits());
    }

    /** Every address of a family. */
    public static Prefix every(Family family) {
        return family == Family.IPV4 ? EVERY_IPV4 : EVERY_IPV6;
    }

    /** The prefix of {@code length} around an address that may have host bits. */
    public static Prefix around(IpAddress address, int length) {
        return new Prefix(address.network(length), length);
    }

    /** The prefix that begins and ends with these addresses, if one does. */
    public static Optional<Prefix> spanning(IpAddress first, IpAddress last) {
        if (first.family() != last.family()) {
            return Optional.empty();
        }
        long high = first.high() ^ last.high();
        long low = first.low() ^ last.low();
        int differing =
                high != 0
                        ? 128 - Long.numberOfLeadingZeros(high)
                        : 64 - Long.numberOfLeadingZeros(low);
        int length = first.family().bits() - differing;
        boolean whole =
                differing > 64
                        ? low == -1 && Long.bitCount(high) == differing - 64
                        : high == 0 && Long.bitCount(low) == differing;
        return whole && first.network(length).equals(first)
                ? Optional.of(new Prefix(first, length))
                : Optional.empty();
    }

    public Family family() {
        return address.family();
    }

    public IpAddress first() {
        return address;
    }

    public IpAddress last() {
        return address.broadcast(length);
    }

    public boolean contains(IpAddress other) {
        return other.family() == family() && address.agrees(other, length);
    }

    public boolean contains(Prefix other) {
        return other.length >= length && contains(other.address);
    }

    public boolean overlaps(Prefix other) {
        return contains(other) || other.contains(this);
    }

    @Override
    public int compareTo(Prefix other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(length, other.length);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
