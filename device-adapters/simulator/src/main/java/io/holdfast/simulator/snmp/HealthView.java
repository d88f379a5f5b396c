package io.holdfast.simulator.snmp;

import io.holdfast.simulator.SimulatedDevice;
import java.util.NavigableMap;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/**
 * How busy and how warm a device is: HOST-RESOURCES-MIB (RFC 2790) with one processor and its
 * memory, ENTITY-SENSOR-MIB (RFC 3433) with one thermometer. The values swing slowly with the time
 * since the start, differently for each device.
 */
final class HealthView {

    private static final String HOST = "1.3.6.1.2.1.25.";
    private static final String PARTS = "1.3.6.1.2.1.47.1.1.1.1.";
    private static final String SENSOR = "1.3.6.1.2.1.99.1.1.1.";
    private static final int MEMORY_KIB = 524_288;

    private HealthView() {}

    static void add(SimulatedDevice device, NavigableMap<OID, Variable> values) {
        double phase = device.uptime().toSeconds() / 600.0 + device.slot().hashCode() % 7;
        int load = (int) Math.round(14 + 6 * Math.sin(phase));
        int used = (int) Math.round(MEMORY_KIB * (0.41 + 0.02 * Math.sin(phase / 3)));
        put(values, HOST + "3.3.1.2.1", new Integer32(load));
        put(values, HOST + "2.3.1.2.1", new OID(HOST + "2.1.2"));
        put(values, HOST + "2.3.1.3.1", new OctetString("memory"));
        put(values, HOST + "2.3.1.4.1", new Integer32(1024));
        put(values, HOST + "2.3.1.5.1", new Integer32(MEMORY_KIB));
        put(values, HOST + "2.3.1.6.1", new Integer32(used));
        put(values, PARTS + "2.2", new OctetString("temperature inside"));
        put(values, PARTS + "4.2", new Integer32(1));
        put(values, PARTS + "5.2", new Integer32(8));
        put(values, PARTS + "7.2", new OctetString("temperature inside"));
        put(values, SENSOR + "1.2", new Integer32(8));
        put(values, SENSOR + "2.2", new Integer32(9));
        put(values, SENSOR + "3.2", new Integer32(1));
        put(
                values,
                SENSOR + "4.2",
                new Integer32((int) Math.round(412 + 15 * Math.sin(phase / 2))));
        put(values, SENSOR + "5.2", new Integer32(1));
    }

    private static void put(NavigableMap<OID, Variable> values, String oid, Variable value) {
        values.put(new OID(oid), value);
    }
}
