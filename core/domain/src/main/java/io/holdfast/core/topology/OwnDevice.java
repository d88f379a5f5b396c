package io.holdfast.core.topology;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.site.DeviceSlot;
import java.util.List;
import java.util.Optional;

/**
 * A device of ours with everything a neighbour may know it by: chassis ids, the MAC addresses of
 * its ports, serial, management addresses. Its host name is not among them.
 */
public record OwnDevice(
        DeviceSlot slot, List<ChassisId> chassis, List<IpAddress> addresses, List<OwnPort> ports) {

    public OwnDevice {
        chassis = chassis.stream().distinct().sorted().toList();
        addresses = List.copyOf(addresses);
        ports = List.copyOf(ports);
    }

    /**
     * A port with the ids a neighbour may call it by.
     *
     * @param mac empty if unknown
     * @param alias empty if none
     * @param index the interface index as text, which some agents announce as a local port id
     */
    public record OwnPort(String name, String mac, String alias, String index) {

        boolean isCalled(String portId) {
            return portId.equalsIgnoreCase(name)
                    || (!mac.isEmpty() && portId.equalsIgnoreCase(mac))
                    || (!index.isEmpty() && portId.equals(index))
                    || (!alias.isEmpty() && portId.equals(alias));
        }
    }

    boolean is(NeighbourClaim claim) {
        var id = claim.chassis();
        boolean known =
                chassis.contains(id)
                        || ports.stream().anyMatch(p -> p.mac().equalsIgnoreCase(id.value()));
        return known || claim.addresses().stream().anyMatch(addresses::contains);
    }

    /** The port that a neighbour calls by this id: by name first, and only if one port fits. */
    Optional<String> port(String portId) {
        var byName = ports.stream().filter(p -> p.name().equalsIgnoreCase(portId)).findFirst();
        if (byName.isPresent()) {
            return byName.map(OwnPort::name);
        }
        var called = ports.stream().filter(p -> p.isCalled(portId)).toList();
        return called.size() == 1 ? Optional.of(called.getFirst().name()) : Optional.empty();
    }
}
