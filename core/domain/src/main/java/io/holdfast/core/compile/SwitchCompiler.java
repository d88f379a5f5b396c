package io.holdfast.core.compile;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteZone;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A switch: the VLANs that are needed on it and no other, and its own management interface. */
final class SwitchCompiler {

    private final SiteView site;
    private final Device device;
    private final VlanPaths paths;
    private final Notes notes;
    private final List<InterfaceConfig> interfaces = new ArrayList<>();
    private final List<AccessList> lists = new ArrayList<>();
    private final TreeSet<Integer> used = new TreeSet<>();

    SwitchCompiler(SiteView site, Device device, VlanPaths paths, Notes notes) {
        this.site = site;
        this.device = device;
        this.paths = paths;
        this.notes = notes;
    }

    DeviceConfig compile() {
        device.ports().forEach(port -> interfaces.add(port(port)));
        site.management().ifPresent(this::management);
        var vlans =
                site.switched().stream()
                        .filter(z -> used.contains(z.vlan()))
                        .map(z -> new Vlan(z.vlan(), DeviceNames.vlan(z.zone())))
                        .toList();
        return new DeviceConfig(interfaces, vlans, lists, List.of());
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
                used.addAll(vlans);
                yield new InterfaceConfig(
                        port.name(),
                        "to " + peer + " " + peerPort,
                        true,
                        new InterfaceMode.TrunkPort(vlans),
                        List.of(),
                        List.of());
            }
            case PortUse.Unused _, PortUse.Routed _ -> shut(port, "unused");
        };
    }

    private InterfaceConfig access(Port port, SiteZone zone) {
        used.add(zone.vlan());
        return new InterfaceConfig(
                port.name(),
                "zone " + zone.zone(),
                true,
                new InterfaceMode.AccessPort(zone.vlan()),
                List.of(),
                List.of());
    }

    private static InterfaceConfig shut(Port port, String description) {
        return new InterfaceConfig(
                port.name(), description, false, new InterfaceMode.NoVlan(), List.of(), List.of());
    }

    private void management(SiteZone zone) {
        var prefix =
                zone.prefixes().stream()
                        .filter(p -> p.contains(device.managementAddress()))
                        .findFirst();
        if (prefix.isEmpty() || zone.vlan() == 0) {
            notes.blocker(
                    device.slot(),
                    "MANAGEMENT_ADDRESS_OUTSIDE",
                    device.slot() + " has no address in a VLAN of the management zone.");
            return;
        }
        used.add(zone.vlan());
        var names = new ArrayList<AclName>();
        for (var family : Family.values()) {
            var list = list(zone, family);
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
                        List.of(
                                new InterfaceAddress(
                                        device.managementAddress(), prefix.get().length())),
                        names));
    }

    /**
     * A family without an address gets a list too: a link-local address may be there all the same.
     */
    private ListWriter list(SiteZone zone, Family family) {
        var list = new ListWriter(device.slot(), DeviceNames.ingress(zone.zone(), family), family);
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
