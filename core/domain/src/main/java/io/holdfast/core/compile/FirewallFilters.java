package io.holdfast.core.compile;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.OnLink;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Guardrail;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the list that judges what comes in from one zone. The order is the argument: the devices
 * protect themselves first, forged sources and guardrails are denied next, then come the conduits,
 * then what leads outside, and what is left is denied. Filters are stateless: whoever opens a
 * conversation is permitted on his own interface, whoever answers on the other.
 */
final class FirewallFilters {

    private final SiteView site;
    private final Device firewall;

    /** Every zone the firewall has an interface in, sorted. */
    private final List<SiteZone> routed;

    FirewallFilters(SiteView site, Device firewall, List<SiteZone> routed) {
        this.site = site;
        this.firewall = firewall;
        this.routed = routed;
    }

    ListWriter write(SiteZone zone, Family family) {
        var list =
                new ListWriter(firewall.slot(), DeviceNames.ingress(zone.zone(), family), family);
        if (!SiteView.routes(zone, family)) {
            list.denyAll();
            return list;
        }
        neighbours(zone, list);
        management(zone, list);
        own(list);
        if (site.is(zone, ZoneKind.WAN)) {
            forged(zone, list);
        }
        var rules = rules(zone, family);
        guardrails(zone, list, rules, true);
        rules.stream().filter(r -> !r.leadsOutside()).forEach(r -> r.writeTo(list));
        guardrails(zone, list, rules, false);
        outside(zone, list, rules);
        list.denyAll();
        return list;
    }

    /**
     * IPv6 does not work at all without neighbour discovery, and a final deny-all would stop it.
     */
    private static void neighbours(SiteZone zone, ListWriter list) {
        if (list.family() != Family.IPV6) {
            return;
        }
        var house = new RuleSource.OfHouse("neighbour discovery with the firewall itself");
        NeighbourDiscovery.permitOnLink(list, house);
        for (var gateway : zone.gateways()) {
            if (gateway.address().family() == Family.IPV6) {
                NeighbourDiscovery.permitTo(gateway.address(), list, house);
            }
        }
    }

    /** The site node alone manages the firewall, by NETCONF and SNMP alone. */
    private void management(SiteZone zone, ListWriter list) {
        if (site.is(zone, ZoneKind.MANAGEMENT)) {
            ManagementRules.permitSiteNode(site, firewall.managementAddress(), list);
        }
    }

    private void own(ListWriter list) {
        var house = new RuleSource.OfHouse("only the site node speaks to the firewall itself");
        for (var zone : routed) {
            for (var gateway : zone.gateways()) {
                if (gateway.address().family() == list.family()) {
                    list.deny(
                            DeviceNames.rule("own-", zone.zone().value()),
                            Prefix.every(list.family()),
                            Prefix.host(gateway.address()),
                            house);
                }
            }
        }
    }

    /**
     * Elsewhere rules match the zone's own sources only; from the WAN everything but ours may come.
     */
    private void forged(SiteZone wan, ListWriter list) {
        var house = new RuleSource.OfHouse("an inside address does not come from outside");
        for (var inside : insideBut(wan, list.family())) {
            list.deny(
                    "forged-" + inside.name(), inside.prefix(), Prefix.every(list.family()), house);
        }
    }

    /** One prefix of one inner zone with the name it has in rules. */
    private record Inside(String name, Prefix prefix) {}

    private List<Inside> insideBut(SiteZone wan, Family family) {
        var all = new ArrayList<Inside>();
        for (var zone : site.zones()) {
            if (!zone.zone().equals(wan.zone()) && !site.is(zone, ZoneKind.WAN)) {
                var prefixes = site.addresses(zone, family);
                for (int i = 0; i < prefixes.size(); i++) {
                    var number = prefixes.size() == 1 ? "" : "." + (i + 1);
                    all.add(new Inside(zone.zone() + number, prefixes.get(i)));
                }
            }
        }
        return all;
    }

    /** One permit of one conduit, before it is written. */
    private record ConduitRule(
            String name,
            Prefix from,
            Prefix to,
            Service service,
            ZoneName towards,
            RuleSource source) {

        /** To every address: what is inside must have been denied before. */
        boolean leadsOutside() {
            return to.length() == 0;
        }

        void writeTo(ListWriter list) {
            list.permit(name, from, to, service, source);
        }
    }

    private List<ConduitRule> rules(SiteZone zone, Family family) {
        var rules = new ArrayList<ConduitRule>();
        for (var conduit : site.conduits()) {
            if (conduit.from().zone().equals(zone.zone())) {
                rules.addAll(rules(conduit, conduit.from(), conduit.to(), family, false));
            } else if (conduit.to().zone().equals(zone.zone())) {
                rules.addAll(rules(conduit, conduit.to(), conduit.from(), family, true));
            }
        }
        return rules;
    }

    private List<ConduitRule> rules(
            Conduit conduit, Endpoint near, Endpoint far, Family family, boolean reply) {
        if (!routesTo(far.zone(), family)) {
            return List.of();
        }
        var rules = new ArrayList<ConduitRule>();
        for (int i = 0; i < conduit.services().size(); i++) {
            var service = conduit.services().get(i);
            var spoken = reply ? service.replies(family) : List.of(service);
            var pairs = pairs(near, far, family);
            for (int k = 0; k < pairs.size(); k++) {
                var pair = pairs.get(k);
                for (var one : spoken) {
                    rules.add(
                            new ConduitRule(
                                    name(conduit, i, pairs.size() == 1 ? 0 : k + 1, reply),
                                    pair.near(),
                                    pair.far(),
                                    one,
                                    far.zone(),
                                    new RuleSource.OfConduit(conduit.id(), i, reply)));
                }
            }
        }
        return rules;
    }

    private boolean routesTo(ZoneName zone, Family family) {
        return routed.stream().anyMatch(z -> z.zone().equals(zone) && SiteView.routes(z, family));
    }

    private record Pair(Prefix near, Prefix far) {}

    private List<Pair> pairs(Endpoint near, Endpoint far, Family family) {
        var pairs = new ArrayList<Pair>();
        for (var from : site.addresses(near, family)) {
            for (var to : site.addresses(far, family)) {
                pairs.add(new Pair(from, to));
            }
        }
        return pairs;
    }

    private static String name(Conduit conduit, int service, int pair, boolean reply) {
        var rest = "." + (service + 1) + (pair == 0 ? "" : "." + pair) + (reply ? ".reply" : "");
        return DeviceNames.rule(conduit.id().value(), rest);
    }

    /**
     * Each guardrail that begins in this zone, denied and logged by name. Early, so that no conduit
     * could open it; late only towards zones that this list must let something through to, as
     * answers or through a jump host.
     */
    private void guardrails(
            SiteZone zone, ListWriter list, List<ConduitRule> rules, boolean early) {
        for (var guardrail : site.model().guardrails()) {
            var targets = site.zones().stream().filter(t -> denied(guardrail, zone, t)).toList();
            for (var target : targets) {
                boolean used = rules.stream().anyMatch(r -> r.towards().equals(target.zone()));
                if (used != early && !site.is(target, ZoneKind.WAN)) {
                    deny(guardrail, zone, target, targets.size() > 1, list);
                }
            }
        }
    }

    private boolean denied(Guardrail guardrail, SiteZone from, SiteZone to) {
        if (from.zone().equals(to.zone())) {
            return false;
        }
        return switch (guardrail) {
            case Guardrail.NeverDirect never ->
                    site.is(from, never.from()) && site.is(to, never.to());
            case Guardrail.OnlyThrough only -> site.is(from, only.from()) && site.is(to, only.to());
            case Guardrail.OnlyReads reads ->
                    site.is(from, reads.from())
                            && site.is(to, reads.to())
                            && to.groups().stream().anyMatch(g -> g.name().equals(reads.group()));
            case Guardrail.ManagementOnlyFromSiteNode _ -> site.is(to, ZoneKind.MANAGEMENT);
        };
    }

    private void deny(
            Guardrail guardrail, SiteZone zone, SiteZone target, boolean several, ListWriter list) {
        var sources = site.addresses(zone, list.family());
        var destinations =
                guardrail instanceof Guardrail.OnlyReads reads
                        ? site.addresses(
                                new Endpoint.Group(target.zone(), reads.group()), list.family())
                        : site.addresses(target, list.family());
        int number = 0;
        for (var from : sources) {
            for (var to : destinations) {
                number++;
                var rest =
                        (several ? "." + DeviceNames.fit(target.zone().value(), 20) : "")
                                + (sources.size() * destinations.size() > 1 ? "." + number : "");
                list.deny(
                        DeviceNames.rule("guard-" + guardrail.name(), rest),
                        from,
                        to,
                        new RuleSource.OfGuardrail(guardrail.name()));
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
    private void outside(SiteZone zone, ListWriter list, List<ConduitRule> rules) {
        var outside = rules.stream().filter(ConduitRule::leadsOutside).toList();
        var guards =
                site.model().guardrails().stream()
                        .filter(g ->
                                site.zones().stream()
                                        .anyMatch(t ->
                                                site.is(t, ZoneKind.WAN) && denied(g, zone, t)))
                        .toList();
        if (outside.isEmpty() && guards.isEmpty()) {
            return;
        }
        var house = new RuleSource.OfHouse("no conduit leads there, and it is not the WAN");
        for (var wan : site.zones().stream().filter(z -> site.is(z, ZoneKind.WAN)).toList()) {
            for (var inside : insideBut(wan, list.family())) {
                list.deny(
                        "inside-" + inside.name(),
                        Prefix.every(list.family()),
                        inside.prefix(),
                        house);
            }
            if (!outside.isEmpty()) {
                onLink(list);
            }
            outside.forEach(r -> r.writeTo(list));
            guards.forEach(g -> deny(g, zone, wan, false, list));
        }
    }
}
