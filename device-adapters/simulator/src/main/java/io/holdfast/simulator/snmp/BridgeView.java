package io.holdfast.simulator.snmp;

import io.holdfast.simulator.SimulatedDevice;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/**
 * BRIDGE-MIB and Q-BRIDGE-MIB (RFC 4188, RFC 4363) of a switch: its VLANs as it forwards them, and
 * the end devices it has learned. Bridge ports are numbered in name order.
 */
final class BridgeView {

    private static final String BRIDGE = "1.3.6.1.2.1.17.";
    private static final String VLAN = BRIDGE + "7.1.4.";

    private final SimulatedDevice device;
    private final NavigableMap<OID, Variable> values;
    private final List<String> ports;

    private BridgeView(SimulatedDevice device, NavigableMap<OID, Variable> values) {
        this.device = device;
        this.values = values;
        this.ports = device.description().ports().stream().sorted().toList();
    }

    static void add(SimulatedDevice device, NavigableMap<OID, Variable> values) {
        var vlans = device.plane().map(plane -> plane.vlans());
        if (device.description().role().equals("switch") && vlans.isPresent()) {
            var view = new BridgeView(device, values);
            view.ports();
            vlans.get().forEach(view::vlan);
            view.stations(vlans.get());
        }
    }

    private void ports() {
        put(BRIDGE + "1.1.0", MibView.mac(device, ""));
        put(BRIDGE + "1.2.0", new Integer32(ports.size()));
        for (int i = 0; i < ports.size(); i++) {
            int index = device.description().ports().indexOf(ports.get(i)) + 1;
            put(BRIDGE + "1.4.1.2." + (i + 1), new Integer32(index));
        }
    }

    private void vlan(int id, SortedMap<String, Boolean> members) {
        var row = "0." + id;
        put(VLAN + "2.1.3." + row, new Gauge32(id));
        put(VLAN + "2.1.4." + row, list(members.keySet().stream().toList()));
        put(
                VLAN + "2.1.5." + row,
                list(
                        members.entrySet().stream()
                                .filter(member -> !member.getValue())
                                .map(Map.Entry::getKey)
                                .toList()));
        put(VLAN + "3.1.1." + id, new OctetString("vlan" + id));
    }

    /** PortList: the first port is the highest bit of the first byte. */
    private OctetString list(List<String> members) {
        var bytes = new byte[(ports.size() + 7) / 8];
        for (var member : members) {
            int place = ports.indexOf(member);
            if (place >= 0) {
                bytes[place / 8] |= (byte) (0x80 >> place % 8);
            }
        }
        return new OctetString(bytes);
    }

    private void stations(SortedMap<Integer, SortedMap<String, Boolean>> vlans) {
        for (var plug : device.site().description().stations()) {
            int port = ports.indexOf(plug.port()) + 1;
            if (!plug.device().equals(device.slot()) || port == 0) {
                continue;
            }
            var mac = MibView.mac("station " + device.site().name() + plug.device() + plug.port());
            vlans.forEach((id, members) -> {
                if (Boolean.FALSE.equals(members.get(plug.port()))) {
                    put(BRIDGE + "7.1.2.2.1.2." + id + "." + dotted(mac), new Integer32(port));
                    put(BRIDGE + "7.1.2.2.1.3." + id + "." + dotted(mac), new Integer32(3));
                }
            });
        }
    }

    private static String dotted(OctetString mac) {
        var dotted = new StringBuilder();
        for (byte one : mac.getValue()) {
            dotted.append(dotted.isEmpty() ? "" : ".").append(one & 0xFF);
        }
        return dotted.toString();
    }

    private void put(String oid, Variable value) {
        values.put(new OID(oid), value);
    }
}
