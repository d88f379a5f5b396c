package io.holdfast.simulator.datastore;

import io.holdfast.simulator.xml.Element;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a device that speaks Junos' configuration model refuses to commit: names of nothing. */
final class JunosCheck {

    private static final Set<String> ADDRESSES = Set.of("any", "any-ipv4", "any-ipv6");

    private JunosCheck() {}

    static void problems(Element configuration, List<RpcError> problems) {
        var vlans = names(configuration, "vlans", "vlan");
        for (var one : all(configuration, "interfaces", "interface")) {
            for (var member : all(one, "unit", "family", "ethernet-switching", "vlan", "members")) {
                var word = member.trimmed();
                if (!vlans.contains(word) && !word.equals("all")) {
                    problems.add(refusal("no VLAN " + word));
                }
            }
            filters(configuration, one, problems);
        }
        zones(configuration, problems);
        JunosTunnelCheck.problems(configuration, problems);
        var addresses = names(configuration, "security", "address-book", "address");
        var applications = names(configuration, "applications", "application");
        for (var policies : all(configuration, "security", "policies")) {
            for (var which : List.of("policy", "global")) {
                all(policies, which, "policy")
                        .forEach(p -> policy(p, addresses, applications, problems));
            }
        }
    }

    private static void filters(Element configuration, Element one, List<RpcError> problems) {
        for (var word : List.of("inet", "inet6")) {
            var known = names(configuration, "firewall", "family", word, "filter");
            for (var name : all(one, "unit", "family", word, "filter", "input", "filter-name")) {
                if (!known.contains(name.trimmed())) {
                    problems.add(refusal("no filter " + name.trimmed()));
                }
            }
        }
    }

    private static void zones(Element configuration, List<RpcError> problems) {
        var units = new HashSet<String>();
        for (var one : all(configuration, "interfaces", "interface")) {
            one.all("unit")
                    .forEach(u -> units.add(one.textAt("", "name") + "." + u.textAt("", "name")));
        }
        var taken = new HashSet<String>();
        var zones = names(configuration, "security", "zones", "security-zone");
        for (var each : all(configuration, "security", "zones", "security-zone", "interfaces")) {
            var unit = each.textAt("", "name");
            if (!units.contains(unit)) {
                problems.add(refusal("no interface " + unit));
            }
            if (!taken.add(unit)) {
                problems.add(refusal(unit + " is in two security zones"));
            }
        }
        for (var pair : all(configuration, "security", "policies", "policy")) {
            for (var which : List.of("from-zone-name", "to-zone-name")) {
                var name = pair.textAt("", which);
                if (!zones.contains(name) && !name.equals("junos-host")) {
                    problems.add(refusal("no security zone " + name));
                }
            }
        }
    }

    private static void policy(
            Element policy,
            Set<String> addresses,
            Set<String> applications,
            List<RpcError> problems) {
        for (var which : List.of("source-address", "destination-address")) {
            for (var name : all(policy, "match", which)) {
                if (!addresses.contains(name.trimmed()) && !ADDRESSES.contains(name.trimmed())) {
                    problems.add(refusal("no address " + name.trimmed()));
                }
            }
        }
        for (var name : all(policy, "match", "application")) {
            var word = name.trimmed();
            boolean own = word.equals("any") || word.startsWith("junos-");
            if (!own && !applications.contains(word)) {
                problems.add(refusal("no application " + word));
            }
        }
        if (all(policy, "match", "application").isEmpty() || policy.child("then").isEmpty()) {
            problems.add(refusal("a policy has match and then: " + policy.textAt("", "name")));
        }
    }

    static Set<String> names(Element from, String... path) {
        var found = new HashSet<String>();
        all(from, path).forEach(e -> found.add(e.textAt("", "name")));
        return found;
    }

    static List<Element> all(Element from, String... path) {
        var here = List.of(from);
        for (var step : path) {
            here = here.stream().flatMap(e -> e.all(step).stream()).toList();
        }
        return here;
    }

    static RpcError refusal(String message) {
        return RpcError.application("operation-failed", message, "/configuration");
    }
}
