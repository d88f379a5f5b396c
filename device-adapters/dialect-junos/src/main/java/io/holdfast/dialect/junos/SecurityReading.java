package io.holdfast.dialect.junos;

import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.config.ZonePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code security}: address books, zones, policies. */
final class SecurityReading {

    /** What was read. */
    record Security(List<SecurityZone> zones, List<ZonePolicy> policies) {}

    static final Security NONE = new Security(List.of(), List.of());

    private final AddressBooks books = new AddressBooks();
    private final List<InterfaceConfig> interfaces;
    private final Map<String, HostInbound> inbound = new TreeMap<>();
    private final Map<String, List<String>> members = new TreeMap<>();

    private SecurityReading(List<InterfaceConfig> interfaces) {
        this.interfaces = interfaces;
    }

    static Security read(
            Part security, Applications applications, List<InterfaceConfig> interfaces) {
        return new SecurityReading(interfaces).security(security, applications);
    }

    private Security security(Part security, Applications applications) {
        var remarks = security.remarks();
        security.ignore("log", "screen", "flow", "alg", "pki", "ssh-known-hosts");
        for (var protocol : List.of("ike", "ipsec")) {
            // Of them only parts were asked for, and each part may come in one of its own.
            security.each(protocol).forEach(this::notOurs);
        }
        security.child("forwarding-options").ifPresent(SecurityReading::forwarding);
        books.readAll(security);
        var zones = security.child("zones");
        zones.ifPresent(part -> {
            for (var zone : part.each("security-zone")) {
                remarks.attempt(() -> zone(zone));
            }
            part.ignore("functional-zone");
            part.done();
        });
        var policies = new PolicyReading(books, applications, List.copyOf(inbound.keySet()));
        security.child("policies").ifPresent(policies::read);
        security.done();
        var found = new ArrayList<SecurityZone>();
        inbound.forEach((name, words) -> {
            var host = policies.rules(name, Junos.SELF);
            remarks.attempt(() ->
                            new SecurityZone(
                                    named(name),
                                    members.getOrDefault(name, List.of()),
                                    hostInbound(name, words, host)))
                    .ifPresent(found::add);
        });
        var between = new ArrayList<ZonePolicy>();
        policies.pairs()
                .forEach((pair, rules) -> {
                    if (!pair.to().equals(Junos.SELF) && !rules.isEmpty()) {
                        remarks.attempt(() ->
                                        new ZonePolicy(named(pair.from()), named(pair.to()), rules))
                                .ifPresent(between::add);
                    }
                });
        return new Security(found, between);
    }

    /**
     * What stands here under a name of ours is stronger than the group, and weakens it; a VPN of
     * somebody else's on a unit of ours would carry what is meant for the tunnel.
     */
    private void notOurs(Part protocol) {
        var remarks = protocol.remarks();
        for (var kind : List.of("proposal", "policy", "gateway", "vpn")) {
            protocol.textsBelow(kind, "name").stream()
                    .filter(name -> name.startsWith(TunnelWords.OURS))
                    .forEach(name ->
                            remarks.add(
                                    protocol.path(),
                                    kind + " " + name + " is in the way of the tunnels"));
        }
        protocol.textsBelow("vpn", "bind-interface").stream()
                .filter(this::isOurs)
                .forEach(unit ->
                        remarks.add(
                                protocol.path(),
                                "a VPN that is not Holdfast's is bound to its unit " + unit));
        protocol.textsBelow("vpn", "apply-groups")
                .forEach(group ->
                        remarks.add(
                                protocol.path(),
                                "apply-groups " + group + " of a VPN is not expanded"));
    }

    private boolean isOurs(String unit) {
        return interfaces.stream()
                .filter(i -> i.mode() instanceof InterfaceMode.TunnelInterface)
                .anyMatch(i -> Units.of(i).toString().equals(unit));
    }

    private static void forwarding(Part options) {
        for (var family : options.each("family")) {
            for (var sixth : family.each("inet6")) {
                if (!sixth.text("mode").map(String::strip).orElse("").equals("flow-based")) {
                    sixth.remarks().add(sixth.path(), "IPv6 is not forwarded by flows");
                }
                sixth.done();
            }
            family.done();
        }
        options.done();
    }

    private static SecurityZoneName named(String name) {
        try {
            return new SecurityZoneName(name);
        } catch (IllegalArgumentException e) {
            throw new Remarks.NoModel("security zones", String.valueOf(e.getMessage()));
        }
    }

    private String zone(Part zone) {
        var name = zone.name();
        named(name);
        var words = new HostInbound(new java.util.TreeSet<>(), new java.util.TreeSet<>());
        zone.child("host-inbound-traffic")
                .ifPresent(traffic -> {
                    words(traffic, "system-services", words.services());
                    words(traffic, "protocols", words.protocols());
                    traffic.done();
                });
        var own = new ArrayList<String>();
        for (var each : zone.each("interfaces")) {
            zone.remarks().attempt(() -> member(each)).ifPresent(own::add);
        }
        zone.child("address-book").ifPresent(book -> books.readInside(name, book));
        zone.ignore("screen", "description", "tcp-rst");
        zone.done();
        if (inbound.putIfAbsent(name, words) != null) {
            throw zone.noModel("stands twice");
        }
        members.put(name, own);
        return name;
    }

    private static void words(Part traffic, String kind, java.util.Set<String> found) {
        for (var each : traffic.each(kind)) {
            var word = each.name();
            if (each.has("except")) {
                each.remarks().add(each.path(), "no model for an exception");
            }
            each.done();
            found.add(word);
        }
    }

    private String member(Part part) {
        var unit = part.name();
        part.done();
        return interfaces.stream()
                .filter(i -> Units.of(i).toString().equals(unit))
                .map(InterfaceConfig::name)
                .findFirst()
                .orElseThrow(() -> part.noModel("no interface " + unit + " that is understood"));
    }

    /**
     * Both locks together. Without a policy to the device whoever comes in by a named service is
     * let in; with one, its rules say who, and the named services must not stand in their way.
     */
    private static List<FilterRule> hostInbound(
            String zone, HostInbound words, Optional<PolicyReading.Pair> host) {
        if (host.isEmpty()) {
            return named(zone, words);
        }
        if (!host.get().ends()) {
            throw new Remarks.NoModel(
                    "security policies " + zone + " to " + Junos.SELF,
                    "does not end by denying everything");
        }
        var rules = host.get().rules();
        var needed = HostInbound.needed(rules);
        if (!words.covers(needed)) {
            throw new Remarks.NoModel(
                    "security zone " + zone,
                    "host-inbound-traffic lets in "
                            + words.services()
                            + words.protocols()
                            + ", the policy to the device needs "
                            + needed.services()
                            + needed.protocols());
        }
        return rules;
    }

    private static List<FilterRule> named(String zone, HostInbound words) {
        var found = new ArrayList<FilterRule>();
        for (var word : words.services()) {
            found.addAll(PolicyReading.inbound(zone, word, false));
        }
        for (var word : words.protocols()) {
            found.addAll(PolicyReading.inbound(zone, word, true));
        }
        return found;
    }
}
