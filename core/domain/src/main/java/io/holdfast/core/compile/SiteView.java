package io.holdfast.core.compile;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.site.Transit;
import io.holdfast.core.site.TunnelEnd;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One site seen through the model: which zone is what here, and which zones are needed. */
final class SiteView {

    private final ZoneModel model;
    private final SitePlan plan;
    private final List<Conduit> conduits;
    private final SortedSet<ZoneName> needed;
    private final List<SiteZone> zones;

    SiteView(ZoneModel model, SitePlan plan) {
        this.model = model;
        this.plan = plan;
        zones =
                plan.zones().stream()
                        .filter(z -> model.zone(z.zone()).isPresent())
                        .sorted(Comparator.comparing(SiteZone::zone))
                        .toList();
        conduits =
                model.conduits().stream()
                        .filter(c -> c.scope().covers(plan.site()))
                        .filter(c -> !c.from().zone().equals(c.to().zone()))
                        .filter(c -> known(c.from().zone()) && known(c.to().zone()))
                        .sorted(Comparator.comparing(Conduit::id))
                        .toList();
        needed = new TreeSet<>();
        for (var conduit : conduits) {
            needed.add(conduit.from().zone());
            needed.add(conduit.to().zone());
        }
        management().ifPresent(z -> needed.add(z.zone()));
    }

    SitePlan plan() {
        return plan;
    }

    ZoneModel model() {
        return model;
    }

    /** The conduits of this site between two zones it has, sorted by id. */
    List<Conduit> conduits() {
        return conduits;
    }

    /** The device that holds a zone's border: the named one, or the only firewall. */
    Optional<DeviceSlot> enforcer(ZoneName zone) {
        var here = plan.zone(zone);
        var named = here.stream().flatMap(z -> z.enforcedBy().stream()).findFirst();
        if (named.isPresent()) {
            return named.filter(slot -> plan.device(slot).filter(Device::configured).isPresent());
        }
        var firewalls = firewalls();
        return here.isPresent() && firewalls.size() == 1
                ? Optional.of(firewalls.getFirst().slot())
                : Optional.empty();
    }

    /** How many devices hold borders or pass on what others hold. */
    int routers() {
        return (int) plan.devices().stream().filter(this::routes).count();
    }

    /** Whether a device holds a border or passes on to one that does. */
    boolean routes(Device device) {
        return device.configured()
                && (device.role() == DeviceRole.FIREWALL
                        || plan.zones().stream()
                                .anyMatch(z -> z.enforcedBy().contains(device.slot()))
                        || plan.transits().stream()
                                .flatMap(t -> t.ends().stream())
                                .anyMatch(e -> e.device().equals(device.slot())));
    }

    /** The networks between routing devices, sorted by name. */
    List<Transit> transits() {
        return plan.transits().stream().sorted(Comparator.comparing(Transit::name)).toList();
    }

    private boolean known(ZoneName zone) {
        return plan.zone(zone).isPresent() && model.zone(zone).isPresent();
    }

    /** Whether a conduit touches the zone here, or it is the management zone. */
    boolean needs(ZoneName zone) {
        return needed.contains(zone);
    }

    /** The zones of this site that are known to the model, sorted by name. */
    List<SiteZone> zones() {
        return zones;
    }

    /** The needed zones that have a VLAN here, sorted by name. */
    List<SiteZone> switched() {
        return zones().stream().filter(z -> z.vlan() != 0 && needs(z.zone())).toList();
    }

    boolean is(SiteZone zone, ZoneKind kind) {
        return model.zone(zone.zone()).map(Zone::kind).filter(k -> k == kind).isPresent();
    }

    boolean isWan(ZoneName zone) {
        return plan.zone(zone).filter(z -> is(z, ZoneKind.WAN)).isPresent();
    }

    Optional<SiteZone> management() {
        return zones().stream().filter(z -> is(z, ZoneKind.MANAGEMENT)).findFirst();
    }

    /** The VLAN in which unused ports stand, if the site has one. */
    Optional<SiteZone> quarantine() {
        return zones().stream()
                .filter(z -> z.vlan() != 0 && is(z, ZoneKind.QUARANTINE))
                .findFirst();
    }

    /** The zone's addresses of a family; every address for the WAN. */
    List<Prefix> addresses(SiteZone zone, Family family) {
        if (is(zone, ZoneKind.WAN)) {
            return List.of(Prefix.every(family));
        }
        return zone.prefixes().stream().filter(p -> p.family() == family).sorted().toList();
    }

    /** One prefix of an inner zone or transit with the name it has in rules. */
    record Inside(String name, ZoneName zone, Prefix prefix) {

        boolean isOf(SiteZone other) {
            return zone.equals(other.zone());
        }
    }

    /** Everything of a family that is not the WAN, sorted by name. */
    List<Inside> inside(Family family) {
        var all = new ArrayList<Inside>();
        for (var zone : zones()) {
            if (!is(zone, ZoneKind.WAN)) {
                var prefixes = addresses(zone, family);
                for (int i = 0; i < prefixes.size(); i++) {
                    var number = prefixes.size() == 1 ? "" : "." + (i + 1);
                    all.add(new Inside(zone.zone() + number, zone.zone(), prefixes.get(i)));
                }
            }
        }
        for (var transit : transits()) {
            transit.ends().stream()
                    .flatMap(e -> e.addresses().stream())
                    .map(InterfaceAddress::subnet)
                    .filter(p -> p.family() == family)
                    .distinct()
                    .forEach(p ->
                            all.add(
                                    new Inside(
                                            "transit-" + transit.name(),
                                            new ZoneName(transit.name()),
                                            p)));
        }
        return all;
    }

    /** The addresses of one end of a conduit; none if the group is not at this site. */
    List<Prefix> addresses(Endpoint endpoint, Family family) {
        var zone = plan.zone(endpoint.zone());
        if (zone.isEmpty()) {
            return List.of();
        }
        return switch (endpoint) {
            case Endpoint.WholeZone _ -> addresses(zone.get(), family);
            case Endpoint.Group(_, var name) ->
                    zone.get().groups().stream()
                            .filter(g -> g.name().equals(name))
                            .flatMap(g -> g.prefixes().stream())
                            .filter(p -> p.family() == family)
                            .distinct()
                            .sorted()
                            .toList();
        };
    }

    /**
     * Whether the firewall has an address in the zone, or a tunnel to it, without which it can
     * route nothing there.
     */
    boolean routes(SiteZone zone, Family family) {
        return zone.gateways().stream().anyMatch(g -> g.address().family() == family)
                || plan.tunnels().stream()
                        .anyMatch(
                                t -> t.zone().equals(zone.zone()) && t.tunnel().family() == family);
    }

    /** The tunnels that end on a device. */
    List<TunnelEnd> tunnels(DeviceSlot device) {
        return plan.tunnels().stream().filter(t -> t.device().equals(device)).toList();
    }

    List<IpAddress> siteNode(Family family) {
        return plan.siteNode().stream().filter(a -> a.family() == family).sorted().toList();
    }

    List<Device> firewalls() {
        return plan.devices().stream()
                .filter(d -> d.role() == DeviceRole.FIREWALL && d.configured())
                .toList();
    }

    /** Whether hosts of the zone can be plugged into a device, or reach it by radio. */
    static boolean hosts(Device device, SiteZone zone) {
        return hasAccessPort(device, zone.zone())
                || (device.role() == DeviceRole.ACCESS_POINT
                        && device.configured()
                        && !zone.ssids().isEmpty());
    }

    static boolean hasAccessPort(Device device, ZoneName zone) {
        return device.ports().stream().anyMatch(p -> p.use().equals(new PortUse.Access(zone)));
    }
}
