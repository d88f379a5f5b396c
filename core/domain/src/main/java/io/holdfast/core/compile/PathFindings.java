package io.holdfast.core.compile;

import io.holdfast.core.network.Family;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Perimeter;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.IntraZone;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is wrong with the borders of a site: a needed zone whose border nobody holds, and a way
 * between two zones that goes around the device which is named for the border between them.
 */
final class PathFindings {

    private final SiteView site;
    private final Routing routing;
    private final Notes notes;

    PathFindings(SiteView site, Routing routing, Notes notes) {
        this.site = site;
        this.routing = routing;
        this.notes = notes;
    }

    void note() {
        for (var zone : site.zones()) {
            if (site.needs(zone.zone()) && site.enforcer(zone.zone()).isEmpty()) {
                notes.blocker(
                        "ZONE_WITHOUT_ENFORCEMENT_POINT",
                        "Nobody holds the border of zone "
                                + zone.zone()
                                + "; name the device that does.");
            }
            isolation(zone);
        }
        for (var border : Perimeter.values()) {
            var holders = holders(border);
            if (!holders.isEmpty()) {
                around(border, holders);
            }
        }
    }

    private Set<DeviceSlot> holders(Perimeter border) {
        var holders = new TreeSet<DeviceSlot>();
        for (var device : site.plan().devices()) {
            if (device.perimeters().contains(border) && site.routes(device)) {
                holders.add(device.slot());
            }
        }
        return holders;
    }

    /** Every way across the border, whether a conduit needs it today or not. */
    private void around(Perimeter border, Set<DeviceSlot> holders) {
        for (var from : site.zones()) {
            for (var to : site.zones()) {
                if (!crosses(border, from, to)) {
                    continue;
                }
                for (var family : Family.values()) {
                    var way = routing.way(from.zone(), to.zone(), family);
                    if (!way.isEmpty()
                            && way.stream().noneMatch(s -> holders.contains(s.router()))) {
                        notes.blocker(
                                "PATH_AROUND_ENFORCEMENT_POINT",
                                "From "
                                        + from.zone()
                                        + " to "
                                        + to.zone()
                                        + " the way leads over "
                                        + way.stream().map(s -> s.router().value()).toList()
                                        + " and around "
                                        + holders
                                        + ", which hold the "
                                        + border
                                        + " border.");
                        break;
                    }
                }
            }
        }
    }

    private boolean crosses(Perimeter border, SiteZone from, SiteZone to) {
        var one = kind(from);
        var other = kind(to);
        if (one.isEmpty() || other.isEmpty()) {
            return false;
        }
        return switch (border) {
            case WAN_LAN -> (one.get() == ZoneKind.WAN) != (other.get() == ZoneKind.WAN);
            case IT_OT ->
                    (office(one.get()) && plant(other.get()))
                            || (plant(one.get()) && office(other.get()));
        };
    }

    private Optional<ZoneKind> kind(SiteZone zone) {
        return site.model().zone(zone.zone()).map(Zone::kind);
    }

    private static boolean office(ZoneKind kind) {
        return switch (kind) {
            case WAN, IT, IT_DMZ, GUEST -> true;
            case OT_DMZ,
                    OT,
                    REMOTE_ACCESS,
                    MANAGEMENT,
                    SECURITY_TECHNOLOGY,
                    BUILDING_AUTOMATION,
                    TRAFFIC_CONTROL,
                    QUARANTINE ->
                    false;
        };
    }

    private static boolean plant(ZoneKind kind) {
        return kind == ZoneKind.OT_DMZ || kind == ZoneKind.OT;
    }

    /** No configuration we write keeps two hosts in one VLAN apart. */
    private void isolation(SiteZone zone) {
        boolean isolated =
                site.model().zone(zone.zone()).stream()
                        .anyMatch(z -> z.inside() == IntraZone.ISOLATED);
        long ports = site.plan().devices().stream().mapToLong(d -> ports(d, zone)).sum();
        if (isolated && ports > 1) {
            notes.blocker(
                    "ISOLATION_NOT_ENFORCED",
                    "The hosts of zone "
                            + zone.zone()
                            + " are to be kept apart, and "
                            + ports
                            + " ports lead into its one VLAN.");
        }
    }

    private static long ports(Device device, SiteZone zone) {
        long access =
                device.ports().stream()
                        .filter(p -> SiteView.hasAccessPort(device.with(List.of(p)), zone.zone()))
                        .count();
        return access + (access == 0 && SiteView.hosts(device, zone) ? 2 : 0);
    }
}
