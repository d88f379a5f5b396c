package io.holdfast.snmp.table;

import io.holdfast.core.observe.MacSighting;
import io.holdfast.core.observe.VlanSighting;
import io.holdfast.core.observe.VlanSighting.Member;
import io.holdfast.snmp.mib.Mib;
import io.holdfast.snmp.mib.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/**
 * VLANs and learned stations of a bridge (BRIDGE-MIB, Q-BRIDGE-MIB, and Cisco's own VLAN tables).
 */
public final class Bridge {

    static final int LARGEST_VLAN = 4094;

    private Bridge() {}

    /** The interface behind each bridge port. */
    public static Map<Integer, Integer> interfaces(Walk walk) {
        var interfaces = new HashMap<Integer, Integer>();
        walk.column(Mib.BRIDGE_PORT_IF)
                .forEach((port, index) -> interfaces.put(port.last(), (int) Walk.number(index, 0)));
        return interfaces;
    }

    public static List<VlanSighting> vlans(Walk walk) {
        for (var vlans :
                List.of(standard(walk), VendorVlans.cisco(walk), VendorVlans.tpLink(walk))) {
            if (!vlans.isEmpty()) {
                return vlans;
            }
        }
        return byPort(walk);
    }

    /** What the bridge does now, where it tells; else what it was told. */
    private static List<VlanSighting> standard(Walk walk) {
        var names = new TreeMap<Integer, String>();
        var egress = new TreeMap<Integer, Variable>();
        var untagged = new TreeMap<Integer, Variable>();
        for (var column : List.of(Mib.VLAN_STATIC_NAME, Mib.IEEE_STATIC_NAME)) {
            cells(walk, column).forEach((id, name) -> names.put(id, Walk.text(name)));
        }
        for (var column :
                List.of(
                        Mib.VLAN_STATIC_EGRESS,
                        Mib.IEEE_STATIC_EGRESS,
                        Mib.VLAN_CURRENT_EGRESS,
                        Mib.IEEE_CURRENT_EGRESS)) {
            egress.putAll(cells(walk, column));
        }
        for (var column :
                List.of(
                        Mib.VLAN_STATIC_UNTAGGED,
                        Mib.IEEE_STATIC_UNTAGGED,
                        Mib.VLAN_CURRENT_UNTAGGED,
                        Mib.IEEE_CURRENT_UNTAGGED)) {
            untagged.putAll(cells(walk, column));
        }
        for (var id : egress.keySet()) {
            names.putIfAbsent(id, "");
        }
        VendorVlans.juniperNames(walk)
                .forEach(
                        (id, name) -> names.computeIfPresent(id, (_, n) -> n.isEmpty() ? name : n));
        var interfaces = interfaces(walk);
        var vlans = new ArrayList<VlanSighting>();
        names.forEach((id, name) -> {
            var members = new ArrayList<Member>();
            var without = bits(untagged.get(id));
            for (int port : bits(egress.get(id))) {
                members.add(
                        new Member(port, interfaces.getOrDefault(port, 0), without.contains(port)));
            }
            vlans.add(new VlanSighting(id, name, members));
        });
        return vlans;
    }

    /**
     * A bridge without VLAN table still tells which VLAN each port puts what comes untagged into.
     */
    private static List<VlanSighting> byPort(Walk walk) {
        var interfaces = interfaces(walk);
        var members = new TreeMap<Integer, List<Member>>();
        walk.column(Mib.VLAN_PVID)
                .forEach((port, vlan) -> {
                    int id = (int) Walk.number(vlan, 0);
                    if (id >= 1 && id <= LARGEST_VLAN) {
                        members.computeIfAbsent(id, _ -> new ArrayList<>())
                                .add(
                                        new Member(
                                                port.last(),
                                                interfaces.getOrDefault(port.last(), 0),
                                                true));
                    }
                });
        for (var index : walk.column(Mib.VLAN_FDB_PORT).keySet()) {
            if (!members.isEmpty() && index.get(0) >= 1 && index.get(0) <= LARGEST_VLAN) {
                members.putIfAbsent(index.get(0), List.of());
            }
        }
        var vlans = new ArrayList<VlanSighting>();
        members.forEach((id, ports) -> vlans.add(new VlanSighting(id, "", ports)));
        return vlans;
    }

    /**
     * A VLAN's cell; its id is the last part of the index (the current table has a time before it).
     */
    static SortedMap<Integer, Variable> cells(Walk walk, OID column) {
        var cells = new TreeMap<Integer, Variable>();
        walk.column(column)
                .forEach((index, value) -> {
                    int id = index.last();
                    if (id >= 1 && id <= LARGEST_VLAN) {
                        cells.put(id, value);
                    }
                });
        return cells;
    }

    /**
     * PortList (RFC 4363): the first port is the highest bit of the first byte. Junos sends the
     * numbers as text instead, with commas.
     */
    static List<Integer> bits(@Nullable Variable list) {
        var ports = new ArrayList<Integer>();
        if (!(list instanceof OctetString octets)) {
            return ports;
        }
        var text = octets.isPrintable() ? octets.toString() : "";
        if (text.matches("[0-9]{1,9}(,[0-9]{1,9}){0,8191}")) {
            for (var number : text.split(",", -1)) {
                ports.add(Integer.parseInt(number));
            }
            return ports;
        }
        for (int i = 0; i < octets.length(); i++) {
            for (int bit = 0; bit < 8; bit++) {
                if ((octets.get(i) & (0x80 >> bit)) != 0) {
                    ports.add(i * 8 + bit + 1);
                }
            }
        }
        return ports;
    }

    /** Learned stations: with their VLAN where the bridge tells, else without. */
    public static List<MacSighting> stations(Walk walk) {
        var interfaces = interfaces(walk);
        var vlanOf = new HashMap<Integer, Integer>();
        walk.column(Mib.VLAN_FDB_ID)
                .forEach((index, fdb) -> vlanOf.put((int) Walk.number(fdb, 0), index.last()));
        var stations = new ArrayList<MacSighting>();
        walk.column(Mib.VLAN_FDB_PORT)
                .forEach((index, port) -> {
                    if (index.size() == 7) {
                        int fdb = index.get(0);
                        stations.add(
                                station(
                                        vlanOf.getOrDefault(fdb, fdb),
                                        Walk.tail(index, 1),
                                        port,
                                        interfaces));
                    }
                });
        if (stations.isEmpty()) {
            walk.column(Mib.FDB_PORT)
                    .forEach((index, port) -> {
                        if (index.size() == 6) {
                            stations.add(station(0, index, port, interfaces));
                        }
                    });
        }
        return stations;
    }

    private static MacSighting station(
            int vlan, OID mac, Variable port, Map<Integer, Integer> interfaces) {
        var bytes = new byte[6];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) mac.get(i);
        }
        int bridgePort = (int) Walk.number(port, 0);
        return new MacSighting(
                vlan,
                new OctetString(bytes).toHexString(),
                bridgePort,
                interfaces.getOrDefault(bridgePort, 0));
    }
}
