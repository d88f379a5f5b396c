package io.holdfast.dialect.ietf;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.Service;
import io.holdfast.spi.xml.XmlEscape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/** What these modules cannot say, one sentence each, in a stable order. */
final class Blockers {

    private final DeviceConfig config;
    private final Collection<String> modules;
    private final List<String> found = new ArrayList<>();

    private Blockers(DeviceConfig config, Collection<String> modules) {
        this.config = config;
        this.modules = modules;
    }

    static List<String> of(DeviceConfig config, Collection<String> modules) {
        var blockers = new Blockers(config, modules);
        blockers.missingModules();
        blockers.interfaces();
        blockers.vlans();
        blockers.accessLists();
        blockers.routes();
        blockers.noModel();
        return List.copyOf(blockers.found);
    }

    private void missingModules() {
        boolean addresses = config.interfaces().stream().anyMatch(i -> !i.addresses().isEmpty());
        boolean bridged =
                !config.vlans().isEmpty()
                        || config.interfaces().stream().anyMatch(i -> Ports.isBridgePort(i.mode()));
        need(!config.interfaces().isEmpty(), "interfaces", Yang.INTERFACES_MODULE);
        need(addresses, "addresses", Yang.IP_MODULE);
        need(bridged, "VLANs or switch ports", Yang.BRIDGE_MODULE);
        if (!modules.contains(Yang.ACL_MODULE)) {
            for (var list : config.accessLists()) {
                found.add(
                        "access list "
                                + list.name()
                                + " cannot be told: the device does not list module "
                                + Yang.ACL_MODULE);
            }
        }
        need(!config.routes().isEmpty(), "static routes", Yang.ROUTING_MODULE);
        need(routes(Family.IPV4), "IPv4 static routes", Yang.IPV4_ROUTING_MODULE);
        need(routes(Family.IPV6), "IPv6 static routes", Yang.IPV6_ROUTING_MODULE);
    }

    /** No IETF module knows stateful zones; RFC 8519 is stateless. */
    private void noModel() {
        if (config.stateful() || !config.zonePolicies().isEmpty()) {
            found.add("security zones cannot be told: the IETF modules have no stateful firewall");
        }
        if (!config.wirelessNetworks().isEmpty()) {
            found.add("wireless networks cannot be told: the IETF modules have none");
        }
    }

    private boolean routes(Family family) {
        return config.routes().stream().anyMatch(r -> r.destination().family() == family);
    }

    private void need(boolean needed, String what, String module) {
        if (needed && !modules.contains(module)) {
            found.add(what + " cannot be told: the device does not list module " + module);
        }
    }

    private void interfaces() {
        unique(config.interfaces().stream().map(InterfaceConfig::name).toList(), "interface");
        var lists = config.accessLists().stream().map(AccessList::name).collect(Collectors.toSet());
        for (var each : config.interfaces()) {
            var where = "interface " + each.name();
            text(each.name(), "the name of " + where);
            text(each.description(), "the description of " + where);
            mode(each, where);
            unique(
                    each.addresses().stream().map(InterfaceAddress::address).toList(),
                    where + ": address");
            unique(each.ingress(), where + ": access list");
            for (AclName name : each.ingress()) {
                if (!lists.contains(name)) {
                    found.add(where + " names access list " + name + ", which is not there");
                }
            }
        }
    }

    private void mode(InterfaceConfig each, String where) {
        switch (each.mode()) {
            case InterfaceMode.Subinterface(var parent, int vlan) -> {
                vlan(vlan, where);
                if (!each.name().equals(parent + "." + vlan)) {
                    found.add(where + " must be named " + parent + "." + vlan);
                }
            }
            case InterfaceMode.VlanInterface(int vlan) -> {
                vlan(vlan, where);
                if (!each.name().equals("vlan" + vlan)) {
                    found.add(where + " must be named vlan" + vlan);
                }
            }
            case InterfaceMode.AccessPort(int vlan) -> vlan(vlan, where);
            case InterfaceMode.TrunkPort(var vlans) -> vlans.forEach(vlan -> vlan(vlan, where));
            case InterfaceMode.TunnelInterface _ ->
                    found.add(
                            where
                                    + " is a tunnel, for which these modules have no words (RFC 9061"
                                    + " is not among them)");
            case InterfaceMode.Routed _, InterfaceMode.NoVlan _ -> {}
        }
    }

    private void vlan(int vlan, String where) {
        if (vlan < 1 || vlan > 4094) {
            found.add(where + " names VLAN " + vlan + ", which is not 1 to 4094");
        }
    }

    private void vlans() {
        unique(config.vlans().stream().map(Vlan::id).toList(), "VLAN");
        config.vlans().forEach(vlan -> text(vlan.name(), "the name of VLAN " + vlan.id()));
        if (Ports.numbered(config).size() > 4095) {
            found.add("a bridge has at most 4095 ports");
        }
    }

    private void accessLists() {
        unique(config.accessLists().stream().map(AccessList::name).toList(), "access list");
        for (var list : config.accessLists()) {
            var where = "access list " + list.name();
            unique(list.rules().stream().map(r -> r.name()).toList(), where + ": rule");
            for (var rule : list.rules()) {
                text(rule.name(), "the name of a rule of " + where);
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
                                    + ", an entry names one type or none");
                }
            }
        }
    }

    private void routes() {
        unique(
                config.routes().stream().map(StaticRoute::destination).toList(),
                "more than one next hop: route to");
    }

    private void text(String text, String what) {
        if (text.chars().anyMatch(Character::isISOControl) || !XmlEscape.canCarry(text)) {
            found.add(what + " has characters that cannot be told");
        }
    }

    private <T> void unique(List<T> all, String what) {
        var seen = new HashSet<T>();
        for (var each : all) {
            if (!seen.add(each)) {
                found.add(what + " " + each + " stands twice");
            }
        }
    }
}
