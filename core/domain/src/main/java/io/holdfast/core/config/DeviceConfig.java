package io.holdfast.core.config;

import io.holdfast.core.AddedLater;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What Holdfast owns of one device's configuration, in no vendor's words. Two equal values behave
 * alike: interfaces, VLANs, lists and routes are kept sorted, only rules inside a list have an
 * order.
 *
 * <p>A device without security zones is stateless: only the ingress lists of its interfaces judge.
 * One with zones is a stateful firewall; its interfaces may have ingress lists in addition, which
 * judge every packet, replies too.
 *
 * @param bridgesOnly whether VLANs and ports are all that is told: the device's own address, who
 *     may reach it and whether it keeps what it was told are its own affair, and taken for granted
 */
public record DeviceConfig(
        List<InterfaceConfig> interfaces,
        List<Vlan> vlans,
        List<AccessList> accessLists,
        List<StaticRoute> routes,
        @AddedLater List<SecurityZone> securityZones,
        @AddedLater List<ZonePolicy> zonePolicies,
        @AddedLater List<WirelessNetwork> wirelessNetworks,
        @AddedLater boolean bridgesOnly) {

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
        securityZones =
                securityZones.stream().sorted(Comparator.comparing(SecurityZone::name)).toList();
        zonePolicies =
                zonePolicies.stream()
                        .sorted(
                                Comparator.comparing(ZonePolicy::from)
                                        .thenComparing(ZonePolicy::to))
                        .toList();
        wirelessNetworks =
                wirelessNetworks.stream()
                        .sorted(Comparator.comparing(WirelessNetwork::ssid))
                        .toList();
    }

    /** A device that is told its own address and who may reach it. */
    public DeviceConfig(
            List<InterfaceConfig> interfaces,
            List<Vlan> vlans,
            List<AccessList> accessLists,
            List<StaticRoute> routes,
            List<SecurityZone> securityZones,
            List<ZonePolicy> zonePolicies,
            List<WirelessNetwork> wirelessNetworks) {
        this(
                interfaces,
                vlans,
                accessLists,
                routes,
                securityZones,
                zonePolicies,
                wirelessNetworks,
                false);
    }

    /** A switch of which nothing but these is Holdfast's to write. */
    public static DeviceConfig bridging(List<InterfaceConfig> ports, List<Vlan> vlans) {
        boolean any = !ports.isEmpty() || !vlans.isEmpty();
        return new DeviceConfig(
                ports, vlans, List.of(), List.of(), List.of(), List.of(), List.of(), any);
    }

    /** A device without security zones and wireless networks: a router, a switch, a host. */
    public DeviceConfig(
            List<InterfaceConfig> interfaces,
            List<Vlan> vlans,
            List<AccessList> accessLists,
            List<StaticRoute> routes) {
        this(interfaces, vlans, accessLists, routes, List.of(), List.of(), List.of());
    }

    /** Whether security zones judge here, and conversations instead of packets. */
    public boolean stateful() {
        return !securityZones.isEmpty();
    }

    /** The zone an interface is in. */
    public Optional<SecurityZone> zoneOf(String interfaceName) {
        return securityZones.stream()
                .filter(z -> z.interfaces().contains(interfaceName))
                .findFirst();
    }

    public Optional<ZonePolicy> policy(SecurityZoneName from, SecurityZoneName to) {
        return zonePolicies.stream()
                .filter(p -> p.from().equals(from) && p.to().equals(to))
                .findFirst();
    }

    public Optional<InterfaceConfig> interfaceNamed(String name) {
        return interfaces.stream().filter(i -> i.name().equals(name)).findFirst();
    }

    public Optional<AccessList> accessList(AclName name) {
        return accessLists.stream().filter(a -> a.name().equals(name)).findFirst();
    }
}
