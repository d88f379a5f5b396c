package io.holdfast.core.compile;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.SecretReference;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.config.WirelessNetwork;
import io.holdfast.core.config.WirelessSecurity;
import io.holdfast.core.network.Family;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.site.Ssid;
import io.holdfast.core.site.Transit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A switch or an access point: the VLANs that are needed on it and no other, and a switch's own
 * management interface. An access point keeps its own address and its protection to itself, and has
 * VLANs only by number on its ports and networks. A switch that only bridges for us keeps its
 * address and its protection to itself too. A switch that routes gets its routed interfaces from
 * {@link RouterCompiler}.
 */
final class SwitchCompiler {

    private final SiteView site;
    private final Device device;
    private final VlanPaths paths;
    private final Notes notes;
    private final boolean bridging;
    private final SortedMap<Integer, String> known = new TreeMap<>();
    private final List<InterfaceConfig> interfaces = new ArrayList<>();
    private final List<AccessList> lists = new ArrayList<>();
    private final SortedMap<Integer, String> used = new TreeMap<>();

    /**
     * @param bridging whether the device is told VLANs and ports alone
     */
    SwitchCompiler(SiteView site, Device device, VlanPaths paths, Notes notes, boolean bridging) {
        this.bridging = bridging;
        this.site = site;
        this.device = device;
        this.paths = paths;
        this.notes = notes;
        for (var zone : site.switched()) {
            known.put(zone.vlan(), DeviceNames.vlan(zone.zone()));
        }
        site.quarantine().ifPresent(z -> known.put(z.vlan(), DeviceNames.vlan(z.zone())));
        for (Transit transit : site.transits()) {
            known.put(transit.vlan(), DeviceNames.fit(transit.name(), 32));
        }
    }

    /** A device that only switches. */
    DeviceConfig compile() {
        return compile(DeviceConfig.EMPTY);
    }

    /** A device that also routes: with the interfaces, lists and routes of that. */
    DeviceConfig compile(DeviceConfig routed) {
        device.ports().forEach(port -> interfaces.add(port(port)));
        interfaces.addAll(routed.interfaces());
        lists.addAll(routed.accessLists());
        for (var part : routed.interfaces()) {
            if (part.mode() instanceof InterfaceMode.VlanInterface(int vlan)) {
                use(vlan);
            }
        }
        if (device.role() == DeviceRole.ACCESS_POINT) {
            return new DeviceConfig(
                    interfaces, List.of(), List.of(), List.of(), List.of(), List.of(), wireless());
        }
        if (routed.interfaces().isEmpty()) {
            site.management().ifPresent(this::management);
        }
        var vlans = used.entrySet().stream().map(v -> new Vlan(v.getKey(), v.getValue())).toList();
        if (bridging && routed.interfaces().isEmpty()) {
            return DeviceConfig.bridging(interfaces, vlans);
        }
        return new DeviceConfig(
                interfaces,
                vlans,
                lists,
                routed.routes(),
                routed.securityZones(),
                routed.zonePolicies(),
                List.of());
    }

    private void use(int vlan) {
        var name = known.get(vlan);
        if (name != null) {
            used.put(vlan, name);
        }
    }

    private InterfaceConfig port(Port port) {
        return switch (port.use()) {
            case PortUse.Access(var zone) ->
                    site.switched().stream()
                            .filter(z -> z.zone().equals(zone))
                            .findFirst()
                            .map(z -> access(port, z))
                            .orElseGet(() -> shut(port, "zone " + zone + ", not needed yet"));
            case PortUse.Trunk(var peer, var peerPort) -> {
                var vlans = paths.carried(device.slot(), port.name());
                vlans.forEach(this::use);
                yield new InterfaceConfig(
                        port.name(),
                        "to " + peer + " " + peerPort,
                        true,
                        new InterfaceMode.TrunkPort(vlans),
                        List.of(),
                        List.of());
            }
            case PortUse.Unused _, PortUse.Routed _ -> unused(port);
        };
    }

    private InterfaceConfig access(Port port, SiteZone zone) {
        use(zone.vlan());
        return new InterfaceConfig(
                port.name(),
                "zone " + zone.zone(),
                true,
                new InterfaceMode.AccessPort(zone.vlan()),
                List.of(),
                List.of());
    }

    /** Shut, and in quarantine where there is one: who opens it by hand lands nowhere. */
    private InterfaceConfig unused(Port port) {
        var quarantine = site.quarantine();
        if (quarantine.isEmpty()) {
            return shut(port, "unused");
        }
        use(quarantine.get().vlan());
        return new InterfaceConfig(
                port.name(),
                "unused",
                false,
                new InterfaceMode.AccessPort(quarantine.get().vlan()),
                List.of(),
                List.of());
    }

    private static InterfaceConfig shut(Port port, String description) {
        return new InterfaceConfig(
                port.name(), description, false, new InterfaceMode.NoVlan(), List.of(), List.of());
    }

    private void management(SiteZone zone) {
        var address = ManagementLeg.of(device, zone);
        if (address.isEmpty()) {
            notes.blocker(
                    device.slot(),
                    "MANAGEMENT_ADDRESS_OUTSIDE",
                    device.slot() + " has no address in a VLAN of the management zone.");
            return;
        }
        use(zone.vlan());
        if (bridging) {
            return;
        }
        var names = new ArrayList<AclName>();
        for (var family : Family.values()) {
            var list = ManagementLeg.list(site, device, zone.zone(), family);
            lists.add(list.list());
            notes.origins(list.origins());
            names.add(list.list().name());
        }
        interfaces.add(
                new InterfaceConfig(
                        "vlan" + zone.vlan(),
                        "zone " + zone.zone(),
                        true,
                        new InterfaceMode.VlanInterface(zone.vlan()),
                        List.of(address.get()),
                        names));
    }

    private List<WirelessNetwork> wireless() {
        var networks = new ArrayList<WirelessNetwork>();
        for (var zone : site.switched()) {
            for (var ssid : zone.ssids()) {
                networks.add(
                        new WirelessNetwork(
                                ssid.name(), zone.vlan(), true, security(ssid.admission())));
            }
        }
        return networks;
    }

    private static WirelessSecurity security(Ssid.Admission admission) {
        return switch (admission) {
            case Ssid.Admission.Open _ -> new WirelessSecurity.Open();
            case Ssid.Admission.Passphrase(var secret) ->
                    new WirelessSecurity.Wpa2Personal(new SecretReference(secret, 1));
            case Ssid.Admission.Logins(var servers) -> new WirelessSecurity.Wpa2Enterprise(servers);
        };
    }
}
