package io.holdfast.core.compile;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.ZoneName;
import java.util.Optional;

/**
 * How a device stands in the management zone that does not route it: the site node and no other.
 */
final class ManagementLeg {

    private ManagementLeg() {}

    /** The device's own address in the zone's VLAN. */
    static Optional<InterfaceAddress> of(Device device, SiteZone zone) {
        return zone.prefixes().stream()
                .filter(p -> zone.vlan() != 0 && p.contains(device.managementAddress()))
                .findFirst()
                .map(p -> new InterfaceAddress(device.managementAddress(), p.length()));
    }

    /**
     * A family without an address gets a list too: a link-local address may be there all the same.
     */
    static ListWriter list(SiteView site, Device device, ZoneName zone, Family family) {
        var list = new ListWriter(device.slot(), DeviceNames.ingress(zone, family), family);
        if (family == Family.IPV6 && device.managementAddress().family() == Family.IPV6) {
            var house = new RuleSource.OfHouse("neighbour discovery with the switch itself");
            NeighbourDiscovery.permitOnLink(list, house);
            NeighbourDiscovery.permitTo(device.managementAddress(), list, house);
        }
        ManagementRules.permitSiteNode(site, device.managementAddress(), list);
        list.denyAll();
        return list;
    }
}
