package io.holdfast.simulator.snmp;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.simulator.SimulatedDevice;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/**
 * LLDP-MIB (IEEE 802.1AB) of a device: itself, its ports, and who is at the other end of each cable
 * while both ends have power and neither port is switched off.
 */
final class NeighbourView {

    private static final String LOCAL = "1.0.8802.1.1.2.1.3.";
    private static final String REMOTE = "1.0.8802.1.1.2.1.4.";
    private static final int MAC_ADDRESS = 4;
    private static final int INTERFACE_NAME = 5;

    private final SimulatedDevice device;
    private final NavigableMap<OID, Variable> values;

    private NeighbourView(SimulatedDevice device, NavigableMap<OID, Variable> values) {
        this.device = device;
        this.values = values;
    }

    static void add(SimulatedDevice device, NavigableMap<OID, Variable> values) {
        var view = new NeighbourView(device, values);
        view.itself();
        for (var cable : device.site().description().cables()) {
            view.heard(cable.device(), cable.port(), cable.otherDevice(), cable.otherPort());
            view.heard(cable.otherDevice(), cable.otherPort(), cable.device(), cable.port());
        }
    }

    private void itself() {
        put(LOCAL + "1.0", new Integer32(MAC_ADDRESS));
        put(LOCAL + "2.0", MibView.mac(device, ""));
        put(LOCAL + "3.0", text(device.site().name() + "-" + device.slot()));
        var ports = device.description().ports();
        for (int i = 0; i < ports.size(); i++) {
            put(LOCAL + "7.1.2." + (i + 1), new Integer32(INTERFACE_NAME));
            put(LOCAL + "7.1.3." + (i + 1), text(ports.get(i)));
            put(LOCAL + "7.1.4." + (i + 1), text(ports.get(i)));
        }
    }

    private void heard(String at, String port, String from, String fromPort) {
        int number = device.description().ports().indexOf(port) + 1;
        if (!at.equals(device.slot()) || number == 0 || !isOn(device, port)) {
            return;
        }
        device.site()
                .device(from)
                .filter(peer -> peer.powered() && isOn(peer, fromPort))
                .ifPresent(peer -> remote(number, peer, fromPort));
    }

    private static boolean isOn(SimulatedDevice device, String port) {
        return device.plane().map(plane -> plane.isOn(port)).orElse(false);
    }

    private void remote(int number, SimulatedDevice peer, String port) {
        var index = "0." + number + ".1";
        remote(4, index, new Integer32(MAC_ADDRESS));
        remote(5, index, MibView.mac(peer, ""));
        remote(6, index, new Integer32(INTERFACE_NAME));
        remote(7, index, text(port));
        remote(8, index, text(port));
        remote(9, index, text(peer.site().name() + "-" + peer.slot()));
        remote(10, index, text(peer.description().model()));
        var address = peer.managementAddress();
        put(REMOTE + "2.1.3." + index + "." + family(address), new Integer32(2));
    }

    /** The kind of address (RFC 3232), its length, its bytes. */
    private static String family(IpAddress address) {
        boolean four = address.family() == Family.IPV4;
        var bytes = ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low()).array();
        var index = new StringBuilder(four ? "1.4" : "2.16");
        for (int i = four ? 12 : 0; i < bytes.length; i++) {
            index.append('.').append(bytes[i] & 0xFF);
        }
        return index.toString();
    }

    private void remote(int column, String index, Variable value) {
        put(REMOTE + "1.1." + column + "." + index, value);
    }

    private void put(String oid, Variable value) {
        values.put(new OID(oid), value);
    }

    private static OctetString text(String text) {
        return new OctetString(text.getBytes(StandardCharsets.UTF_8));
    }
}
