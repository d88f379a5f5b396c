package io.holdfast.core.network;

/**
 * An address on an interface together with the length of its subnet (RFC 8344), as in 10.1.40.1/24.
 */
public record InterfaceAddress(IpAddress address, int length) {

    public InterfaceAddress {
        if (length < 0 || length > address.family().bits()) {
            throw new IllegalArgumentException("prefix length out of range: " + length);
        }
    }

    /** Reads {@code ADDRESS/LENGTH}; host bits are welcome here. */
    public static InterfaceAddress of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException("\"" + text + "\" is not ADDRESS/LENGTH");
        }
        return new InterfaceAddress(
                IpAddress.of(text.substring(0, slash)),
                Integer.parseInt(text.substring(slash + 1)));
    }

    /** The subnet the address stands in. */
    public Prefix subnet() {
        return Prefix.around(address, length);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
