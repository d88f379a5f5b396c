package io.holdfast.simulator.plane;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.Prefix;
import io.holdfast.simulator.plane.ZoneTable.Pair;
import io.holdfast.simulator.xml.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the zones and policies of a firewall that speaks Junos' configuration model. */
final class JunosSecurity {

    /** What a named application matches. */
    private record Application(
            OptionalInt protocol, PlaneRule.Ports source, PlaneRule.Ports destination) {
        static final Application ANY =
                new Application(OptionalInt.empty(), PlaneRule.Ports.EVERY, PlaneRule.Ports.EVERY);
    }

    private final Map<String, Optional<Prefix>> addresses = new HashMap<>();
    private final Map<String, List<Application>> applications = new HashMap<>();
    private final Map<Pair, List<PlaneRule>> policies = new HashMap<>();

    private JunosSecurity() {
        addresses.put("any", Optional.empty());
        addresses.put("any-ipv4", Optional.of(Prefix.EVERY_IPV4));
        addresses.put("any-ipv6", Optional.of(Prefix.EVERY_IPV6));
        applications.put("any", List.of(Application.ANY));
        applications.put("junos-ssh", List.of(tcp(22)));
        applications.put("junos-http", List.of(tcp(80)));
        applications.put("junos-https", List.of(tcp(443)));
        applications.put("junos-icmp-all", List.of(icmp(1)));
        applications.put("junos-icmp6-all", List.of(icmp(58)));
    }

    private static Application tcp(int port) {
        return new Application(
                OptionalInt.of(6), PlaneRule.Ports.EVERY, new PlaneRule.Ports(port, port, false));
    }

    private static Application icmp(int protocol) {
        return new Application(
                OptionalInt.of(protocol), PlaneRule.Ports.EVERY, PlaneRule.Ports.EVERY);
    }

    /** The zones; empty on a device whose configuration has no security: it forwards all. */
    static Optional<ZoneTable> read(Element config, Map<String, String> unitNames) {
        var security = config.child("security");
        return security.map(s -> new JunosSecurity().table(config, s, unitNames));
    }

    private ZoneTable table(Element config, Element security, Map<String, String> unitNames) {
        security.all("address-book")
                .forEach(book ->
                        book.all("address")
                                .forEach(a ->
                                        addresses.put(
                                                a.textAt("", "name"),
                                                Optional.of(
                                                        Prefix.of(a.textAt("", "ip-prefix"))))));
        config.child("applications")
                .ifPresent(all -> all.all("application").forEach(this::application));
        var zoneOf = new HashMap<String, String>();
        var services = new HashMap<String, Set<String>>();
        for (var zone :
                security.child("zones").map(z -> z.all("security-zone")).orElse(List.of())) {
            var name = zone.textAt("", "name");
            zone.all("interfaces")
                    .forEach(i -> {
                        var unit = i.textAt("", "name");
                        zoneOf.put(unitNames.getOrDefault(unit, unit), name);
                    });
            services.put(name, services(zone));
        }
        var all = security.child("policies");
        all.ifPresent(p -> policies(p, services.keySet()));
        boolean permits = all.flatMap(p -> p.at("default-policy", "permit-all")).isPresent();
        return new ZoneTable(
                zoneOf,
                services,
                policies,
                permits,
                JunosTunnels.read(config),
                new Conversations());
    }

    private static Set<String> services(Element zone) {
        var words = new HashSet<String>();
        zone.child("host-inbound-traffic")
                .ifPresent(traffic -> {
                    traffic.all("system-services").forEach(s -> words.add(s.textAt("", "name")));
                    traffic.all("protocols")
                            .forEach(p -> {
                                var word = p.textAt("", "name");
                                words.add(word.equals("all") ? "all protocols" : word);
                            });
                });
        return words;
    }

    private void application(Element one) {
        var terms = one.all("term").isEmpty() ? List.of(one) : one.all("term");
        applications.put(one.textAt("", "name"), terms.stream().map(JunosSecurity::term).toList());
    }

    private static Application term(Element term) {
        var protocol = JunosReading.protocol(term.textAt("0", "protocol"), Family.IPV4);
        var type = term.child("icmp-type").or(() -> term.child("icmp6-type"));
        return new Application(
                OptionalInt.of(protocol),
                JunosPorts.of(term.child("source-port")),
                JunosPorts.of(term.child("destination-port").or(() -> type)));
    }

    private void policies(Element all, Set<String> zones) {
        for (var pair : all.all("policy")) {
            var between =
                    new Pair(pair.textAt("", "from-zone-name"), pair.textAt("", "to-zone-name"));
            pair.all("policy").forEach(policy -> rules(policy, between));
        }
        for (var global : all.child("global").map(g -> g.all("policy")).orElse(List.of())) {
            for (var from : zones) {
                for (var to : zones) {
                    if (speaksOf(global, "from-zone", from) && speaksOf(global, "to-zone", to)) {
                        rules(global, new Pair(from, to));
                    }
                }
            }
        }
    }

    private static boolean speaksOf(Element policy, String which, String zone) {
        var named =
                policy.child("match").map(m -> m.all(which)).orElse(List.of()).stream()
                        .map(Element::trimmed)
                        .toList();
        return named.isEmpty() || named.contains("any") || named.contains(zone);
    }

    private void rules(Element policy, Pair between) {
        var match = policy.child("match").orElse(Element.tree("", "match"));
        boolean permits = policy.at("then", "permit").isPresent();
        var rules = policies.computeIfAbsent(between, _ -> new ArrayList<>());
        for (var source : match.all("source-address")) {
            for (var destination : match.all("destination-address")) {
                for (var name : match.all("application")) {
                    for (var application : applications.getOrDefault(name.trimmed(), List.of())) {
                        rules.add(
                                new PlaneRule(
                                        policy.textAt("", "name"),
                                        address(source),
                                        address(destination),
                                        application.protocol(),
                                        application.source(),
                                        application.destination(),
                                        permits));
                    }
                }
            }
        }
    }

    private Optional<Prefix> address(Element named) {
        return addresses.getOrDefault(named.trimmed(), Optional.empty());
    }
}
