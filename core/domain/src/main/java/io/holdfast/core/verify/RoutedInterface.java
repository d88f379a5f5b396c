package io.holdfast.core.verify;

import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Tunnel;
import io.holdfast.core.site.DeviceSlot;
import java.util.Optional;

/**
 * An interface that is up, has an address or a tunnel, and stands in a network: where packets enter
 * and leave a device.
 */
record RoutedInterface(DeviceSlot device, InterfaceConfig config, int network) {

    boolean owns(IpAddress address) {
        return config.addresses().stream().anyMatch(a -> a.address().equals(address));
    }

    boolean speaks(Family family) {
        return tunnel().map(t -> t.family() == family).orElseGet(() -> hasAddress(family));
    }

    /** The tunnel whose inner side it is. */
    Optional<Tunnel> tunnel() {
        return config.mode() instanceof InterfaceMode.TunnelInterface(var tunnel)
                ? Optional.of(tunnel)
                : Optional.empty();
    }

    private boolean hasAddress(Family family) {
        return config.addresses().stream().anyMatch(a -> a.address().family() == family);
    }

    String name() {
        return config.name();
    }
}
