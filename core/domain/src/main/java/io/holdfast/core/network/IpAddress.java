package io.holdfast.core.network;

import java.util.Optional;

/**
 * One IPv4 or IPv6 address as an unsigned 128-bit number in two longs; an IPv4 address uses the low
 * 32 bits of {@code low}. The text form is strict (RFC 4291, RFC 5952): no zone id, no octal, no
 * IPv4-mapped IPv6, because each of those is a second spelling under which an overlap could hide.
 */
public record IpAddress(Family family, long high, long low) implements Comparable<IpAddress> {

    public IpAddress {
        if (family == Family.IPV4 && (high != 0 || (low >>> 32) != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
        if (family == Family.IPV6 && high == 0 && (low >>> 32) == 0xFFFFL) {
            throw new IllegalArgumentException(
                    "an IPv4-mapped IPv6 address is refused; write the IPv4 address itself");
        }
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException with a sentence for the person who typed it
     */
    public static IpAddress of(String text) {
        return AddressText.parse(text);
    }

    /** The one after it, if there is one that may be written. */
    public Optional<IpAddress> next() {
        long following = low + 1;
        boolean last = family == Family.IPV4 ? following >>> 32 != 0 : low == -1 && high == -1;
        boolean mapped = family == Family.IPV6 && high == 0 && following >>> 32 == 0xFFFFL;
        return last || mapped
                ? Optional.empty()
                : Optional.of(new IpAddress(family, following == 0 ? high + 1 : high, following));
    }

    /** The address with all bits after the first {@code length} cleared. */
    IpAddress network(int length) {
        return new IpAddress(family, high & mask(length, true), low & mask(length, false));
    }

    /** Whether the first {@code length} bits of an address of the same family are the same. */
    boolean agrees(IpAddress other, int length) {
        return ((high ^ other.high) & mask(length, true)) == 0
                && ((low ^ other.low) & mask(length, false)) == 0;
    }

    /** The address with all bits after the first {@code length} set. */
    IpAddress broadcast(int length) {
        var lowMask = ~mask(length, false);
        if (family == Family.IPV4) {
            return new IpAddress(family, 0, low | (lowMask & 0xFFFF_FFFFL));
        }
        return new IpAddress(family, high | ~mask(length, true), low | lowMask);
    }

    private long mask(int length, boolean upper) {
        int shown = family == Family.IPV4 ? length + 96 : length;
        int part = upper ? Math.min(shown, 64) : Math.max(shown - 64, 0);
        return part == 0 ? 0 : -1L << (64 - part);
    }

    @Override
    public int compareTo(IpAddress other) {
        int byFamily = family.compareTo(other.family);
        if (byFamily != 0) {
            return byFamily;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** RFC 5952 text. */
    @Override
    public String toString() {
        return AddressText.format(this);
    }
}
