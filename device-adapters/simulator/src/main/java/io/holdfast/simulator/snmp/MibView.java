package io.holdfast.simulator.snmp;

import io.holdfast.simulator.SimulatedDevice;
import io.holdfast.simulator.wire.DeviceStatements;
import io.holdfast.simulator.xml.Element;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;

/**
 * What a device's agent can be asked: SNMPv2-MIB system, IF-MIB, one chassis of ENTITY-MIB, and of
 * a switch the static VLANs of Q-BRIDGE-MIB. Taken from the state of the device at the moment of
 * the question.
 */
final class MibView {

    private static final String SYSTEM = "1.3.6.1.2.1.1.";
    private static final String INTERFACES = "1.3.6.1.2.1.2.";
    private static final String EXTENDED = "1.3.6.1.2.1.31.1.1.1.";
    private static final String ADDRESSES = "1.3.6.1.2.1.4.20.1.";
    private static final String ENTITY = "1.3.6.1.2.1.47.1.1.1.1.";

    /** The enterprise number that RFC 5612 reserves for documentation. */
    private static final String ENTERPRISE = "1.3.6.1.4.1.32473.";

    /** Index of a switch's own interface in VLAN 0. */
    static final int OWN_INTERFACES = 900_000;

    private static final long GIGABIT = 1_000_000_000L;

    /** Interface types of IANAifType-MIB. */
    private static final Map<String, Integer> TYPES =
            Map.of("ethernetCsmacd", 6, "l2vlan", 135, "l3ipvlan", 136);

    private final SimulatedDevice device;
    private final NavigableMap<OID, Variable> values = new TreeMap<>(Comparator.naturalOrder());

    private MibView(SimulatedDevice device) {
        this.device = device;
    }

    static NavigableMap<OID, Variable> of(SimulatedDevice device) {
        var view = new MibView(device);
        view.system();
        view.interfaces();
        view.chassis();
        HealthView.add(device, view.values);
        BridgeView.add(device, view.values);
        NeighbourView.add(device, view.values);
        // Last: names and members as they are configured.
        BridgeTables.of(device).show(view::put);
        return view.values;
    }

    private void system() {
        var description = device.description();
        var running = device.datastores().running();
        put(SYSTEM + "1.0", text(description.model() + ", " + DeviceStatements.SOFTWARE));
        put(SYSTEM + "2.0", new OID(ENTERPRISE + number(description.role())));
        put(SYSTEM + "3.0", new TimeTicks(device.uptime().toMillis() / 10 & 0xFFFF_FFFFL));
        put(SYSTEM + "4.0", text(running.textAt("", "system", "contact")));
        put(SYSTEM + "5.0", text(running.textAt(device.slot(), "system", "hostname")));
        put(SYSTEM + "6.0", text(running.textAt(device.site().name(), "system", "location")));
        put(SYSTEM + "7.0", new Integer32(description.role().equals("firewall") ? 4 : 2));
    }

    private static int number(String role) {
        return switch (role) {
            case "firewall" -> 1;
            case "switch" -> 2;
            default -> 3;
        };
    }

    private void interfaces() {
        var ports = device.description().ports();
        var shown =
                device.datastores()
                        .running()
                        .child("interfaces")
                        .map(i -> i.all("interface"))
                        .orElse(List.of());
        put(INTERFACES + "1.0", new Integer32(shown.size()));
        for (var one : shown) {
            row(one, ports);
        }
    }

    private void row(Element one, List<String> ports) {
        var name = one.textAt("", "name");
        int index = index(name, ports);
        var type = one.child("type").map(Element::localText).orElse("");
        int up = one.textAt("true", "enabled").equals("true") ? 1 : 2;
        boolean physical = ports.contains(name);
        column(INTERFACES + "2.1.1.", index, new Integer32(index));
        column(INTERFACES + "2.1.2.", index, text(name));
        column(INTERFACES + "2.1.3.", index, new Integer32(TYPES.getOrDefault(type, 1)));
        column(INTERFACES + "2.1.4.", index, new Integer32(1500));
        column(INTERFACES + "2.1.5.", index, new Gauge32(physical ? GIGABIT : 0));
        column(INTERFACES + "2.1.6.", index, mac(device, name));
        column(INTERFACES + "2.1.7.", index, new Integer32(up));
        column(INTERFACES + "2.1.8.", index, new Integer32(up));
        column(INTERFACES + "2.1.9.", index, new TimeTicks(0));
        for (int counter : List.of(10, 11, 13, 14, 16, 17, 19, 20)) {
            column(INTERFACES + "2.1." + counter + ".", index, new Counter32(0));
        }
        for (var address : one.at("ipv4").map(i -> i.all("address")).orElse(List.of())) {
            var ip = address.textAt("0.0.0.0", "ip");
            int length = Integer.parseInt(address.textAt("0", "prefix-length"));
            put(ADDRESSES + "1." + ip, new IpAddress(ip));
            put(ADDRESSES + "2." + ip, new Integer32(index));
            put(ADDRESSES + "3." + ip, mask(length));
        }
        column(EXTENDED + "1.", index, text(name));
        column(EXTENDED + "6.", index, new Counter64(0));
        column(EXTENDED + "10.", index, new Counter64(0));
        column(EXTENDED + "15.", index, new Gauge32(physical ? GIGABIT / 1_000_000 : 0));
        column(EXTENDED + "18.", index, text(one.textAt("", "description")));
    }

    private static IpAddress mask(int length) {
        int bits = length == 0 ? 0 : -1 << (32 - length);
        return new IpAddress(ByteBuffer.allocate(4).putInt(bits).array());
    }

    /** Stays the same whatever is configured: ports by place, the others by VLAN. */
    private static int index(String name, List<String> ports) {
        if (ports.contains(name)) {
            return ports.indexOf(name) + 1;
        }
        int dot = name.lastIndexOf('.');
        if (dot > 0 && name.substring(dot + 1).matches("[0-9]{1,4}")) {
            int parent = ports.indexOf(name.substring(0, dot)) + 1;
            return parent * 10_000 + Integer.parseInt(name.substring(dot + 1));
        }
        if (name.matches("vlan[0-9]{1,4}")) {
            return OWN_INTERFACES + Integer.parseInt(name.substring("vlan".length()));
        }
        return 1_000_000 + checksum(name) % 1_000_000;
    }

    /** The address of a port; of the chassis for the empty name. */
    static OctetString mac(SimulatedDevice device, String port) {
        return mac(device.description().serial() + " " + port);
    }

    static OctetString mac(String of) {
        int sum = checksum(of);
        return new OctetString(
                new byte[] {0x02, 0x00, 0x5E, (byte) (sum >>> 16), (byte) (sum >>> 8), (byte) sum});
    }

    private static int checksum(String text) {
        var sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) (sum.getValue() & 0x7FFF_FFFF);
    }

    private void chassis() {
        var description = device.description();
        column(ENTITY + "2.", 1, text(description.model()));
        column(ENTITY + "3.", 1, new OID(ENTERPRISE + number(description.role())));
        column(ENTITY + "4.", 1, new Integer32(0));
        column(ENTITY + "5.", 1, new Integer32(3));
        column(ENTITY + "6.", 1, new Integer32(-1));
        column(ENTITY + "7.", 1, text("chassis"));
        column(ENTITY + "10.", 1, text(DeviceStatements.SOFTWARE));
        column(ENTITY + "11.", 1, text(description.serial()));
        column(ENTITY + "12.", 1, text(DeviceStatements.VENDOR));
        column(ENTITY + "13.", 1, text(description.model()));
        column(ENTITY + "16.", 1, new Integer32(1));
    }

    private void column(String column, int index, Variable value) {
        put(column + index, value);
    }

    private void put(String oid, Variable value) {
        values.put(new OID(oid), value);
    }

    private static OctetString text(String text) {
        return new OctetString(text.getBytes(StandardCharsets.UTF_8));
    }
}
