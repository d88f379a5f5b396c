package io.holdfast.snmp;

import io.holdfast.snmp.SwitchState.Port;
import io.holdfast.snmp.SwitchState.StaticVlan;
import io.holdfast.snmp.mib.Walk;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UnsignedInteger32;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** The objects a Q-BRIDGE switch is read and written by (RFC 4188, RFC 4363, RFC 2863). */
final class QBridgeObjects {

    static final int CREATE_AND_GO = 4;
    static final int DESTROY = 6;

    private static final OID PORT_IF_INDEX = new OID("1.3.6.1.2.1.17.1.4.1.2");
    private static final OID IF_ADMIN = new OID("1.3.6.1.2.1.2.2.1.7");
    private static final OID IF_NAME = new OID("1.3.6.1.2.1.31.1.1.1.1");
    private static final OID IF_ALIAS = new OID("1.3.6.1.2.1.31.1.1.1.18");
    private static final OID VLAN_NAME = new OID("1.3.6.1.2.1.17.7.1.4.3.1.1");
    private static final OID VLAN_EGRESS = new OID("1.3.6.1.2.1.17.7.1.4.3.1.2");
    private static final OID VLAN_UNTAGGED = new OID("1.3.6.1.2.1.17.7.1.4.3.1.4");
    private static final OID VLAN_STATUS = new OID("1.3.6.1.2.1.17.7.1.4.3.1.5");
    private static final OID PVID = new OID("1.3.6.1.2.1.17.7.1.4.5.1.1");
    private static final OID FRAME_TYPES = new OID("1.3.6.1.2.1.17.7.1.4.5.1.2");
    private static final OID FILTERING = new OID("1.3.6.1.2.1.17.7.1.4.5.1.3");
    private static final int TAGGED_ONLY = 2;

    private static final List<OID> TABLES =
            List.of(
                    PORT_IF_INDEX,
                    IF_ADMIN,
                    IF_NAME,
                    IF_ALIAS,
                    VLAN_NAME,
                    VLAN_EGRESS,
                    VLAN_UNTAGGED,
                    VLAN_STATUS,
                    PVID,
                    FRAME_TYPES,
                    FILTERING);

    private QBridgeObjects() {}

    /** Reads the whole switch. A table that breaks off is not a small table: it is refused. */
    static SwitchState read(SnmpConversation device) throws Silence {
        var walk = new Walk();
        for (var table : TABLES) {
            device.walk(table, walk);
        }
        if (!device.spoiled().isEmpty()) {
            throw new Silence(device.spoiled().getFirst().reason());
        }
        var ports = new TreeMap<Integer, Port>();
        for (var row : walk.column(PORT_IF_INDEX).entrySet()) {
            int number = row.getKey().last();
            int ifIndex = (int) Walk.number(row.getValue(), 0);
            ports.put(number, port(walk, number, ifIndex));
        }
        if (ports.isEmpty()) {
            throw new Silence("the device shows no bridge ports");
        }
        var vlans = new TreeMap<Integer, StaticVlan>();
        for (var row : walk.column(VLAN_STATUS).entrySet()) {
            int id = row.getKey().last();
            vlans.put(
                    id,
                    new StaticVlan(
                            walk.text(at(VLAN_NAME, id)),
                            portList(needed(walk, VLAN_EGRESS, id)),
                            portList(needed(walk, VLAN_UNTAGGED, id))));
        }
        if (!walk.column(VLAN_NAME).keySet().equals(walk.column(VLAN_STATUS).keySet())) {
            throw new Silence("the device's table of VLANs is not whole");
        }
        return new SwitchState(ports, vlans);
    }

    private static Port port(Walk walk, int number, int ifIndex) throws Silence {
        return new Port(
                ifIndex,
                Walk.text(needed(walk, IF_NAME, ifIndex)),
                walk.text(at(IF_ALIAS, ifIndex)),
                Walk.number(needed(walk, IF_ADMIN, ifIndex), 0) == 1,
                (int) Walk.number(needed(walk, PVID, number), 0),
                Walk.number(needed(walk, FRAME_TYPES, number), 0) == TAGGED_ONLY,
                Walk.number(needed(walk, FILTERING, number), 0) == 1);
    }

    private static Variable needed(Walk walk, OID column, int index) throws Silence {
        return walk.at(at(column, index))
                .orElseThrow(() -> new Silence("the device does not show " + column + "." + index));
    }

    static OID at(OID column, int index) {
        return new OID(column).append(index);
    }

    /** Whether an object is a list of ports; agents differ in how many octets they show. */
    static boolean isPortList(OID oid) {
        return oid.startsWith(VLAN_EGRESS) || oid.startsWith(VLAN_UNTAGGED);
    }

    /** RFC 4363 PortList: the highest bit of the first octet is port 1. */
    static SortedSet<Integer> portList(Variable value) {
        var ports = new TreeSet<Integer>();
        if (value instanceof OctetString octets) {
            for (int i = 0; i < octets.length(); i++) {
                for (int bit = 0; bit < 8; bit++) {
                    if ((octets.get(i) & (0x80 >> bit)) != 0) {
                        ports.add(i * 8 + bit + 1);
                    }
                }
            }
        }
        return ports;
    }

    static OctetString portList(SortedSet<Integer> ports, int highest) {
        var octets = new byte[(highest + 7) / 8];
        for (int port : ports) {
            octets[(port - 1) / 8] |= (byte) (0x80 >> ((port - 1) % 8));
        }
        return new OctetString(octets);
    }

    static VariableBinding adminStatus(Port port, boolean up) {
        return new VariableBinding(at(IF_ADMIN, port.ifIndex()), new Integer32(up ? 1 : 2));
    }

    static VariableBinding alias(int ifIndex, String alias) {
        return new VariableBinding(
                at(IF_ALIAS, ifIndex),
                new OctetString(alias.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    static VariableBinding pvid(int port, int vlan) {
        return new VariableBinding(at(PVID, port), new UnsignedInteger32(vlan));
    }

    static VariableBinding frameTypes(int port, boolean taggedOnly) {
        return new VariableBinding(
                at(FRAME_TYPES, port), new Integer32(taggedOnly ? TAGGED_ONLY : 1));
    }

    static VariableBinding filtering(int port) {
        return new VariableBinding(at(FILTERING, port), new Integer32(1));
    }

    static VariableBinding vlanStatus(int vlan, int status) {
        return new VariableBinding(at(VLAN_STATUS, vlan), new Integer32(status));
    }

    static VariableBinding vlanName(int vlan, String name) {
        return new VariableBinding(
                at(VLAN_NAME, vlan),
                new OctetString(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    static VariableBinding egress(int vlan, OctetString ports) {
        return new VariableBinding(at(VLAN_EGRESS, vlan), ports);
    }

    static VariableBinding untagged(int vlan, OctetString ports) {
        return new VariableBinding(at(VLAN_UNTAGGED, vlan), ports);
    }
}
