package io.holdfast.snmp.table;

import io.holdfast.core.observe.Neighbour;
import io.holdfast.core.observe.Neighbour.Protocol;
import io.holdfast.core.observe.Port;
import io.holdfast.snmp.mib.Mib;
import io.holdfast.snmp.mib.Walk;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** Who a device hears at the other end of its cables: LLDP-MIB and CISCO-CDP-MIB. */
public final class Neighbours {

    private static final int MAC_CHASSIS = 4;
    private static final int MAC_PORT = 3;

    private Neighbours() {}

    public static List<Neighbour> of(Walk walk, List<Port> ports) {
        var neighbours = new ArrayList<Neighbour>();
        neighbours.addAll(lldp(walk, ports));
        neighbours.addAll(cdp(walk, ports));
        return neighbours;
    }

    /** Rows are indexed by time, local port number and a running number. */
    private static List<Neighbour> lldp(Walk walk, List<Port> ports) {
        var indexes = new TreeSet<OID>();
        for (int column : List.of(4, 5, 7, 9)) {
            indexes.addAll(walk.column(column(Mib.LLDP_REM, column)).keySet());
        }
        var addresses = lldpAddresses(walk);
        var bridge = Bridge.interfaces(walk);
        var neighbours = new ArrayList<Neighbour>();
        for (var index : indexes) {
            if (index.size() != 3) {
                continue;
            }
            int number = index.get(1);
            neighbours.add(
                    new Neighbour(
                            Protocol.LLDP,
                            localInterface(walk, number, ports, bridge),
                            localPort(walk, number),
                            id(walk, index, 4, 5, MAC_CHASSIS),
                            id(walk, index, 6, 7, MAC_PORT),
                            text(walk, Mib.LLDP_REM, 8, index),
                            text(walk, Mib.LLDP_REM, 9, index),
                            text(walk, Mib.LLDP_REM, 10, index),
                            "",
                            addresses.getOrDefault(index, List.of())));
        }
        return neighbours;
    }

    /**
     * The port number of LLDP is the interface's on most devices, the bridge port's on others; the
     * local port's own id decides where it names an interface.
     */
    private static int localInterface(
            Walk walk, int number, List<Port> ports, Map<Integer, Integer> bridge) {
        var index = new OID(new int[] {number});
        var id = walk.text(Walk.at(Mib.LLDP_LOC_PORT_ID, index));
        var descr = walk.text(Walk.at(Mib.LLDP_LOC_PORT_DESCR, index));
        for (var said : List.of(id, descr)) {
            for (var port : ports) {
                if (!said.isEmpty() && (said.equals(port.name()) || said.equals(port.descr()))) {
                    return port.index();
                }
            }
        }
        for (var port : ports) {
            if (port.index() == number) {
                return number;
            }
        }
        return bridge.getOrDefault(number, 0);
    }

    private static String localPort(Walk walk, int number) {
        var index = new OID(new int[] {number});
        var id = walk.text(Walk.at(Mib.LLDP_LOC_PORT_ID, index));
        return id.isEmpty() ? walk.text(Walk.at(Mib.LLDP_LOC_PORT_DESCR, index)) : id;
    }

    private static String id(Walk walk, OID index, int subtype, int column, int mac) {
        var value = walk.at(Walk.at(column(Mib.LLDP_REM, column), index)).orElse(null);
        long kind = walk.number(Walk.at(column(Mib.LLDP_REM, subtype), index), 0);
        if (kind == mac || (kind == 0 && unreadable(value))) {
            var address = Walk.mac(value);
            return address.isEmpty() ? Walk.text(value) : address;
        }
        return Walk.text(value);
    }

    private static boolean unreadable(@Nullable Variable value) {
        return value instanceof OctetString octets && octets.length() == 6 && !octets.isPrintable();
    }

    /** The index goes on with the kind of address, its length and its bytes. */
    private static Map<OID, List<String>> lldpAddresses(Walk walk) {
        var addresses = new HashMap<OID, List<String>>();
        for (var index : walk.column(Mib.LLDP_REM_ADDRESS).keySet()) {
            if (index.size() < 5) {
                continue;
            }
            int length = index.get(4);
            if ((length == 4 || length == 16) && index.size() == 5 + length) {
                var row = new OID(index.getValue(), 0, 3);
                address(index, 5, length)
                        .ifPresent(
                                a -> addresses.computeIfAbsent(row, _ -> new ArrayList<>()).add(a));
            }
        }
        return addresses;
    }

    private static java.util.Optional<String> address(OID index, int from, int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) index.get(from + i);
        }
        return address(bytes);
    }

    private static java.util.Optional<String> address(byte[] bytes) {
        try {
            return java.util.Optional.of(InetAddress.getByAddress(bytes).getHostAddress());
        } catch (UnknownHostException e) {
            return java.util.Optional.empty();
        }
    }

    /** Rows are indexed by interface and a running number. */
    private static List<Neighbour> cdp(Walk walk, List<Port> ports) {
        var names = new HashMap<Integer, String>();
        ports.forEach(p -> names.put(p.index(), p.name().isEmpty() ? p.descr() : p.name()));
        var neighbours = new ArrayList<Neighbour>();
        for (var index : walk.column(column(Mib.CDP_CACHE, 6)).keySet()) {
            if (index.size() != 2) {
                continue;
            }
            int local = index.get(0);
            var raw = walk.at(Walk.at(column(Mib.CDP_CACHE, 4), index)).orElse(null);
            var address =
                    raw instanceof OctetString octets
                                    && (octets.length() == 4 || octets.length() == 16)
                            ? address(octets.getValue())
                            : java.util.Optional.<String>empty();
            var device = text(walk, Mib.CDP_CACHE, 6, index);
            var name = text(walk, Mib.CDP_CACHE, 17, index);
            neighbours.add(
                    new Neighbour(
                            Protocol.CDP,
                            local,
                            names.getOrDefault(local, ""),
                            device,
                            text(walk, Mib.CDP_CACHE, 7, index),
                            "",
                            name.isEmpty() ? device : name,
                            text(walk, Mib.CDP_CACHE, 8, index),
                            text(walk, Mib.CDP_CACHE, 5, index),
                            address.stream().toList()));
        }
        return neighbours;
    }

    private static String text(Walk walk, OID table, int column, OID index) {
        return walk.text(Walk.at(column(table, column), index));
    }

    private static OID column(OID table, int column) {
        var oid = new OID(table);
        oid.append(column);
        return oid;
    }
}
