package io.holdfast.core.verify;

import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.site.DeviceSlot;

/**
 * An interface that is up, has an address and stands in a network: where packets enter and leave a
 * device.
 */
record RoutedInterface(DeviceSlot device, InterfaceConfig config, int network) {

    boolean owns(IpAddress address) {
        return config.addresses().stream().anyMatch(a -> a.address().equals(address));
    }

    boolean speaks(Family family) {
        return config.addresses().stream().anyMatch(a -> a.address().family() == family);
    }

    String name() {
        return config.name();
    }
}
