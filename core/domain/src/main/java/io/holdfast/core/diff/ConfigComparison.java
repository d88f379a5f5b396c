package io.holdfast.core.diff;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.config.Vlan;
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
            rules("list " + name, rules(was), rules(is));
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

    /**
     * Rules that stay in their order are not named; of the others, a kept name reads as a change.
     */
    private void rules(String list, List<FilterRule> old, List<FilterRule> fresh) {
        var kept = Sequence.inCommon(old, fresh);
        var gone = new TreeMap<String, Integer>();
        for (int i = 0; i < old.size(); i++) {
            if (!kept.inOld(i)) {
                gone.putIfAbsent(old.get(i).name(), i);
            }
        }
        var paired = new TreeSet<Integer>();
        for (int i = 0; i < fresh.size(); i++) {
            if (kept.inFresh(i)) {
                continue;
            }
            var rule = fresh.get(i);
            var earlier = gone.remove(rule.name());
            if (earlier == null) {
                lines.add(new Line(Change.ADDED, element(list, i, rule), "", words(rule)));
            } else {
                paired.add(earlier);
                lines.add(
                        new Line(
                                Change.CHANGED,
                                element(list, i, rule),
                                words(old.get(earlier))
                                        + (earlier == i ? "" : " (as rule " + (earlier + 1) + ")"),
                                words(rule)));
            }
        }
        for (int i = 0; i < old.size(); i++) {
            if (!kept.inOld(i) && !paired.contains(i)) {
                lines.add(
                        new Line(
                                Change.REMOVED,
                                element(list, i, old.get(i)),
                                words(old.get(i)),
                                ""));
            }
        }
    }

    private static String element(String list, int index, FilterRule rule) {
        return list + " rule " + (index + 1) + " " + rule.name();
    }

    private static String words(FilterRule rule) {
        var match = rule.match();
        return (rule.verdict() == Verdict.PERMIT ? "permit " : "deny ")
                + match.service()
                + " from "
                + match.source()
                + " to "
                + match.destination()
                + (rule.log() ? ", logged" : "");
    }
}
