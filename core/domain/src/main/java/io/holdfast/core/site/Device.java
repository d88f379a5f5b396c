package io.holdfast.core.site;

import io.holdfast.core.AddedLater;
import io.holdfast.core.Names;
import io.holdfast.core.network.IpAddress;
import java.util.List;

/**
 * One device of a site plan.
 *
 * @param managementAddress where the site node speaks to it, inside the management zone
 * @param configured true if Holdfast writes its configuration; false if it is only inventoried
 * @param perimeters the borders it is named to hold; none is named where the site has no such
 *     border, or one firewall holds them all
 * @param chassis further boxes that keep the same configuration by themselves; none for a single
 *     box
 */
public record Device(
        DeviceSlot slot,
        DeviceRole role,
        String model,
        IpAddress managementAddress,
        boolean configured,
        List<Port> ports,
        @AddedLater List<Perimeter> perimeters,
        @AddedLater List<Chassis> chassis) {

    public Device {
        Names.text("a device model", model, 100);
        ports = List.copyOf(ports);
        perimeters = perimeters.stream().distinct().sorted().toList();
        chassis = List.copyOf(chassis);
    }

    /** A single box that is named for no border. */
    public Device(
            DeviceSlot slot,
            DeviceRole role,
            String model,
            IpAddress managementAddress,
            boolean configured,
            List<Port> ports) {
        this(slot, role, model, managementAddress, configured, ports, List.of(), List.of());
    }

    /** The same device with other ports. */
    public Device with(List<Port> other) {
        return new Device(
                slot, role, model, managementAddress, configured, other, perimeters, chassis);
    }

    /** The same device, named to hold these borders. */
    public Device holding(Perimeter... borders) {
        return new Device(
                slot, role, model, managementAddress, configured, ports, List.of(borders), chassis);
    }
}
