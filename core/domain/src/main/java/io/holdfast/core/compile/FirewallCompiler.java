package io.holdfast.core.compile;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The firewall: a routed interface with its lists in each needed zone, and the way to the WAN. */
final class FirewallCompiler {

    /** A routed interface before it has lists. */
    private record Leg(SiteZone zone, String name, InterfaceMode mode) {}

    private final SiteView site;
    private final Device firewall;
    private final VlanPaths vlans;
    private final Notes notes;

    FirewallCompiler(SiteView site, Device firewall, VlanPaths vlans, Notes notes) {
        this.site = site;
        this.firewall = firewall;
        this.vlans = vlans;
        this.notes = notes;
    }

    DeviceConfig compile() {
        var legs = legs();
        var filters =
                new FirewallFilters(
                        site,
                        firewall,
                        legs.stream()
                                .map(Leg::zone)
                                .sorted(Comparator.comparing(SiteZone::zone))
                                .toList());
        var interfaces = new ArrayList<InterfaceConfig>();
        var lists = new ArrayList<AccessList>();
        for (var port : firewall.ports()) {
            physical(port).ifPresent(interfaces::add);
        }
        for (var leg : legs) {
            var names = new ArrayList<AclName>();
            for (var family : Family.values()) {
                var list = filters.write(leg.zone(), family);
                lists.add(list.list());
                notes.origins(list.origins());
                names.add(list.list().name());
            }
            interfaces.add(
                    new InterfaceConfig(
                            leg.name(),
                            "zone " + leg.zone().zone(),
                            true,
                            leg.mode(),
                            leg.zone().gateways(),
                            names));
        }
        var routes =
                site.plan().defaultRoutes().stream()
                        .map(hop -> new StaticRoute(Prefix.every(hop.family()), hop))
                        .toList();
        legs.forEach(leg -> notes.route(leg.zone()));
        return new DeviceConfig(interfaces, List.of(), lists, routes);
    }

    private List<Leg> legs() {
        var legs = new ArrayList<Leg>();
        for (var port : firewall.ports()) {
            if (port.use() instanceof PortUse.Routed(var name)) {
                site.plan()
                        .zone(name)
                        .filter(z -> site.zones().contains(z))
                        .ifPresent(
                                z -> legs.add(new Leg(z, port.name(), new InterfaceMode.Routed())));
            }
        }
        for (var zone : site.switched()) {
            trunk(zone)
                    .map(p -> new Leg(zone, p + "." + zone.vlan(), subinterface(p, zone)))
                    .forEach(legs::add);
        }
        return legs;
    }

    private static InterfaceMode subinterface(String port, SiteZone zone) {
        return new InterfaceMode.Subinterface(port, zone.vlan());
    }

    private Stream<String> trunk(SiteZone zone) {
        if (zone.gateways().isEmpty()) {
            return Stream.empty();
        }
        var trunks = vlans.trunksOf(zone);
        if (trunks.size() > 1) {
            notes.blocker(
                    firewall.slot(),
                    "ZONE_BEHIND_TWO_TRUNKS",
                    "Zone "
                            + zone.zone()
                            + " is behind "
                            + String.join(" and ", trunks)
                            + "; one VLAN ends on one port of the firewall.");
        }
        if (!vlans.hasPortAnywhere(zone)) {
            notes.note(
                    firewall.slot(),
                    "ZONE_WITHOUT_PORT",
                    "Zone " + zone.zone() + " is needed, but no switch port leads into it.");
        }
        return trunks.stream().limit(1);
    }

    private Optional<InterfaceConfig> physical(Port port) {
        return switch (port.use()) {
            case PortUse.Routed(ZoneName name) ->
                    site.zones().stream().anyMatch(z -> z.zone().equals(name))
                            ? Optional.empty()
                            : Optional.of(bare(port, "zone " + name + ", unknown", false));
            case PortUse.Trunk(var peer, var peerPort) ->
                    Optional.of(bare(port, "to " + peer + " " + peerPort, true));
            case PortUse.Unused _, PortUse.Access _ -> Optional.of(bare(port, "unused", false));
        };
    }

    private static InterfaceConfig bare(Port port, String description, boolean enabled) {
        return new InterfaceConfig(
                port.name(),
                description,
                enabled,
                new InterfaceMode.Routed(),
                List.of(),
                List.of());
    }
}
