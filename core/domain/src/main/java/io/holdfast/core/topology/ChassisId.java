package io.holdfast.core.topology;

import io.holdfast.core.Names;
import java.util.Comparator;
import java.util.Locale;

/**
 * What a box calls itself on the wire (IEEE 802.1AB section 8.5.2), or the device id of CDP. It is
 * the key of a neighbour; the announced host name never is, as two boxes may have the same (B-67).
 *
 * @param value lower case; a MAC address with colons. A claim of the device: shown, never trusted
 */
public record ChassisId(Kind kind, String value) implements Comparable<ChassisId> {

    private static final Comparator<ChassisId> ORDER =
            Comparator.comparing(ChassisId::kind).thenComparing(ChassisId::value);

    /** The subtypes that occur; a subtype we do not know is LOCAL. */
    public enum Kind {
        MAC,
        NETWORK_ADDRESS,
        COMPONENT,
        INTERFACE,
        LOCAL,
        CDP_DEVICE
    }

    public ChassisId {
        value = Names.text("a chassis id", value.strip(), 255).toLowerCase(Locale.ROOT);
    }

    /** A MAC address as a chassis id. */
    public static ChassisId mac(String mac) {
        return new ChassisId(Kind.MAC, mac);
    }

    @Override
    public int compareTo(ChassisId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return value;
    }
}
