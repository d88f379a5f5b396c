package io.holdfast.core.compile;

import io.holdfast.core.config.AclName;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.OnLink;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.ZoneKind;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the list that judges what comes in through one interface. The order is the argument: the
 * devices protect themselves first, forged sources and guardrails are denied next, then come the
 * conduits, then what leads outside, and what is left is denied. Filters are stateless: whoever
 * opens a conversation is permitted on his own interface, whoever answers on the other, at every
 * enforcement point on the way.
 */
final class FirewallFilters {

    private final SiteView site;
    private final Device device;

    /** Every interface of the device, sorted by the name of its zone or transit. */
    private final List<Leg> legs;

    private final Guards guards;
    private final ConduitRules conduits;

    FirewallFilters(SiteView site, Routing routing, Device device, List<Leg> legs) {
        this.site = site;
        this.device = device;
        this.legs = legs.stream().sorted(Comparator.comparing(Leg::label)).toList();
        guards = new Guards(site, routing, device.slot());
        conduits = new ConduitRules(site, routing, device.slot());
    }

    ListWriter write(Leg leg, Family family) {
        var list = new ListWriter(device.slot(), name(leg, family), family);
        if (!leg.speaks(family)) {
            list.denyAll();
            return list;
        }
        var passage = new Guards.Passage.Into(leg.side());
        var sources = guards.sources(passage, family);
        neighbours(leg, list);
        management(leg, list);
        if (leg.side() instanceof Routing.Side.InZone(var zone) && site.isWan(zone)) {
            TunnelRules.permitPeers(site, device.slot(), list, true);
        }
        own(list);
        if (sources.stream().anyMatch(z -> site.is(z, ZoneKind.WAN))) {
            forged(sources, list);
        }
        var rules = conduits.entering(leg.side(), family);
        guards.write(passage, list, rules, true);
        rules.stream().filter(r -> !r.leadsOutside()).forEach(r -> r.writeTo(list));
        guards.write(passage, list, rules, false);
        outside(passage, list, rules);
        list.denyAll();
        return list;
    }

    /** Several tunnels may lead into one zone, each with lists of its own. */
    private static AclName name(Leg leg, Family family) {
        if (leg.tunnelled()) {
            return DeviceNames.ingress(leg.interfaceName(), family);
        }
        return switch (leg.side()) {
            case Routing.Side.InZone(var zone) -> DeviceNames.ingress(zone, family);
            case Routing.Side.InTransit(var transit) -> DeviceNames.ingress(transit, family);
        };
    }

    /**
     * IPv6 does not work at all without neighbour discovery, and a final deny-all would stop it.
     */
    private static void neighbours(Leg leg, ListWriter list) {
        if (list.family() != Family.IPV6) {
            return;
        }
        var house = new RuleSource.OfHouse("neighbour discovery with the firewall itself");
        NeighbourDiscovery.permitOnLink(list, house);
        for (var address : leg.addresses()) {
            if (address.address().family() == Family.IPV6) {
                NeighbourDiscovery.permitTo(address.address(), list, house);
            }
        }
    }

    /** The site node alone manages the firewall, by NETCONF and SNMP alone. */
    private void management(Leg leg, ListWriter list) {
        if (leg.side() instanceof Routing.Side.InZone(var zone)
                && site.management().filter(z -> z.zone().equals(zone)).isPresent()) {
            ManagementRules.permitSiteNode(site, device.managementAddress(), list);
        }
    }

    private void own(ListWriter list) {
        var house = new RuleSource.OfHouse("only the site node speaks to the firewall itself");
        for (var leg : legs) {
            for (var address : leg.addresses()) {
                if (address.address().family() == list.family()) {
                    list.deny(
                            DeviceNames.rule("own-", leg.label()),
                            Prefix.every(list.family()),
                            Prefix.host(address.address()),
                            house);
                }
            }
        }
        var address = device.managementAddress();
        boolean already =
                legs.stream()
                        .flatMap(l -> l.addresses().stream())
                        .anyMatch(a -> a.address().equals(address));
        if (!already && address.family() == list.family()) {
            list.deny("own-address", Prefix.every(list.family()), Prefix.host(address), house);
        }
    }

    /**
     * Elsewhere rules match the zone's own sources only; from the WAN everything but ours may come.
     */
    private void forged(List<SiteZone> sources, ListWriter list) {
        var house = new RuleSource.OfHouse("an inside address does not come from outside");
        for (var inside : site.inside(list.family())) {
            if (sources.stream().noneMatch(inside::isOf)) {
                list.deny(
                        "forged-" + inside.name(),
                        inside.prefix(),
                        Prefix.every(list.family()),
                        house);
            }
        }
    }

    /** "Every address" would hold the firewall's own link-local ones, too. */
    private static void onLink(ListWriter list) {
        var house = new RuleSource.OfHouse("no router forwards these, and none is the WAN");
        var prefixes = OnLink.prefixes(list.family());
        for (int i = 0; i < prefixes.size(); i++) {
            list.deny("on-link." + (i + 1), Prefix.every(list.family()), prefixes.get(i), house);
        }
    }

    /**
     * The WAN is every address that no other zone has, so whatever leads to it comes after the
     * inside has been denied.
     */
    private void outside(Guards.Passage passage, ListWriter list, List<ConduitRules.Rule> rules) {
        var outside = rules.stream().filter(ConduitRules.Rule::leadsOutside).toList();
        boolean guarded = guards.towardsWan(passage, list.family());
        if (outside.isEmpty() && !guarded) {
            return;
        }
        var house = new RuleSource.OfHouse("no conduit leads there, and it is not the WAN");
        for (var inside : site.inside(list.family())) {
            list.deny(
                    "inside-" + inside.name(), Prefix.every(list.family()), inside.prefix(), house);
        }
        if (!outside.isEmpty()) {
            onLink(list);
        }
        outside.forEach(r -> r.writeTo(list));
        guards.writeTowardsWan(passage, list);
    }

    DeviceSlot slot() {
        return device.slot();
    }
}
