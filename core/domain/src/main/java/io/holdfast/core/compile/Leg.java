package io.holdfast.core.compile;

import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import java.util.List;

/**
 * A routed interface of a device before it has filters.
 *
 * @param label name of the zone or transit it stands in, for names on the device
 */
record Leg(
        Routing.Side side,
        String label,
        String interfaceName,
        InterfaceMode mode,
        List<InterfaceAddress> addresses) {

    boolean speaks(Family family) {
        return mode instanceof InterfaceMode.TunnelInterface(var tunnel)
                ? tunnel.family() == family
                : addresses.stream().anyMatch(a -> a.address().family() == family);
    }

    /** Whether it is the inner side of a tunnel. */
    boolean tunnelled() {
        return mode instanceof InterfaceMode.TunnelInterface;
    }

    String description() {
        return switch (side) {
            case Routing.Side.InZone _ -> "zone " + label;
            case Routing.Side.InTransit _ -> "transit " + label;
        };
    }
}
