package io.holdfast.core.diff;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.config.WirelessNetwork;
import io.holdfast.core.config.WirelessSecurity;
import io.holdfast.core.diff.ConfigDiff.Change;
import io.holdfast.core.diff.ConfigDiff.Line;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares two configurations of one device element by element; rules by their place in the list.
 */
final class ConfigComparison {

    private final DeviceConfig before;
    private final DeviceConfig after;
    private final List<Line> lines = new ArrayList<>();

    ConfigComparison(DeviceConfig before, DeviceConfig after) {
        this.before = before;
        this.after = after;
    }

    List<Line> lines() {
        compare(
                "interface ",
                named(before.interfaces(), InterfaceConfig::name, ConfigComparison::words),
                named(after.interfaces(), InterfaceConfig::name, ConfigComparison::words));
        compare(
                "VLAN ",
                named(before.vlans(), ConfigComparison::number, Vlan::name),
                named(after.vlans(), ConfigComparison::number, Vlan::name));
        lists();
        compare(
                "route ",
                named(before.routes(), ConfigComparison::words, _ -> "static"),
                named(after.routes(), ConfigComparison::words, _ -> "static"));
        zones();
        compare(
                "wireless network ",
                named(before.wirelessNetworks(), n -> quoted(n.ssid()), ConfigComparison::words),
                named(after.wirelessNetworks(), n -> quoted(n.ssid()), ConfigComparison::words));
        return lines;
    }

    /** Padded, so that the order of names is the order of numbers. */
    private static String number(Vlan vlan) {
        var digits = Integer.toString(vlan.id());
        return " ".repeat(4 - digits.length()) + digits;
    }

    private static <T> Map<String, String> named(
            Collection<T> elements, Function<T, String> name, Function<T, String> words) {
        var all = new TreeMap<String, String>();
        elements.forEach(
                e -> all.merge(name.apply(e), words.apply(e), (a, b) -> a + "; again " + b));
        return all;
    }

    private void compare(String kind, Map<String, String> old, Map<String, String> fresh) {
        var names = new TreeSet<>(old.keySet());
        names.addAll(fresh.keySet());
        for (var name : names) {
            change(
                    kind + name.strip(),
                    old.getOrDefault(name, ""),
                    fresh.getOrDefault(name, ""),
                    old.containsKey(name),
                    fresh.containsKey(name));
        }
    }

    private void change(String element, String old, String fresh, boolean was, boolean is) {
        if (!was) {
            lines.add(new Line(Change.ADDED, element, "", fresh));
        } else if (!is) {
            lines.add(new Line(Change.REMOVED, element, old, ""));
        } else if (!old.equals(fresh)) {
            lines.add(new Line(Change.CHANGED, element, old, fresh));
        }
    }

    private static String words(InterfaceConfig part) {
        var mode =
                switch (part.mode()) {
                    case InterfaceMode.Routed _ -> "routed";
                    case InterfaceMode.Subinterface(var parent, int vlan) ->
                            "VLAN " + vlan + " of " + parent;
                    case InterfaceMode.VlanInterface(int vlan) -> "own interface in VLAN " + vlan;
                    case InterfaceMode.AccessPort(int vlan) -> "access VLAN " + vlan;
                    case InterfaceMode.TrunkPort(var vlans) -> "trunk VLANs " + joined(vlans);
                    case InterfaceMode.NoVlan _ -> "in no VLAN";
                    case InterfaceMode.TunnelInterface(var tunnel) ->
                            "tunnel from "
                                    + tunnel.between()
                                    + " with "
                                    + tunnel.proposal()
                                    + ", carrying "
                                    + joined(tunnel.here())
                                    + " to "
                                    + joined(tunnel.there());
                };
        return (part.enabled() ? "up, " : "shut, ")
                + mode
                + (part.addresses().isEmpty() ? "" : ", addresses " + joined(part.addresses()))
                + (part.ingress().isEmpty() ? "" : ", filtered by " + joined(part.ingress()))
                + ", described "
                + quoted(part.description());
    }

    /** Free text in quotes, so that none can pose as another line or another element. */
    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars()
                .forEach(c -> {
                    if (c == '"' || c == '\\') {
                        quoted.append('\\').append((char) c);
                    } else if (Character.isISOControl(c)) {
                        quoted.append("\\u").append(HexFormat.of().toHexDigits((char) c));
                    } else {
                        quoted.append((char) c);
                    }
                });
        return quoted.append('"').toString();
    }

    private static String joined(List<?> parts) {
        return parts.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static String words(StaticRoute route) {
        return route.destination() + " via " + route.nextHop();
    }

    private static String words(WirelessNetwork network) {
        return (network.enabled() ? "on, " : "off, ")
                + "VLAN "
                + network.vlan()
                + switch (network.security()) {
                    case WirelessSecurity.Open _ -> ", open";
                    case WirelessSecurity.Wpa2Personal(var passphrase) ->
                            ", WPA2 with passphrase " + passphrase;
                    case WirelessSecurity.Wpa2Enterprise(var group) ->
                            ", WPA2 with logins at " + quoted(group);
                };
    }

    private void zones() {
        var zones = new TreeSet<SecurityZoneName>();
        var pairs = new TreeSet<String>();
        for (var config : List.of(before, after)) {
            config.securityZones().forEach(z -> zones.add(z.name()));
            config.zonePolicies().forEach(p -> pairs.add(p.between()));
        }
        for (var name : zones) {
            var was = zonesNamed(before, name);
            var is = zonesNamed(after, name);
            change(
                    "security zone " + name,
                    interfaces(was),
                    interfaces(is),
                    !was.isEmpty(),
                    !is.isEmpty());
            RuleComparison.tell(
                    "to the device from zone " + name, hostRules(was), hostRules(is), lines);
        }
        for (var pair : pairs) {
            RuleComparison.tell(
                    "policy " + pair, policyRules(before, pair), policyRules(after, pair), lines);
        }
    }

    private static List<SecurityZone> zonesNamed(DeviceConfig config, SecurityZoneName name) {
        return config.securityZones().stream().filter(z -> z.name().equals(name)).toList();
    }

    private static String interfaces(List<SecurityZone> zones) {
        return zones.stream()
                .map(z -> z.interfaces().isEmpty() ? "no interface" : joined(z.interfaces()))
                .collect(Collectors.joining("; again "));
    }

    private static List<FilterRule> hostRules(List<SecurityZone> zones) {
        return zones.stream().flatMap(z -> z.hostInbound().stream()).toList();
    }

    private static List<FilterRule> policyRules(DeviceConfig config, String pair) {
        return config.zonePolicies().stream()
                .filter(p -> p.between().equals(pair))
                .flatMap(p -> p.rules().stream())
                .toList();
    }

    private void lists() {
        var old = byName(before.accessLists());
        var fresh = byName(after.accessLists());
        var names = new TreeSet<>(old.keySet());
        names.addAll(fresh.keySet());
        for (var name : names) {
            var was = old.getOrDefault(name, List.of());
            var is = fresh.getOrDefault(name, List.of());
            change(
                    "list " + name,
                    families(was),
                    families(is),
                    old.containsKey(name),
                    fresh.containsKey(name));
            RuleComparison.tell("list " + name, rules(was), rules(is), lines);
        }
    }

    private static Map<String, List<AccessList>> byName(List<AccessList> lists) {
        return lists.stream()
                .collect(
                        Collectors.groupingBy(
                                l -> l.name().value(), TreeMap::new, Collectors.toList()));
    }

    private static String families(List<AccessList> lists) {
        return lists.stream().map(l -> l.family().toString()).collect(Collectors.joining(", "));
    }

    private static List<FilterRule> rules(List<AccessList> lists) {
        return lists.stream().flatMap(l -> l.rules().stream()).toList();
    }
}
