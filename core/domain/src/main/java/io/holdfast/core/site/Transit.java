package io.holdfast.core.site;

import io.holdfast.core.Names;
import io.holdfast.core.network.InterfaceAddress;
import java.util.List;

/**
 * A network between routing devices, without hosts of its own: the way from one perimeter to the
 * next. It belongs to no zone; what may pass it is decided by the conduits that lead over it.
 *
 * @param vlan IEEE 802.1Q VLAN id on the trunks between the devices
 */
public record Transit(String name, int vlan, List<End> ends) {

    public Transit {
        Names.label("the name of a transit network", name);
        if (vlan < 1 || vlan > 4094) {
            throw new IllegalArgumentException("a VLAN id is 1 to 4094, not " + vlan);
        }
        ends = List.copyOf(ends);
    }

    /** One device's addresses in it, at most one per family. */
    public record End(DeviceSlot device, List<InterfaceAddress> addresses) {
        public End {
            addresses = List.copyOf(addresses);
        }
    }
}
