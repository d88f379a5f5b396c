package io.holdfast.core.compile;

import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.ZoneKind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which link carries which VLAN: one that somebody needs on both of its sides, and no other. Where
 * links form a ring, every link of the ring carries it.
 */
final class VlanPaths {

    private final SiteView site;
    private final Cabling cabling;
    private final Device firewall;

    VlanPaths(SiteView site, Cabling cabling, Device firewall) {
        this.site = site;
        this.cabling = cabling;
        this.firewall = firewall;
    }

    /** The VLANs on one trunk port, sorted. */
    List<Integer> carried(DeviceSlot slot, String port) {
        var link = cabling.at(slot, port);
        if (link.isEmpty()) {
            return List.of();
        }
        return site.switched().stream()
                .filter(z -> carries(link.get(), z))
                .map(SiteZone::vlan)
                .sorted()
                .toList();
    }

    /** The trunk ports of the firewall behind which the zone is; one, if the cabling is a tree. */
    List<String> trunksOf(SiteZone zone) {
        return trunks().stream()
                .filter(p ->
                        cabling.at(firewall.slot(), p).stream().anyMatch(l -> carries(l, zone)))
                .toList();
    }

    private boolean carries(Cabling.Link link, SiteZone zone) {
        if (!hasPortAnywhere(zone) && !site.is(zone, ZoneKind.MANAGEMENT)) {
            return firstTrunk().filter(link::equals).isPresent();
        }
        var near = cabling.side(link.from(), link);
        if (near.contains(link.to())) {
            return true;
        }
        return anyNeeds(near, zone) && anyNeeds(cabling.side(link.to(), link), zone);
    }

    boolean hasPortAnywhere(SiteZone zone) {
        return site.plan().devices().stream().anyMatch(d -> SiteView.hasAccessPort(d, zone.zone()));
    }

    /**
     * A needed zone without any port ends at the first switch, where its hosts may be plugged in.
     */
    private Optional<Cabling.Link> firstTrunk() {
        return trunks().stream().findFirst().flatMap(port -> cabling.at(firewall.slot(), port));
    }

    private List<String> trunks() {
        return firewall.ports().stream()
                .filter(p -> p.use() instanceof PortUse.Trunk)
                .map(p -> p.name())
                .toList();
    }

    private boolean anyNeeds(Collection<DeviceSlot> side, SiteZone zone) {
        return site.plan().devices().stream()
                .filter(d -> side.contains(d.slot()))
                .anyMatch(d -> needs(d, zone));
    }

    private boolean needs(Device device, SiteZone zone) {
        if (device.slot().equals(firewall.slot())) {
            return !zone.gateways().isEmpty();
        }
        return SiteView.hasAccessPort(device, zone.zone())
                || (site.is(zone, ZoneKind.MANAGEMENT)
                        && device.configured()
                        && device.role() == DeviceRole.SWITCH);
    }
}
