package io.holdfast.snmp.table;

import io.holdfast.core.observe.VlanSighting;
import io.holdfast.core.observe.VlanSighting.Member;
import io.holdfast.snmp.mib.Mib;
import io.holdfast.snmp.mib.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snmp4j.smi.OID;

/** VLANs where a vendor keeps them in tables of its own. */
public final class VendorVlans {

    /** VLANs for token ring and FDDI that old software lists and nobody can use. */
    private static final int CISCO_RESERVED_FROM = 1002;

    private static final int CISCO_RESERVED_TO = 1005;

    /**
     * TPLINK-DOT1Q-VLAN-MIB: a port's name, and a VLAN's name, tagged and untagged ports as text.
     */
    private static final OID TPLINK_PORT = new OID("1.3.6.1.4.1.11863.6.14.1.1.1.1.1");

    private static final OID TPLINK_NAME = new OID("1.3.6.1.4.1.11863.6.14.1.2.1.1.2");
    private static final OID TPLINK_TAGGED = new OID("1.3.6.1.4.1.11863.6.14.1.2.1.1.3");
    private static final OID TPLINK_UNTAGGED = new OID("1.3.6.1.4.1.11863.6.14.1.2.1.1.4");

    /**
     * JUNIPER-L2ALD-MIB and JUNIPER-VLAN-MIB: a VLAN's name and its tag, by a number of their own.
     */
    private static final OID L2ALD_NAME = new OID("1.3.6.1.4.1.2636.3.48.1.3.1.1.2");

    private static final OID L2ALD_TAG = new OID("1.3.6.1.4.1.2636.3.48.1.3.1.1.3");
    private static final OID EX_NAME = new OID("1.3.6.1.4.1.2636.3.40.1.5.1.5.1.2");
    private static final OID EX_TAG = new OID("1.3.6.1.4.1.2636.3.40.1.5.1.5.1.5");

    private static final int MOST_PORTS_IN_A_RANGE = 512;

    public static final List<OID> TABLES =
            List.of(
                    TPLINK_PORT,
                    TPLINK_NAME,
                    TPLINK_TAGGED,
                    TPLINK_UNTAGGED,
                    L2ALD_NAME,
                    L2ALD_TAG,
                    EX_NAME,
                    EX_TAG);

    private VendorVlans() {}

    /** CISCO-VTP-MIB names the VLANs; access ports and trunks are tables of interfaces. */
    static List<VlanSighting> cisco(Walk walk) {
        var names = new TreeMap<Integer, String>();
        Bridge.cells(walk, Mib.VTP_VLAN_NAME).forEach((id, name) -> names.put(id, Walk.text(name)));
        var members = new TreeMap<Integer, List<Member>>();
        var ports = new HashMap<Integer, Integer>();
        Bridge.interfaces(walk).forEach((port, index) -> ports.put(index, port));
        walk.column(Mib.VM_VLAN)
                .forEach((index, vlan) ->
                        add(members, (int) Walk.number(vlan, 0), index, ports, true));
        for (var trunk : walk.column(Mib.VTP_TRUNK_NATIVE).entrySet()) {
            var index = trunk.getKey();
            int nativeVlan = (int) Walk.number(trunk.getValue(), 0);
            if (walk.number(Walk.at(Mib.VTP_TRUNK_STATUS, index), 1) != 1
                    || walk.at(Walk.at(Mib.VM_VLAN, index)).isPresent()) {
                continue;
            }
            add(members, nativeVlan, index, ports, true);
            for (int id : trunkVlans(walk, index)) {
                if (names.containsKey(id) && id != nativeVlan) {
                    add(members, id, index, ports, false);
                }
            }
        }
        var vlans = new ArrayList<VlanSighting>();
        names.forEach((id, name) -> {
            if (id < CISCO_RESERVED_FROM || id > CISCO_RESERVED_TO) {
                vlans.add(new VlanSighting(id, name, members.getOrDefault(id, List.of())));
            }
        });
        return vlans;
    }

    private static void add(
            Map<Integer, List<Member>> members,
            int vlan,
            OID index,
            Map<Integer, Integer> ports,
            boolean untagged) {
        members.computeIfAbsent(vlan, _ -> new ArrayList<>())
                .add(new Member(ports.getOrDefault(index.last(), 0), index.last(), untagged));
    }

    /** Four columns of 1,024 VLANs each; here bit 0 is VLAN 0. */
    private static List<Integer> trunkVlans(Walk walk, OID port) {
        var ids = new ArrayList<Integer>();
        int base = -1;
        for (var column :
                List.of(
                        Mib.VTP_TRUNK_VLANS,
                        Mib.VTP_TRUNK_VLANS_2K,
                        Mib.VTP_TRUNK_VLANS_3K,
                        Mib.VTP_TRUNK_VLANS_4K)) {
            int from = base;
            walk.at(Walk.at(column, port))
                    .ifPresent(list -> Bridge.bits(list).forEach(bit -> ids.add(bit + from)));
            base += 1024;
        }
        return ids;
    }

    /** Names of VLANs by their tag. */
    static Map<Integer, String> juniperNames(Walk walk) {
        var names = new TreeMap<Integer, String>();
        for (var table : List.of(List.of(L2ALD_NAME, L2ALD_TAG), List.of(EX_NAME, EX_TAG))) {
            walk.column(table.getLast())
                    .forEach((index, tag) ->
                            names.put(
                                    (int) Walk.number(tag, 0),
                                    walk.text(Walk.at(table.getFirst(), index))));
        }
        return names;
    }

    static List<VlanSighting> tpLink(Walk walk) {
        var ports = new HashMap<String, Integer>();
        walk.column(TPLINK_PORT).forEach((index, name) -> ports.put(Walk.text(name), index.last()));
        var interfaces = Bridge.interfaces(walk);
        var vlans = new ArrayList<VlanSighting>();
        Bridge.cells(walk, TPLINK_NAME)
                .forEach((id, name) -> {
                    var index = new OID(new int[] {id});
                    var members = new ArrayList<Member>();
                    for (var column : List.of(TPLINK_TAGGED, TPLINK_UNTAGGED)) {
                        for (var port : ports(walk.text(Walk.at(column, index)))) {
                            int number = ports.getOrDefault(port, 0);
                            members.add(
                                    new Member(
                                            number,
                                            interfaces.getOrDefault(number, number),
                                            column.equals(TPLINK_UNTAGGED)));
                        }
                    }
                    vlans.add(new VlanSighting(id, Walk.text(name), members));
                });
        return vlans;
    }

    /** "1/0/3-28,LAG1" is ports 1/0/3 to 1/0/28, and LAG1. */
    private static List<String> ports(String text) {
        var ports = new ArrayList<String>();
        for (var part : text.split(",", -1)) {
            int dash = part.indexOf('-');
            if (dash < 0) {
                ports.add(part.strip());
                continue;
            }
            var first = part.substring(0, dash).strip();
            var last = part.substring(dash + 1).strip();
            int digits = first.length();
            while (digits > 0 && Character.isDigit(first.charAt(digits - 1))) {
                digits--;
            }
            var number = first.substring(digits);
            if (!number.matches("[0-9]{1,6}") || !last.matches("[0-9]{1,6}")) {
                continue;
            }
            int from = Integer.parseInt(number);
            int to = Math.min(Integer.parseInt(last), from + MOST_PORTS_IN_A_RANGE);
            for (int i = from; i <= to; i++) {
                ports.add(first.substring(0, digits) + i);
            }
        }
        return ports;
    }
}
