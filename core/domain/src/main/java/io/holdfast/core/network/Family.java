package io.holdfast.core.network;

/**
 * The two address families. Holdfast treats them alike: what holds for one is proved for the other.
 */
public enum Family {
    IPV4(32),
    IPV6(128);

    private final int bits;

    Family(int bits) {
        this.bits = bits;
    }

    /** Length of an address in bits. */
    public int bits() {
        return bits;
    }
}
