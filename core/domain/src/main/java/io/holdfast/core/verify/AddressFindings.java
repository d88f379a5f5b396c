package io.holdfast.core.verify;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.ZoneKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Addresses, next hops, routes and prefixes of rules that belong to no zone and to no network
 * between devices: nothing is silently unknown.
 */
final class AddressFindings {

    /** Addresses nobody reaches over the internet (RFC 1918, RFC 4193): never those of a WAN. */
    private static final List<Prefix> PRIVATE =
            List.of(
                    Prefix.of("10.0.0.0/8"),
                    Prefix.of("172.16.0.0/12"),
                    Prefix.of("192.168.0.0/16"),
                    Prefix.of("fc00::/7"));

    private final Set<Prefix> known = new LinkedHashSet<>();

    /** The rules of a site name the same few prefixes. */
    private final Map<Prefix, Boolean> judged = new HashMap<>();

    private final boolean openWorld;
    private final List<Finding> findings = new ArrayList<>();

    private final PacketSpace space;

    private AddressFindings(PacketSpace space, Situation site) {
        this.space = space;
        var plan = site.plan();
        for (var zone : plan.zones()) {
            known.addAll(zone.prefixes());
            zone.gateways().forEach(g -> known.add(g.subnet()));
            zone.groups().forEach(g -> known.addAll(g.prefixes()));
        }
        plan.transits().stream()
                .flatMap(t -> t.ends().stream())
                .flatMap(e -> e.addresses().stream())
                .map(InterfaceAddress::subnet)
                .forEach(known::add);
        plan.devices().stream()
                .map(Device::managementAddress)
                .map(Prefix::host)
                .forEach(known::add);
        Stream.concat(plan.siteNode().stream(), plan.defaultRoutes().stream())
                .map(Prefix::host)
                .forEach(known::add);
        openWorld =
                plan.zones().stream()
                        .filter(z -> z.prefixes().isEmpty())
                        .map(SiteZone::zone)
                        .flatMap(z -> site.model().zone(z).stream())
                        .anyMatch(z -> z.kind() == ZoneKind.WAN);
    }

    static List<Finding> of(PacketSpace space, Situation site) {
        var all = new AddressFindings(space, site);
        site.configs().forEach(all::device);
        return all.findings;
    }

    private void found(String code, String where, String detail) {
        findings.add(new Finding(Finding.Severity.WARNING, code, where, detail));
    }

    private void device(DeviceSlot slot, DeviceConfig config) {
        for (var part : config.interfaces()) {
            part.addresses().forEach(address -> address(slot, part, address));
        }
        config.routes().forEach(route -> route(slot, route));
        for (var list : config.accessLists()) {
            var where = slot + " " + list.name();
            rules(where, list.rules());
        }
        for (var policy : config.zonePolicies()) {
            rules(slot + " " + policy.between(), policy.rules());
        }
    }

    private boolean isKnown(Prefix prefix) {
        return judged.computeIfAbsent(
                prefix, p -> known.stream().anyMatch(p::overlaps) || isOfWan(p));
    }

    /** What is public belongs to the WAN, where there is one that is everything else. */
    private boolean isOfWan(Prefix prefix) {
        return openWorld && PRIVATE.stream().noneMatch(p -> p.contains(prefix));
    }

    /** Whether each address of a prefix is known; a summary of more than the zones is not. */
    private static boolean isWithin(Prefix prefix, List<Prefix> known) {
        var near = known.stream().filter(prefix::overlaps).toList();
        if (near.isEmpty()) {
            return false;
        }
        if (near.stream().anyMatch(k -> k.contains(prefix))) {
            return true;
        }
        int longer = prefix.length() + 1;
        return isWithin(Prefix.around(prefix.first(), longer), near)
                && isWithin(Prefix.around(prefix.last(), longer), near);
    }

    private void address(DeviceSlot slot, InterfaceConfig part, InterfaceAddress address) {
        if (!isKnown(Prefix.host(address.address()))) {
            found(
                    "ADDRESS_IN_NO_ZONE",
                    slot + " " + part.name(),
                    slot
                            + " "
                            + part.name()
                            + " has the address "
                            + address
                            + ", which belongs to no zone and to no network between devices");
        }
    }

    private void route(DeviceSlot slot, StaticRoute route) {
        var where = slot + " " + route.destination();
        if (!isKnown(route.destination())) {
            found(
                    "ROUTE_TO_NO_ZONE",
                    where,
                    slot
                            + " has a route to "
                            + route.destination()
                            + " by "
                            + route.nextHop()
                            + "; no zone has these addresses");
        } else if (!isOfWan(route.destination())
                && !isWithin(route.destination(), List.copyOf(known))) {
            found(
                    "ROUTE_BEYOND_ZONES",
                    where,
                    slot
                            + " has a route to "
                            + route.destination()
                            + " by "
                            + route.nextHop()
                            + "; some of these addresses belong to no zone");
        }
        if (!isKnown(Prefix.host(route.nextHop()))) {
            found(
                    "NEXT_HOP_IN_NO_ZONE",
                    where,
                    "the route of "
                            + slot
                            + " to "
                            + route.destination()
                            + " goes by "
                            + route.nextHop()
                            + ", which belongs to no zone and to no network between devices");
        }
    }

    /** Its rules are looked at one by one where not all they name is known. */
    private void rules(String where, List<FilterRule> rules) {
        if (!space.opened(rules).stream().allMatch(this::isKnown)) {
            rules.forEach(rule -> rule(where, rule));
        }
    }

    private void rule(String where, FilterRule rule) {
        if (rule.verdict() != Verdict.PERMIT) {
            return;
        }
        prefix(where, rule, rule.match().source());
        prefix(where, rule, rule.match().destination());
    }

    private void prefix(String where, FilterRule rule, Prefix prefix) {
        if (!isKnown(prefix)) {
            found(
                    "PREFIX_IN_NO_ZONE",
                    where + " " + rule.name(),
                    rule.name() + " permits " + prefix + ", which belongs to no zone");
        }
    }
}
