package io.holdfast.core.compile;

import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.config.ZonePolicy;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.Device;
import io.holdfast.core.zone.ZoneKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The zones and policies of a stateful firewall: a security zone for each interface, a policy for
 * each pair that a conduit crosses or a guardrail forbids. Only who opens a conversation is
 * permitted; the firewall knows the answers. Where no policy is, nothing passes.
 */
final class PolicyWriter {

    private final SiteView site;
    private final Device device;
    private final List<Leg> legs;
    private final ConduitRules conduits;
    private final Guards guards;
    private final List<SecurityZone> zones = new ArrayList<>();
    private final List<ZonePolicy> policies = new ArrayList<>();
    private final List<Origin> origins = new ArrayList<>();

    PolicyWriter(
            SiteView site,
            Routing routing,
            Device device,
            List<Leg> legs,
            FirewallFilters filters) {
        this.site = site;
        this.device = device;
        this.legs = legs.stream().sorted(Comparator.comparing(Leg::label)).toList();
        conduits = new ConduitRules(site, routing, filters.slot());
        guards = new Guards(site, routing, filters.slot());
        var sides = new TreeMap<String, List<Leg>>();
        this.legs.forEach(l -> sides.computeIfAbsent(l.label(), _ -> new ArrayList<>()).add(l));
        sides.values().forEach(this::zone);
        for (var in : sides.values().stream().map(List::getFirst).toList()) {
            for (var out : sides.values().stream().map(List::getFirst).toList()) {
                policy(in, out);
            }
        }
    }

    List<SecurityZone> zones() {
        return zones;
    }

    List<ZonePolicy> policies() {
        return policies;
    }

    List<Origin> origins() {
        return origins;
    }

    private static SecurityZoneName name(Leg leg) {
        return new SecurityZoneName(leg.label());
    }

    /**
     * Where the site node is, it manages the device; from the WAN speak the other ends of its
     * tunnels; elsewhere nobody speaks to it.
     */
    private void zone(List<Leg> alike) {
        var leg = alike.getFirst();
        var rules = new ArrayList<FilterRule>();
        var name = DeviceNames.host(name(leg));
        for (var family : Family.values()) {
            var list = new ListWriter(device.slot(), name, family);
            if (leg.side() instanceof Routing.Side.InZone(var zone)
                    && site.management().filter(z -> z.zone().equals(zone)).isPresent()) {
                ManagementRules.permitSiteNode(site, device.managementAddress(), list);
            }
            if (leg.side() instanceof Routing.Side.InZone(var zone) && site.isWan(zone)) {
                TunnelRules.permitPeers(site, device.slot(), list, false);
            }
            rules.addAll(list.rules());
            origins.addAll(list.origins());
        }
        zones.add(
                new SecurityZone(
                        name(leg), alike.stream().map(Leg::interfaceName).toList(), rules));
    }

    private void policy(Leg in, Leg out) {
        var rules = new ArrayList<FilterRule>();
        var name = DeviceNames.policy(name(in), name(out));
        var passage = new Guards.Passage.Between(in.side(), out.side());
        for (var family : Family.values()) {
            var opening = conduits.opening(in.side(), out.side(), family);
            var list = new ListWriter(device.slot(), name, family);
            boolean fromWan =
                    opening.stream()
                            .anyMatch(r ->
                                    site.plan().zone(r.source()).stream()
                                            .anyMatch(z -> site.is(z, ZoneKind.WAN)));
            if (fromWan) {
                denyInside(list, "forged-", true);
            }
            guards.write(passage, list, opening, true);
            opening.stream().filter(r -> !r.leadsOutside()).forEach(r -> r.writeTo(list));
            guards.write(passage, list, opening, false);
            boolean outside = opening.stream().anyMatch(ConduitRules.Rule::leadsOutside);
            if (outside || guards.towardsWan(passage, family)) {
                denyInside(list, "inside-", false);
                opening.stream()
                        .filter(ConduitRules.Rule::leadsOutside)
                        .forEach(r -> r.writeTo(list));
                guards.writeTowardsWan(passage, list);
            }
            if (list.rules().isEmpty()) {
                continue;
            }
            list.denyAll(family);
            rules.addAll(list.rules());
            origins.addAll(list.origins());
        }
        if (!rules.isEmpty()) {
            policies.add(new ZonePolicy(name(in), name(out), rules));
        }
    }

    private void denyInside(ListWriter list, String prefix, boolean source) {
        var house =
                new RuleSource.OfHouse(
                        source
                                ? "an inside address does not come from outside"
                                : "no conduit leads there, and it is not the WAN");
        for (var inside : site.inside(list.family())) {
            var every = Prefix.every(list.family());
            var from = source ? inside.prefix() : every;
            var to = source ? every : inside.prefix();
            list.deny(
                    prefix + inside.name() + (list.family() == Family.IPV4 ? "-v4" : "-v6"),
                    from,
                    to,
                    house);
        }
    }
}
