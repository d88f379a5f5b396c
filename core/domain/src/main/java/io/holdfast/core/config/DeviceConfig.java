package io.holdfast.core.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What Holdfast owns of one device's configuration, in no vendor's words. Two equal values behave
 * alike: interfaces, VLANs, lists and routes are kept sorted, only rules inside a list have an
 * order.
 */
public record DeviceConfig(
        List<InterfaceConfig> interfaces,
        List<Vlan> vlans,
        List<AccessList> accessLists,
        List<StaticRoute> routes) {

    /** A device on which Holdfast owns nothing yet. */
    public static final DeviceConfig EMPTY =
            new DeviceConfig(List.of(), List.of(), List.of(), List.of());

    public DeviceConfig {
        interfaces =
                interfaces.stream().sorted(Comparator.comparing(InterfaceConfig::name)).toList();
        vlans = vlans.stream().sorted(Comparator.comparingInt(Vlan::id)).toList();
        accessLists = accessLists.stream().sorted(Comparator.comparing(AccessList::name)).toList();
        routes =
                routes.stream()
                        .sorted(
                                Comparator.comparing(StaticRoute::destination)
                                        .thenComparing(StaticRoute::nextHop))
                        .toList();
    }

    public Optional<InterfaceConfig> interfaceNamed(String name) {
        return interfaces.stream().filter(i -> i.name().equals(name)).findFirst();
    }

    public Optional<AccessList> accessList(AclName name) {
        return accessLists.stream().filter(a -> a.name().equals(name)).findFirst();
    }
}
