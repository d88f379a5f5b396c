package io.holdfast.simulator.plane;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.simulator.xml.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what a device that speaks Junos' configuration model forwards. */
final class JunosReading {

    private static final String TRUNK = "trunk";

    private final Element config;
    private final SortedMap<String, PlaneInterface> interfaces = new TreeMap<>();
    private final Map<String, PlaneList> lists = new HashMap<>();
    private final Map<String, Integer> vlanIds = new HashMap<>();
    private final Map<String, Integer> ownVlans = new HashMap<>();
    private final SortedMap<String, PlaneBridge.Port> ports = new TreeMap<>();
    private final Map<Integer, SortedMap<String, Boolean>> members = new HashMap<>();

    /** The name a unit has in this plane: lan0 for lan0.0, vlan99 for irb.99 of VLAN 99. */
    private final Map<String, String> unitNames = new HashMap<>();

    private JunosReading(Element config) {
        this.config = config;
    }

    static DevicePlane read(Element config) {
        var reading = new JunosReading(config);
        reading.vlans();
        for (var one : all(config, "interfaces", "interface")) {
            reading.port(one);
        }
        reading.filters();
        return new DevicePlane(
                reading.interfaces,
                reading.lists,
                reading.routes(),
                new PlaneBridge(
                        new HashSet<>(reading.vlanIds.values()), reading.ports, reading.members),
                JunosSecurity.read(config, reading.unitNames));
    }

    private static List<Element> all(Element from, String... path) {
        var here = List.of(from);
        for (var step : path) {
            here = here.stream().flatMap(e -> e.all(step).stream()).toList();
        }
        return here;
    }

    private void vlans() {
        for (var vlan : all(config, "vlans", "vlan")) {
            int id = Integer.parseInt(vlan.textAt("0", "vlan-id"));
            vlanIds.put(vlan.textAt("", "name"), id);
            vlan.child("l3-interface").ifPresent(own -> ownVlans.put(own.trimmed(), id));
        }
    }

    private void port(Element one) {
        var name = one.textAt("", "name");
        boolean up = one.child("disable").isEmpty();
        if (name.equals("st0")) {
            for (var unit : one.all("unit")) {
                var at = name + "." + unit.textAt("0", "name");
                put(
                        at,
                        "tunnel",
                        up && unit.child("disable").isEmpty(),
                        List.of(),
                        List.of(),
                        false);
            }
            return;
        }
        boolean tagging = one.child("vlan-tagging").isPresent();
        if (tagging || one.all("unit").isEmpty()) {
            put(name, "ethernetCsmacd", up, List.of(), List.of(), false);
        }
        for (var unit : one.all("unit")) {
            unit(name, up, tagging, unit);
        }
    }

    private void unit(String port, boolean portUp, boolean tagging, Element unit) {
        var at = port + "." + unit.textAt("0", "name");
        boolean up = unit.child("disable").isEmpty();
        var switching = unit.at("family", "ethernet-switching");
        if (port.equals("irb")) {
            var vlan = Optional.ofNullable(ownVlans.get(at));
            vlan.ifPresent(id -> layerThree(at, "vlan" + id, "l3ipvlan", up, unit));
        } else if (tagging) {
            // A unit without a tag takes no frame.
            unit.child("vlan-id")
                    .ifPresent(
                            tag -> layerThree(at, port + "." + tag.trimmed(), "l2vlan", up, unit));
        } else if (switching.isPresent()) {
            put(port, "ethernetCsmacd", portUp && up, List.of(), List.of(), true);
            switched(port, switching.get());
        } else {
            layerThree(at, port, "ethernetCsmacd", portUp && up, unit);
        }
    }

    private void layerThree(String at, String name, String type, boolean up, Element unit) {
        var addresses = new ArrayList<InterfaceAddress>();
        var ingress = new ArrayList<String>();
        for (var word : List.of("inet", "inet6")) {
            for (var family : all(unit, "family", word)) {
                for (var address : family.all("address")) {
                    addresses.add(InterfaceAddress.of(address.textAt("", "name")));
                }
                family.at("filter", "input", "filter-name")
                        .ifPresent(filter -> ingress.add(word + ":" + filter.trimmed()));
            }
        }
        unitNames.put(at, name);
        put(name, type, up, addresses, ingress, false);
    }

    private void put(
            String name,
            String type,
            boolean up,
            List<InterfaceAddress> addresses,
            List<String> ingress,
            boolean bridged) {
        var families = bridged ? List.<Family>of() : List.of(Family.values());
        interfaces.put(
                name, new PlaneInterface(name, type, up, addresses, ingress, bridged, families));
    }

    private void switched(String port, Element switching) {
        boolean trunk = switching.textAt("access", "interface-mode").equals(TRUNK);
        var vlans = new ArrayList<Integer>();
        for (var member : all(switching, "vlan", "members")) {
            var word = member.trimmed();
            if (word.equals("all")) {
                vlans.addAll(vlanIds.values());
            } else {
                vlans.add(
                        Optional.ofNullable(vlanIds.get(word))
                                .orElseGet(() -> Integer.valueOf(word)));
            }
        }
        ports.put(
                port,
                new PlaneBridge.Port(
                        trunk || vlans.isEmpty() ? 0 : vlans.getFirst(), !trunk, trunk, true));
        for (var vlan : vlans) {
            members.computeIfAbsent(vlan, _ -> new TreeMap<>()).put(port, trunk);
        }
    }

    private List<DevicePlane.Route> routes() {
        var found = new ArrayList<DevicePlane.Route>();
        var statics = new ArrayList<>(all(config, "routing-options", "static"));
        statics.addAll(all(config, "routing-options", "rib", "static"));
        for (var table : statics) {
            for (var route : table.all("route")) {
                found.add(
                        new DevicePlane.Route(
                                Prefix.of(route.textAt("", "name")),
                                route.child("next-hop").map(h -> IpAddress.of(h.trimmed()))));
            }
        }
        return found;
    }

    private void filters() {
        for (var word : List.of("inet", "inet6")) {
            var family = word.equals("inet") ? Family.IPV4 : Family.IPV6;
            for (var filter : all(config, "firewall", "family", word, "filter")) {
                var name = filter.textAt("", "name");
                var rules = new ArrayList<PlaneRule>();
                filter.all("term").forEach(term -> rules.addAll(term(term, family)));
                lists.put(word + ":" + name, new PlaneList(name, family, rules));
            }
        }
    }

    private static List<PlaneRule> term(Element term, Family family) {
        var from = term.child("from").orElse(Element.tree("", "from"));
        var protocol =
                from.child("protocol")
                        .or(() -> from.child("next-header"))
                        .map(p -> OptionalInt.of(protocol(p.trimmed(), family)))
                        .orElse(OptionalInt.empty());
        boolean accepts = term.at("then", "accept").isPresent();
        var source = JunosPorts.of(from.child("source-port"));
        var destination =
                JunosPorts.of(from.child("destination-port").or(() -> from.child("icmp-type")));
        var rules = new ArrayList<PlaneRule>();
        for (var here : prefixes(from, "source-address", family)) {
            for (var there : prefixes(from, "destination-address", family)) {
                rules.add(
                        new PlaneRule(
                                term.textAt("", "name"),
                                Optional.of(here),
                                Optional.of(there),
                                protocol,
                                source,
                                destination,
                                accepts));
            }
        }
        return rules;
    }

    private static List<Prefix> prefixes(Element from, String name, Family family) {
        var all = from.all(name).stream().map(a -> Prefix.of(a.textAt("", "name"))).toList();
        return all.isEmpty() ? List.of(Prefix.every(family)) : all;
    }

    static int protocol(String word, Family family) {
        return switch (word) {
            case "tcp" -> 6;
            case "udp" -> 17;
            case "icmp" -> 1;
            case "icmp6" -> 58;
            default -> Integer.parseInt(word);
        };
    }
}
