package io.holdfast.core.site;

import io.holdfast.core.Names;
import io.holdfast.core.network.IpAddress;
import java.util.List;

/**
 * One device of a site plan.
 *
 * @param managementAddress where the site node speaks to it, inside the management zone
 * @param configured true if Holdfast writes its configuration; false if it is only inventoried
 */
public record Device(
        DeviceSlot slot,
        DeviceRole role,
        String model,
        IpAddress managementAddress,
        boolean configured,
        List<Port> ports) {

    public Device {
        Names.text("a device model", model, 100);
        ports = List.copyOf(ports);
    }
}
