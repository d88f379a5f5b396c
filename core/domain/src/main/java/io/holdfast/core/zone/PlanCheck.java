package io.holdfast.core.zone;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.OnLink;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * What makes one site's addresses and VLANs refusable. Devices and cables are {@link DeviceCheck}.
 */
final class PlanCheck {

    private static final int MOST_GROUPS = 200;

    private PlanCheck() {}

    static void check(SitePlan plan, ZoneModel model, FoundProblems found) {
        if (!ZoneId.getAvailableZoneIds().contains(plan.timeZone())) {
            found.at("timeZone")
                    .add("UNKNOWN_TIME_ZONE", "There is no time zone \"" + plan.timeZone() + "\".");
        }
        zones(plan, model, found.at("zones"));
        overlaps(plan, found.at("zones"));
        WindowCheck.check(plan, found.at("windows"));
        DeviceCheck.check(plan, model, found);
        RoutingCheck.check(plan, model, found);
    }

    private static void zones(SitePlan plan, ZoneModel model, FoundProblems found) {
        var names = new HashSet<ZoneName>();
        Map<Integer, ZoneName> vlans = new HashMap<>();
        for (int i = 0; i < plan.zones().size(); i++) {
            var zone = plan.zones().get(i);
            var at = found.at(i);
            if (!names.add(zone.zone())) {
                at.at("zone").add("ZONE_TWICE", "The site has " + zone.zone() + " twice.");
            }
            if (zone.vlan() != 0) {
                var other = vlans.putIfAbsent(zone.vlan(), zone.zone());
                if (other != null) {
                    at.at("vlan")
                            .add(
                                    "VLAN_TWICE",
                                    "VLAN " + zone.vlan() + " belongs to " + other + " already.");
                }
            }
            var known = model.zone(zone.zone());
            if (known.isEmpty()) {
                at.at("zone").add("UNKNOWN_ZONE", "There is no zone \"" + zone.zone() + "\".");
            } else if (known.get().kind() == ZoneKind.WAN) {
                wan(zone, at);
            } else if (known.get().kind() == ZoneKind.QUARANTINE) {
                quarantine(zone, at);
            } else {
                local(plan, zone, at);
            }
            groups(zone, at.at("groups"));
        }
    }

    private static void wan(SiteZone zone, FoundProblems found) {
        if (zone.vlan() != 0) {
            found.at("vlan").add("WAN_WITH_VLAN", "The WAN is a routed port and has no VLAN.");
        }
        if (!zone.prefixes().isEmpty()) {
            found.at("prefixes")
                    .add(
                            "WAN_WITH_PREFIXES",
                            "The WAN is every address that no other zone has; it lists none.");
        }
        families(zone, found.at("gateways"));
    }

    /** A VLAN in which nobody answers. */
    private static void quarantine(SiteZone zone, FoundProblems found) {
        if (zone.vlan() == 0) {
            found.at("vlan").add("VLAN_MISSING", "Quarantine is a VLAN without a way out.");
        }
        if (!zone.gateways().isEmpty()) {
            found.at("gateways").add("QUARANTINE_WITH_GATEWAY", "Nothing leads out of quarantine.");
        }
    }

    private static void local(SitePlan plan, SiteZone zone, FoundProblems found) {
        if (zone.vlan() == 0 && !routed(plan, zone.zone())) {
            found.at("vlan")
                    .add("VLAN_MISSING", "Zone " + zone.zone() + " needs a VLAN or a routed port.");
        }
        if (zone.prefixes().isEmpty()) {
            found.at("prefixes")
                    .add("PREFIX_MISSING", "Zone " + zone.zone() + " needs at least one prefix.");
        }
        if (zone.prefixes().size() > ModelCheck.MOST_PREFIXES
                || zone.groups().size() > MOST_GROUPS) {
            found.add(
                    "ZONE_TOO_LARGE",
                    "A zone has at most "
                            + ModelCheck.MOST_PREFIXES
                            + " prefixes and "
                            + MOST_GROUPS
                            + " groups at a site.");
            return;
        }
        for (int i = 0; i < zone.prefixes().size(); i++) {
            prefix(zone.prefixes().get(i), found.at("prefixes").at(i));
        }
        for (int i = 0; i < zone.gateways().size(); i++) {
            var gateway = zone.gateways().get(i);
            if (zone.prefixes().stream().noneMatch(p -> p.contains(gateway.subnet()))) {
                found.at("gateways")
                        .at(i)
                        .add(
                                "GATEWAY_OUTSIDE_PREFIX",
                                "The gateway "
                                        + gateway
                                        + " is not within the prefixes of "
                                        + zone.zone()
                                        + ".");
            }
        }
        families(zone, found.at("gateways"));
    }

    private static void families(SiteZone zone, FoundProblems found) {
        var families = new HashSet<>();
        for (int i = 0; i < zone.gateways().size(); i++) {
            if (!families.add(zone.gateways().get(i).address().family())) {
                found.at(i).add("GATEWAY_TWICE", "A zone has one gateway for each address family.");
            }
        }
    }

    private static boolean routed(SitePlan plan, ZoneName zone) {
        return plan.devices().stream()
                .flatMap(d -> d.ports().stream())
                .anyMatch(p -> p.use().equals(new PortUse.Routed(zone)));
    }

    private static void prefix(Prefix prefix, FoundProblems found) {
        if (OnLink.prefixes(prefix.family()).stream().anyMatch(prefix::overlaps)) {
            found.add(
                    "PREFIX_NOT_ROUTED",
                    "In "
                            + prefix
                            + " are loopback, link-local or multicast addresses, which no router"
                            + " forwards.");
        }
    }

    private static void groups(SiteZone zone, FoundProblems found) {
        var names = new HashSet<GroupName>();
        for (int i = 0; i < zone.groups().size(); i++) {
            var group = zone.groups().get(i);
            var at = found.at(i);
            if (!names.add(group.name())) {
                at.at("name").add("GROUP_TWICE", "The zone has " + group.name() + " twice.");
            }
            if (group.prefixes().isEmpty() || group.prefixes().size() > ModelCheck.MOST_PREFIXES) {
                at.at("prefixes")
                        .add(
                                "GROUP_SIZE",
                                "A group has 1 to " + ModelCheck.MOST_PREFIXES + " prefixes.");
                continue;
            }
            for (int k = 0; k < group.prefixes().size(); k++) {
                var prefix = group.prefixes().get(k);
                if (!zone.prefixes().isEmpty()
                        && zone.prefixes().stream().noneMatch(p -> p.contains(prefix))) {
                    at.at("prefixes")
                            .at(k)
                            .add(
                                    "GROUP_OUTSIDE_ZONE",
                                    prefix + " is not within the prefixes of " + zone.zone() + ".");
                }
                if (zone.gateways().stream()
                        .anyMatch(g -> prefix.equals(Prefix.host(g.address())))) {
                    at.at("prefixes")
                            .at(k)
                            .add(
                                    "GROUP_IS_GATEWAY",
                                    prefix
                                            + " is the firewall itself, which is no end of a"
                                            + " conduit.");
                }
            }
        }
    }

    /** Two claims on one address, of whatever family: nothing could tell whose packet it is. */
    private static void overlaps(SitePlan plan, FoundProblems found) {
        var claims = claims(plan, found);
        for (int i = 0; i < claims.size(); i++) {
            for (int k = 0; k < i; k++) {
                var later = claims.get(i);
                var earlier = claims.get(k);
                if (later.prefix().overlaps(earlier.prefix())) {
                    later.at()
                            .add(
                                    later.zone().equals(earlier.zone())
                                            ? "PREFIX_TWICE"
                                            : "PREFIX_OVERLAP",
                                    later.prefix()
                                            + " of "
                                            + later.zone()
                                            + " overlaps "
                                            + earlier.prefix()
                                            + " of "
                                            + earlier.zone()
                                            + ".");
                    break;
                }
            }
        }
    }

    private static List<Claim> claims(SitePlan plan, FoundProblems found) {
        var claims = new ArrayList<Claim>();
        for (int i = 0; i < plan.zones().size(); i++) {
            var zone = plan.zones().get(i);
            for (int k = 0; k < Math.min(zone.prefixes().size(), ModelCheck.MOST_PREFIXES); k++) {
                claims.add(
                        new Claim(
                                zone.zone(),
                                zone.prefixes().get(k),
                                found.at(i).at("prefixes").at(k)));
            }
        }
        for (int i = 0; i < plan.zones().size(); i++) {
            var zone = plan.zones().get(i);
            if (zone.prefixes().isEmpty()) {
                for (int k = 0; k < zone.gateways().size(); k++) {
                    claims.add(
                            new Claim(
                                    zone.zone(),
                                    zone.gateways().get(k).subnet(),
                                    found.at(i).at("gateways").at(k)));
                }
                for (int g = 0; g < Math.min(zone.groups().size(), MOST_GROUPS); g++) {
                    outside(zone, g, found.at(i), plan);
                }
            }
        }
        return claims;
    }

    /** A group of the WAN names addresses that no other zone has. */
    private static void outside(SiteZone wan, int group, FoundProblems found, SitePlan plan) {
        var prefixes = wan.groups().get(group).prefixes();
        for (int k = 0; k < prefixes.size(); k++) {
            var prefix = prefixes.get(k);
            if (plan.zones().stream()
                    .flatMap(z -> z.prefixes().stream())
                    .anyMatch(prefix::overlaps)) {
                found.at("groups")
                        .at(group)
                        .at("prefixes")
                        .at(k)
                        .add(
                                "GROUP_OUTSIDE_ZONE",
                                prefix + " belongs to another zone of the site.");
            }
        }
    }

    static boolean inside(SitePlan plan, ZoneModel model, ZoneKind kind, IpAddress address) {
        return plan.zones().stream()
                .filter(z -> model.zone(z.zone()).stream().anyMatch(known -> known.kind() == kind))
                .flatMap(z -> z.prefixes().stream())
                .anyMatch(p -> p.contains(address));
    }

    private record Claim(ZoneName zone, Prefix prefix, FoundProblems at) {}
}
