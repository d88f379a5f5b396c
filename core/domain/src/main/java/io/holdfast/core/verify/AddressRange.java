package io.holdfast.core.verify;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;

/** Consecutive addresses of one family, both ends included. */
public record AddressRange(IpAddress first, IpAddress last) {

    public AddressRange {
        if (first.family() != last.family() || first.compareTo(last) > 0) {
            throw new IllegalArgumentException(
                    "a range of addresses is of one family and ends after it begins");
        }
    }

    public Family family() {
        return first.family();
    }

    /** An address, a prefix, the words "every IPv4 address", or both ends with a hyphen. */
    @Override
    public String toString() {
        if (first.equals(last)) {
            return first.toString();
        }
        var prefix = Prefix.spanning(first, last);
        if (prefix.isPresent()) {
            return prefix.get().length() == 0
                    ? "every " + name() + " address"
                    : prefix.get().toString();
        }
        return first + "-" + last;
    }

    private String name() {
        return family() == Family.IPV4 ? "IPv4" : "IPv6";
    }
}
