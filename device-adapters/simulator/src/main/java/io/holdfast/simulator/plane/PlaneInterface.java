package io.holdfast.simulator.plane;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * One interface as this data plane runs it.
 *
 * @param type identity of iana-if-type without prefix
 * @param ingress names of the lists bound here
 * @param bridged whether it is a port of the bridge
 * @param routesFor families of which it forwards packets
 */
record PlaneInterface(
        String name,
        String type,
        boolean enabled,
        List<InterfaceAddress> addresses,
        List<String> ingress,
        boolean bridged,
        List<Family> routesFor) {

    PlaneInterface {
        addresses = List.copyOf(addresses);
        ingress = List.copyOf(ingress);
        routesFor = List.copyOf(routesFor);
    }

    boolean owns(IpAddress address) {
        return addresses.stream().anyMatch(a -> a.address().equals(address));
    }

    Optional<InterfaceAddress> connectedTo(IpAddress address) {
        return addresses.stream().filter(a -> a.subnet().contains(address)).findFirst();
    }

    /** For lan0.40 this is lan0; otherwise the interface itself. */
    String port() {
        return type.equals("l2vlan") ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    /** The VLAN tag its packets carry on the port; 0 for none. */
    int tag() {
        return type.equals("l2vlan")
                ? Integer.parseInt(name.substring(name.lastIndexOf('.') + 1))
                : 0;
    }
}
