package io.holdfast.core.compile;

import io.holdfast.core.compile.Cabling.Link;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.site.Transit;
import io.holdfast.core.zone.ZoneKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which link carries which VLAN: one that lies between two devices that need it, and no other. */
final class VlanPaths {

    private final SiteView site;
    private final Cabling cabling;
    private final OnTheWay onTheWay;

    /** Cables from firewall to firewall: they carry transits and no zone's VLAN. */
    private final List<Link> direct;

    private final Map<Integer, Set<Link>> carrying = new HashMap<>();

    VlanPaths(SiteView site, Cabling cabling) {
        this.site = site;
        this.cabling = cabling;
        var firewalls = new TreeSet<DeviceSlot>();
        for (var device : site.plan().devices()) {
            if (device.role() == DeviceRole.FIREWALL) {
                firewalls.add(device.slot());
            }
        }
        direct =
                cabling.links().stream()
                        .filter(l -> firewalls.contains(l.from()) && firewalls.contains(l.to()))
                        .toList();
        onTheWay =
                new OnTheWay(
                        cabling.links().stream().filter(l -> !direct.contains(l)).toList(),
                        firewalls);
        for (var zone : site.switched()) {
            carrying.put(zone.vlan(), onTheWay.between(needing(zone)));
        }
    }

    /**
     * Adds the VLAN of a transit, once it is known that it is needed. Where its ends are cabled to
     * each other it stays on that cable.
     */
    void add(Transit transit) {
        var ends = transit.ends().stream().map(Transit.End::device).toList();
        var cables =
                direct.stream()
                        .filter(l -> ends.contains(l.from()) && ends.contains(l.to()))
                        .collect(Collectors.toSet());
        carrying.put(transit.vlan(), cables.isEmpty() ? onTheWay.between(ends) : cables);
    }

    /** The VLANs on one trunk port, sorted. */
    List<Integer> carried(DeviceSlot slot, String port) {
        var links = cabling.at(slot, port);
        return carrying.entrySet().stream()
                .filter(e -> links.stream().anyMatch(e.getValue()::contains))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The trunk ports of a device behind which the VLAN is; one, if the cabling is a tree. */
    List<String> trunksOf(Device device, int vlan) {
        return trunks(device).stream()
                .filter(p -> carried(device.slot(), p).contains(vlan))
                .toList();
    }

    /** Whether the device can have an interface in the zone. */
    boolean ends(DeviceSlot slot, SiteZone zone) {
        if (site.tunnels(slot).stream().anyMatch(t -> t.zone().equals(zone.zone()))) {
            return true;
        }
        return site.plan().device(slot).stream()
                .anyMatch(d ->
                        d.role() == DeviceRole.SWITCH
                                ? zone.vlan() != 0
                                : hasRoutedPort(d, zone) || !trunksOf(d, zone.vlan()).isEmpty());
    }

    private static boolean hasRoutedPort(Device device, SiteZone zone) {
        return device.ports().stream()
                .anyMatch(p -> p.use().equals(new PortUse.Routed(zone.zone())));
    }

    boolean hasPortAnywhere(SiteZone zone) {
        return site.plan().devices().stream().anyMatch(d -> SiteView.hosts(d, zone));
    }

    /** The devices that need a zone's VLAN: its enforcer, and whoever has hosts of it. */
    private Set<DeviceSlot> needing(SiteZone zone) {
        var needing = new TreeSet<DeviceSlot>();
        var enforcer = site.enforcer(zone.zone()).flatMap(site.plan()::device);
        if (!zone.gateways().isEmpty()) {
            enforcer.map(Device::slot).ifPresent(needing::add);
        }
        boolean management = site.is(zone, ZoneKind.MANAGEMENT);
        for (var device : site.plan().devices()) {
            boolean managed =
                    management
                            && device.configured()
                            && (device.role() != DeviceRole.FIREWALL || site.routers() > 1);
            if (SiteView.hosts(device, zone) || managed) {
                needing.add(device.slot());
            }
        }
        if (!management && !hasPortAnywhere(zone)) {
            // A needed zone without any port ends at the first switch, where its hosts may be
            // plugged in.
            enforcer.flatMap(this::firstNeighbour).ifPresent(needing::add);
        }
        return needing;
    }

    private Optional<DeviceSlot> firstNeighbour(Device device) {
        return trunks(device).stream()
                .flatMap(port -> cabling.at(device.slot(), port).stream())
                .map(link -> link.other(device.slot()))
                .findFirst();
    }

    private static List<String> trunks(Device device) {
        return device.ports().stream()
                .filter(p -> p.use() instanceof PortUse.Trunk)
                .map(p -> p.name())
                .toList();
    }
}
