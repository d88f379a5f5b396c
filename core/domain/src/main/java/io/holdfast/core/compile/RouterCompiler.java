package io.holdfast.core.compile;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.config.ZonePolicy;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.site.Transit;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A device that routes, firewall or switch: an interface with its filters in each needed zone whose
 * border it holds and in each needed transit, and the routes to what others hold.
 */
final class RouterCompiler {

    private final SiteView site;
    private final Device device;
    private final VlanPaths vlans;
    private final Routing routing;
    private final Notes notes;

    private final List<InterfaceConfig> interfaces = new ArrayList<>();
    private final List<AccessList> lists = new ArrayList<>();
    private final List<SecurityZone> securityZones = new ArrayList<>();
    private final List<ZonePolicy> policies = new ArrayList<>();

    RouterCompiler(SiteView site, Device device, VlanPaths vlans, Routing routing, Notes notes) {
        this.site = site;
        this.device = device;
        this.vlans = vlans;
        this.routing = routing;
        this.notes = notes;
    }

    /**
     * Compiles the device.
     *
     * @param stateful true if it judges conversations, false if it judges each packet
     */
    DeviceConfig compile(boolean stateful) {
        if (device.role() == DeviceRole.FIREWALL) {
            device.ports().forEach(port -> physical(port).ifPresent(interfaces::add));
        }
        var legs = legs();
        var filters = new FirewallFilters(site, routing, device, legs);
        for (var leg : legs) {
            interfaces.add(
                    new InterfaceConfig(
                            leg.interfaceName(),
                            leg.description(),
                            true,
                            leg.mode(),
                            leg.addresses(),
                            stateful ? List.of() : filters(filters, leg)));
            if (leg.side() instanceof Routing.Side.InZone(var zone)) {
                site.plan().zone(zone).ifPresent(notes::route);
            }
        }
        var managed = legs;
        if (!holdsManagement()) {
            managed = new ArrayList<>(legs);
            management(stateful).ifPresent(managed::add);
        }
        if (stateful) {
            var writer = new PolicyWriter(site, routing, device, managed, filters);
            securityZones.addAll(writer.zones());
            policies.addAll(writer.policies());
            notes.origins(writer.origins());
        }
        return new DeviceConfig(
                interfaces, List.of(), lists, routes(), securityZones, policies, List.of());
    }

    private List<AclName> filters(FirewallFilters filters, Leg leg) {
        var names = new ArrayList<AclName>();
        for (var family : Family.values()) {
            names.add(add(filters.write(leg, family)));
        }
        return names;
    }

    private AclName add(ListWriter list) {
        lists.add(list.list());
        notes.origins(list.origins());
        return list.list().name();
    }

    private List<Leg> legs() {
        var legs = new ArrayList<Leg>();
        for (var port : device.ports()) {
            if (port.use() instanceof PortUse.Routed(var name) && holds(name)) {
                site.plan()
                        .zone(name)
                        .filter(z -> site.zones().contains(z))
                        .ifPresent(z -> legs.add(leg(z, port.name(), new InterfaceMode.Routed())));
            }
        }
        for (var zone : site.switched()) {
            if (holds(zone.zone()) && !zone.gateways().isEmpty()) {
                place(zone.vlan(), "zone " + zone.zone())
                        .map(p -> leg(zone, p.name(), p.mode()))
                        .ifPresent(legs::add);
                if (!vlans.hasPortAnywhere(zone)) {
                    notes.note(
                            device.slot(),
                            "ZONE_WITHOUT_PORT",
                            "Zone "
                                    + zone.zone()
                                    + " is needed, but no switch port leads into it.");
                }
            }
        }
        for (var transit : site.transits()) {
            if (routing.neededTransits().contains(transit.name())) {
                end(transit).flatMap(addresses -> leg(transit, addresses)).ifPresent(legs::add);
            }
        }
        for (var end : site.tunnels(device.slot())) {
            legs.add(
                    new Leg(
                            new Routing.Side.InZone(end.zone()),
                            end.zone().value(),
                            end.interfaceName(),
                            new InterfaceMode.TunnelInterface(end.tunnel()),
                            List.of()));
        }
        return legs;
    }

    private boolean holds(ZoneName zone) {
        return site.enforcer(zone).filter(device.slot()::equals).isPresent();
    }

    private static Leg leg(SiteZone zone, String name, InterfaceMode mode) {
        return new Leg(
                new Routing.Side.InZone(zone.zone()),
                zone.zone().value(),
                name,
                mode,
                zone.gateways());
    }

    private Optional<List<InterfaceAddress>> end(Transit transit) {
        return transit.ends().stream()
                .filter(e -> e.device().equals(device.slot()))
                .map(Transit.End::addresses)
                .findFirst();
    }

    private Optional<Leg> leg(Transit transit, List<InterfaceAddress> addresses) {
        var side = new Routing.Side.InTransit(transit.name());
        return place(transit.vlan(), "transit " + transit.name())
                .map(p -> new Leg(side, transit.name(), p.name(), p.mode(), addresses));
    }

    /** An interface on one VLAN. */
    private record Place(String name, InterfaceMode mode) {}

    private Optional<Place> place(int vlan, String what) {
        if (device.role() == DeviceRole.SWITCH) {
            return Optional.of(new Place("vlan" + vlan, new InterfaceMode.VlanInterface(vlan)));
        }
        var trunks = vlans.trunksOf(device, vlan);
        if (trunks.size() > 1) {
            notes.blocker(
                    device.slot(),
                    "ZONE_BEHIND_TWO_TRUNKS",
                    "The "
                            + what
                            + " is behind "
                            + String.join(" and ", trunks)
                            + "; one VLAN ends on one port of a firewall.");
        }
        return trunks.stream()
                .findFirst()
                .map(p -> new Place(p + "." + vlan, new InterfaceMode.Subinterface(p, vlan)));
    }

    private boolean holdsManagement() {
        return site.management().filter(z -> holds(z.zone())).isPresent();
    }

    /** The interface by which a device is managed that does not hold the management zone itself. */
    private Optional<Leg> management(boolean stateful) {
        var zone = site.management();
        var leg =
                zone.flatMap(z ->
                        ManagementLeg.of(device, z)
                                .flatMap(address ->
                                        place(z.vlan(), "zone " + z.zone())
                                                .map(p ->
                                                        new Leg(
                                                                new Routing.Side.InZone(z.zone()),
                                                                z.zone().value(),
                                                                p.name(),
                                                                p.mode(),
                                                                List.of(address)))));
        if (leg.isEmpty()) {
            notes.blocker(
                    device.slot(),
                    "MANAGEMENT_ADDRESS_OUTSIDE",
                    device.slot() + " has no address in a VLAN of the management zone.");
            return leg;
        }
        var names = new ArrayList<AclName>();
        if (!stateful) {
            for (var family : Family.values()) {
                names.add(add(ManagementLeg.list(site, device, zone.orElseThrow().zone(), family)));
            }
        }
        interfaces.add(
                new InterfaceConfig(
                        leg.get().interfaceName(),
                        leg.get().description(),
                        true,
                        leg.get().mode(),
                        leg.get().addresses(),
                        names));
        return leg;
    }

    private List<StaticRoute> routes() {
        var routes =
                new TreeSet<>(
                        Comparator.comparing(StaticRoute::destination)
                                .thenComparing(StaticRoute::nextHop));
        if (site.zones().stream().anyMatch(z -> site.is(z, ZoneKind.WAN) && holds(z.zone()))) {
            site.plan()
                    .defaultRoutes()
                    .forEach(hop -> routes.add(new StaticRoute(Prefix.every(hop.family()), hop)));
        }
        for (var conduit : site.conduits()) {
            for (var family : Family.values()) {
                route(conduit.from().zone(), conduit.to().zone(), family).forEach(routes::add);
                route(conduit.to().zone(), conduit.from().zone(), family).forEach(routes::add);
            }
        }
        return List.copyOf(routes);
    }

    /** What this device has to know for one way; nothing if it does not lie on it, or ends it. */
    private Stream<StaticRoute> route(ZoneName from, ZoneName to, Family family) {
        boolean passes =
                routing.way(from, to, family).stream()
                        .anyMatch(s ->
                                s.router().equals(device.slot())
                                        && s.out() instanceof Routing.Side.InTransit);
        var goal = routing.router(to, family);
        if (!passes || goal.isEmpty()) {
            return Stream.of();
        }
        return routing.nextHop(device.slot(), goal.get(), family).stream()
                .flatMap(hop ->
                        site.plan().zone(to).stream()
                                .flatMap(z -> site.addresses(z, family).stream())
                                .map(prefix -> new StaticRoute(prefix, hop.address())));
    }

    private Optional<InterfaceConfig> physical(Port port) {
        return switch (port.use()) {
            case PortUse.Routed(ZoneName name) ->
                    holds(name) && site.zones().stream().anyMatch(z -> z.zone().equals(name))
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
