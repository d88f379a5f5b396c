package io.holdfast.core.brownfield;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which addresses a zone has at a site; the WAN those that nobody else has. */
final class ZoneAddresses {

    private final ZoneModel model;
    private final SitePlan plan;

    ZoneAddresses(ZoneModel model, SitePlan plan) {
        this.model = model;
        this.plan = plan;
    }

    List<SiteZone> zones() {
        return plan.zones();
    }

    /** True for the WAN as every other address. A quarantine has no addresses, too, and is none. */
    boolean isRest(ZoneName zone) {
        return plan.zone(zone).filter(z -> z.prefixes().isEmpty()).isPresent()
                && model.zone(zone).filter(z -> z.kind() == ZoneKind.WAN).isPresent();
    }

    /** The part of a prefix that is a zone's, as few prefixes. */
    List<Prefix> within(Prefix wide, SiteZone zone) {
        var parts = new ArrayList<Prefix>();
        if (isRest(zone.zone())) {
            outside(wide, inside(wide.family()), parts);
            return parts;
        }
        for (var prefix : zone.prefixes()) {
            if (wide.contains(prefix)) {
                parts.add(prefix);
            } else if (prefix.contains(wide)) {
                parts.add(wide);
            }
        }
        return parts;
    }

    /** All addresses of a family that a zone has. */
    List<Prefix> whole(ZoneName zone, Family family) {
        return plan.zone(zone).stream()
                .flatMap(z -> within(Prefix.every(family), z).stream())
                .toList();
    }

    private List<Prefix> inside(Family family) {
        return inside().stream().filter(p -> p.family() == family).toList();
    }

    /** What zones and the networks between devices have. */
    List<Prefix> inside() {
        var zones = plan.zones().stream().flatMap(z -> z.prefixes().stream());
        var transits =
                plan.transits().stream()
                        .flatMap(t -> t.ends().stream())
                        .flatMap(e -> e.addresses().stream())
                        .map(InterfaceAddress::subnet);
        return Stream.concat(zones, transits).distinct().toList();
    }

    private static void outside(Prefix wide, List<Prefix> inside, List<Prefix> parts) {
        var near = inside.stream().filter(wide::overlaps).toList();
        if (near.isEmpty()) {
            parts.add(wide);
        } else if (near.stream().noneMatch(p -> p.contains(wide))) {
            int longer = wide.length() + 1;
            outside(Prefix.around(wide.first(), longer), near, parts);
            outside(Prefix.around(wide.last(), longer), near, parts);
        }
    }
}
