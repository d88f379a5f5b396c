package io.holdfast.simulator.plane;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.simulator.xml.Element;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads the VPNs of a firewall that speaks Junos' configuration model, with what it inherits from
 * applied groups; what stands in the configuration itself is stronger than what a group says.
 */
final class JunosTunnels {

    private final Set<String> trusted;
    private final Map<String, Element> objects = new TreeMap<>();

    private JunosTunnels(Set<String> trusted) {
        this.trusted = trusted;
    }

    static List<PlaneTunnel> read(Element config) {
        var trusted =
                config
                        .at("security", "pki")
                        .map(pki -> pki.all("ca-profile"))
                        .orElse(List.of())
                        .stream()
                        .map(profile -> profile.textAt("", "name"))
                        .collect(Collectors.toSet());
        var reading = new JunosTunnels(trusted);
        var applied = config.all("apply-groups").stream().map(Element::trimmed).toList();
        for (var group : config.all("groups")) {
            if (applied.contains(group.textAt("", "name"))) {
                group.child("security").ifPresent(reading::collect);
            }
        }
        config.child("security").ifPresent(reading::collect);
        return reading.tunnels();
    }

    private void collect(Element security) {
        for (var part : List.of("ike", "ipsec")) {
            for (var kind : List.of("proposal", "policy", "gateway", "vpn")) {
                security.child(part)
                        .map(p -> p.all(kind))
                        .orElse(List.of())
                        .forEach(each ->
                                objects.put(
                                        part + " " + kind + " " + each.textAt("", "name"), each));
            }
        }
    }

    private Optional<Element> object(String kind, String name) {
        return Optional.ofNullable(objects.get(kind + " " + name));
    }

    private List<PlaneTunnel> tunnels() {
        var found = new ArrayList<PlaneTunnel>();
        objects.forEach((name, vpn) -> {
            if (name.startsWith("ipsec vpn ")) {
                tunnel(vpn).ifPresent(found::add);
            }
        });
        return List.copyOf(found);
    }

    private Optional<PlaneTunnel> tunnel(Element vpn) {
        var gateway = object("ike gateway", vpn.textAt("", "ike", "gateway"));
        var policy = gateway.flatMap(g -> object("ike policy", g.textAt("", "ike-policy")));
        var esp = object("ipsec policy", vpn.textAt("", "ike", "ipsec-policy"));
        var exchange = policy.flatMap(p -> object("ike proposal", p.textAt("", "proposals")));
        var cipher = esp.flatMap(p -> object("ipsec proposal", p.textAt("", "proposals")));
        if (exchange.isEmpty() || cipher.isEmpty() || gateway.isEmpty() || esp.isEmpty()) {
            return Optional.empty();
        }
        var authority = policy.map(p -> p.textAt("", "certificate", "trusted-ca", "ca-profile"));
        if (!trusted.contains(authority.orElse(""))) {
            return Optional.empty();
        }
        var terms =
                String.join(
                        " ",
                        words(exchange.get()),
                        words(cipher.get()),
                        gateway.get().textAt("", "version"),
                        esp.get().textAt("none", "perfect-forward-secrecy", "keys"));
        var selectors = new HashSet<PlaneTunnel.Selector>();
        for (var selector : vpn.all("traffic-selector")) {
            selectors.add(
                    new PlaneTunnel.Selector(
                            Prefix.of(selector.textAt("", "local-ip")),
                            Prefix.of(selector.textAt("", "remote-ip"))));
        }
        return Optional.of(
                new PlaneTunnel(
                        vpn.textAt("", "bind-interface"),
                        IpAddress.of(gateway.get().textAt("", "local-address")),
                        IpAddress.of(gateway.get().textAt("", "address")),
                        terms,
                        selectors));
    }

    /** A proposal but for its name and for how long its keys last, which ends need not agree on. */
    private static String words(Element proposal) {
        return proposal.children().stream()
                .filter(c -> !c.name().equals("name") && !c.name().equals("lifetime-seconds"))
                .map(c -> c.name() + "=" + c.trimmed())
                .sorted()
                .collect(Collectors.joining(","));
    }
}
