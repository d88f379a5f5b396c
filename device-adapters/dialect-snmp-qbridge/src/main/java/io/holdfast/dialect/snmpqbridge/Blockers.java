package io.holdfast.dialect.snmpqbridge;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What cannot be told by these objects, said before anybody approves it. */
final class Blockers {

    /** ifAlias is at most this many octets (RFC 2863); many agents take no more than ASCII. */
    private static final int LONGEST_ALIAS = 64;

    private static final int LONGEST_VLAN_NAME = 32;

    private Blockers() {}

    static List<String> of(DeviceConfig config, boolean recognised) {
        var found = new ArrayList<String>();
        if (!recognised && !config.equals(DeviceConfig.EMPTY)) {
            found.add("the device does not list " + QBridgeDialect.MODULE);
            return found;
        }
        if (!config.bridgesOnly() && !config.equals(DeviceConfig.EMPTY)) {
            found.add("its own address and who may reach it cannot be told over SNMP");
        }
        config.accessLists()
                .forEach(list ->
                        found.add(
                                "access list "
                                        + list.name()
                                        + " cannot be told over SNMP: the switch does not filter"));
        config.routes()
                .forEach(route ->
                        found.add(
                                "the route to "
                                        + route.destination()
                                        + " cannot be told over SNMP"));
        if (config.stateful()
                || !config.zonePolicies().isEmpty()
                || !config.wirelessNetworks().isEmpty()) {
            found.add("security zones and wireless networks cannot be told over SNMP");
        }
        var vlans = new TreeSet<Integer>();
        for (var vlan : config.vlans()) {
            if (!vlans.add(vlan.id())) {
                found.add("VLAN " + vlan.id() + " stands there twice");
            }
            if (octets(vlan.name()) > LONGEST_VLAN_NAME) {
                found.add("the name of VLAN " + vlan.id() + " is longer than 32 octets");
            }
        }
        config.interfaces().forEach(each -> port(each, vlans, found));
        return found;
    }

    private static void port(InterfaceConfig each, Set<Integer> vlans, List<String> found) {
        var name = "port " + each.name();
        if (octets(each.description()) > LONGEST_ALIAS) {
            found.add("the description of " + name + " is longer than 64 octets");
        }
        if (each.description().chars().anyMatch(Character::isISOControl)) {
            found.add("the description of " + name + " has control characters");
        }
        if (!each.ingress().isEmpty()) {
            found.add("filters of " + name + " cannot be told over SNMP");
        }
        if (!each.addresses().isEmpty()) {
            found.add("addresses of " + name + " cannot be told over SNMP");
        }
        List<Integer> carried =
                switch (each.mode()) {
                    case InterfaceMode.AccessPort(var vlan) -> List.of(vlan);
                    case InterfaceMode.TrunkPort(var all) -> all;
                    case InterfaceMode.NoVlan() -> List.of();
                    case InterfaceMode.Routed _,
                            InterfaceMode.Subinterface _,
                            InterfaceMode.TunnelInterface _,
                            InterfaceMode.VlanInterface _ -> {
                        found.add("routed interface " + each.name() + " cannot be told over SNMP");
                        yield List.of();
                    }
                };
        carried.stream()
                .filter(vlan -> !vlans.contains(vlan))
                .forEach(vlan -> found.add(name + " is in VLAN " + vlan + ", which is not there"));
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
