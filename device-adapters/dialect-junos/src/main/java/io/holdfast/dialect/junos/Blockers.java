package io.holdfast.dialect.junos;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.config.ZonePolicy;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.Service;
import io.holdfast.core.network.Tunnel;
import io.holdfast.spi.xml.XmlEscape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/** What Junos cannot be told, one sentence each, in a stable order. */
final class Blockers {

    private final DeviceConfig config;
    private final List<String> modules;
    private final List<String> found = new ArrayList<>();
    private final TreeSet<Integer> vlans = new TreeSet<>();
    private final TreeSet<String> carriers = new TreeSet<>();

    private Blockers(DeviceConfig config, List<String> modules) {
        this.config = config;
        this.modules = modules;
        config.vlans().forEach(v -> vlans.add(v.id()));
        for (var each : config.interfaces()) {
            if (each.mode() instanceof InterfaceMode.Subinterface(var parent, _)) {
                carriers.add(parent);
            }
        }
    }

    static List<String> of(DeviceConfig config, List<String> modules) {
        var blockers = new Blockers(config, modules);
        blockers.parts();
        blockers.interfaces();
        blockers.unique(config.vlans().stream().map(Vlan::id).toList(), "VLAN");
        config.vlans().forEach(v -> blockers.text(v.name(), "the name of VLAN " + v.id()));
        blockers.accessLists();
        blockers.zones();
        blockers.policies();
        blockers.unique(
                config.routes().stream().map(StaticRoute::destination).toList(),
                "more than one next hop: route to");
        return List.copyOf(blockers.found);
    }

    private void parts() {
        if (!config.vlans().isEmpty() && !Junos.has(modules, "vlans")) {
            found.add("VLANs cannot be told: the device has no vlans in its configuration");
        }
        boolean zoned = config.stateful() || !config.zonePolicies().isEmpty();
        if (zoned && !Junos.has(modules, "security")) {
            found.add("security zones cannot be told: the device is no firewall");
        }
        if (!config.wirelessNetworks().isEmpty()) {
            found.add("wireless networks cannot be told: the device is no access point");
        }
    }

    private void interfaces() {
        unique(config.interfaces().stream().map(InterfaceConfig::name).toList(), "interface");
        unique(config.interfaces().stream().map(Units::of).toList(), "the unit");
        unique(
                config.interfaces().stream()
                        .filter(i -> i.mode() instanceof InterfaceMode.VlanInterface)
                        .map(InterfaceConfig::mode)
                        .toList(),
                "the VLAN of an own interface:");
        for (var each : config.interfaces()) {
            var where = "interface " + each.name();
            text(each.description(), "the description of " + where);
            name(each, where);
            mode(each, where);
            layerThree(each, where);
        }
    }

    private void name(InterfaceConfig each, String where) {
        var at = Units.of(each);
        boolean own = each.mode() instanceof InterfaceMode.VlanInterface;
        boolean tunnel = each.mode() instanceof InterfaceMode.TunnelInterface;
        boolean reserved =
                !own
                        && (at.port().equals(Junos.IRB)
                                || at.port().matches("vlan\\d+")
                                || (!tunnel && at.port().equals(Junos.TUNNELS)));
        if (!Junos.PORT.matcher(at.port()).matches() || reserved) {
            found.add(where + " has a name that Junos has not");
        } else if (at.unit() < 0 || at.unit() > 16385) {
            found.add(
                    where
                            + " must be named "
                            + (own
                                    ? "vlan or irb. and its number"
                                    : tunnel
                                            ? "tunnel and its number, 1 to 16385"
                                            : at.port() + ". and its unit, 1 to 16385"));
        }
    }

    private void mode(InterfaceConfig each, String where) {
        switch (each.mode()) {
            case InterfaceMode.Subinterface(var parent, int vlan) -> {
                boolean carried =
                        config.interfaceNamed(parent)
                                .map(p -> p.mode() instanceof InterfaceMode.Routed)
                                .orElse(false);
                if (!carried) {
                    found.add(where + " needs a routed interface " + parent);
                }
                if (vlan < 1 || vlan > 4094) {
                    found.add(where + " names VLAN " + vlan + ", which is not 1 to 4094");
                }
            }
            case InterfaceMode.VlanInterface(int vlan) -> vlan(vlan, where);
            case InterfaceMode.AccessPort(int vlan) -> vlan(vlan, where);
            case InterfaceMode.TrunkPort(var all) -> all.forEach(vlan -> vlan(vlan, where));
            case InterfaceMode.Routed _ -> {
                if (carriers.contains(each.name())
                        && !(each.addresses().isEmpty() && each.ingress().isEmpty())) {
                    found.add(where + " carries tagged units and cannot route untagged packets");
                }
            }
            case InterfaceMode.TunnelInterface(var tunnel) -> tunnel(each, tunnel, where);
            case InterfaceMode.NoVlan _ -> {}
        }
    }

    private void tunnel(InterfaceConfig each, Tunnel tunnel, String where) {
        if (!Junos.has(modules, "security")) {
            found.add(where + " is a tunnel, and the device is no firewall");
        }
        if (!each.addresses().isEmpty() || !each.ingress().isEmpty()) {
            found.add(where + " is a tunnel and has no addresses and lists");
        }
        if (TunnelWriting.external(config, tunnel.local()).isEmpty()) {
            found.add(where + " begins at " + tunnel.local() + ", which no interface has");
        }
    }

    private void vlan(int vlan, String where) {
        if (!vlans.contains(vlan)) {
            found.add(where + " names VLAN " + vlan + ", which is not there");
        }
    }

    private void layerThree(InterfaceConfig each, String where) {
        if (!SecurityWriting.routes(each)
                && !(each.addresses().isEmpty() && each.ingress().isEmpty())) {
            found.add(where + " is a switch port and has no addresses and lists");
        }
        unique(
                each.addresses().stream().map(InterfaceAddress::address).toList(),
                where + ": address");
        var families = new ArrayList<String>();
        for (var name : each.ingress()) {
            var list = config.accessList(name);
            if (list.isEmpty()) {
                found.add(where + " names access list " + name + ", which is not there");
            } else {
                families.add("list for " + list.get().family());
            }
        }
        unique(families, where + ": a second");
    }

    private void accessLists() {
        unique(config.accessLists().stream().map(AccessList::name).toList(), "access list");
        for (var list : config.accessLists()) {
            rules(list.rules(), "access list " + list.name());
        }
    }

    private void zones() {
        unique(config.securityZones().stream().map(SecurityZone::name).toList(), "security zone");
        unique(
                config.securityZones().stream().flatMap(z -> z.interfaces().stream()).toList(),
                "in a security zone: interface");
        for (var zone : config.securityZones()) {
            var where = "security zone " + zone.name();
            if (zone.name().value().startsWith("junos-")) {
                found.add(where + " has a name that Junos keeps for itself");
            }
            for (var name : zone.interfaces()) {
                if (config.interfaceNamed(name)
                        .filter(i -> SecurityWriting.routes(i) && !carriers.contains(name))
                        .isEmpty()) {
                    found.add(where + " names interface " + name + ", which does not route");
                }
            }
            rules(zone.hostInbound(), where);
        }
    }

    private void policies() {
        var names = new HashSet<>(config.securityZones().stream().map(SecurityZone::name).toList());
        unique(config.zonePolicies().stream().map(ZonePolicy::between).toList(), "the policy from");
        for (var policy : config.zonePolicies()) {
            var where = "the policy from " + policy.between();
            if (!names.contains(policy.from()) || !names.contains(policy.to())) {
                found.add(where + " names a security zone that is not there");
            }
            rules(policy.rules(), where);
        }
    }

    private void rules(List<FilterRule> rules, String where) {
        unique(rules.stream().map(FilterRule::name).toList(), where + ": rule");
        for (var rule : rules) {
            text(rule.name(), "the name of a rule of " + where);
            if (rule.name().equals(Junos.END)) {
                found.add(where + ": no rule may be called " + Junos.END);
            }
            if (rule.match().service() instanceof Service.Icmp(int first, int last)
                    && first != last
                    && (first != 0 || last != 255)) {
                found.add(
                        where
                                + ": rule "
                                + rule.name()
                                + " spans ICMP types "
                                + first
                                + " to "
                                + last
                                + ", an application names one type or none");
            }
        }
    }

    private void text(String text, String what) {
        if (text.chars().anyMatch(Character::isISOControl) || !XmlEscape.canCarry(text)) {
            found.add(what + " has characters that cannot be told");
        }
    }

    private <T> void unique(Collection<T> all, String what) {
        var seen = new HashSet<T>();
        for (var each : all) {
            if (!seen.add(each)) {
                found.add(what + " " + each + " stands twice");
            }
        }
    }
}
