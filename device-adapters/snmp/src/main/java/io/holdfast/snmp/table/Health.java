package io.holdfast.snmp.table;

import io.holdfast.core.observe.Load;
import io.holdfast.core.observe.PhysicalPart;
import io.holdfast.core.observe.SensorReading;
import io.holdfast.core.observe.SensorReading.Kind;
import io.holdfast.snmp.mib.Mib;
import io.holdfast.snmp.mib.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.snmp4j.smi.OID;

/** Parts, sensors, processors and memory. */
public final class Health {

    /** hrStorageRam of HOST-RESOURCES-TYPES. */
    private static final OID RAM = new OID("1.3.6.1.2.1.25.2.1.2");

    /** EntitySensorDataScale units(9). */
    private static final int UNITS = 9;

    private static final int WORKING = 1;

    private Health() {}

    /** ENTITY-MIB (RFC 6933). */
    public static List<PhysicalPart> parts(Walk walk) {
        var indexes = new TreeSet<OID>();
        Mib.PARTS.forEach(column -> indexes.addAll(walk.column(column).keySet()));
        var parts = new ArrayList<PhysicalPart>();
        for (var index : indexes) {
            if (index.size() != 1) {
                continue;
            }
            parts.add(
                    new PhysicalPart(
                            index.last(),
                            (int) walk.number(Walk.at(Mib.ENT_CONTAINED_IN, index), 0),
                            (int) walk.number(Walk.at(Mib.ENT_CLASS, index), 0),
                            walk.text(Walk.at(Mib.ENT_NAME, index)),
                            walk.text(Walk.at(Mib.ENT_DESCR, index)),
                            walk.text(Walk.at(Mib.ENT_MODEL_NAME, index)),
                            walk.text(Walk.at(Mib.ENT_SERIAL_NUM, index)),
                            walk.text(Walk.at(Mib.ENT_HARDWARE_REV, index)),
                            walk.text(Walk.at(Mib.ENT_FIRMWARE_REV, index)),
                            walk.text(Walk.at(Mib.ENT_SOFTWARE_REV, index))));
        }
        return parts;
    }

    /** ENTITY-SENSOR-MIB (RFC 3433): value times ten to the scale, less the precision. */
    public static List<SensorReading> sensors(Walk walk) {
        var sensors = new ArrayList<SensorReading>();
        walk.column(Mib.SENSOR_VALUE)
                .forEach((index, raw) -> {
                    if (index.size() != 1) {
                        return;
                    }
                    long scale = walk.number(Walk.at(Mib.SENSOR_SCALE, index), UNITS);
                    long precision = walk.number(Walk.at(Mib.SENSOR_PRECISION, index), 0);
                    long exponent = 3 * (scale - UNITS) - precision;
                    double value =
                            Math.abs(exponent) > 30
                                    ? 0
                                    : Walk.number(raw, 0) * Math.pow(10, (double) exponent);
                    var name = walk.text(Walk.at(Mib.ENT_NAME, index));
                    sensors.add(
                            new SensorReading(
                                    index.last(),
                                    name.isEmpty()
                                            ? walk.text(Walk.at(Mib.ENT_DESCR, index))
                                            : name,
                                    kind(walk.number(Walk.at(Mib.SENSOR_TYPE, index), 0)),
                                    value,
                                    walk.number(Walk.at(Mib.SENSOR_STATUS, index), WORKING)
                                            == WORKING));
                });
        return sensors;
    }

    private static Kind kind(long type) {
        return switch ((int) type) {
            case 3 -> Kind.VOLTS_AC;
            case 4 -> Kind.VOLTS_DC;
            case 5 -> Kind.AMPERES;
            case 6 -> Kind.WATTS;
            case 7 -> Kind.HERTZ;
            case 8 -> Kind.CELSIUS;
            case 9 -> Kind.PERCENT_HUMIDITY;
            case 10 -> Kind.RPM;
            case 11 -> Kind.CUBIC_METRES_PER_MINUTE;
            case 12 -> Kind.TRUTH;
            case 14 -> Kind.DBM;
            default -> Kind.OTHER;
        };
    }

    /** HOST-RESOURCES-MIB (RFC 2790), and where a device lacks it the vendor's own objects. */
    public static Load load(Walk walk) {
        var processors =
                new ArrayList<>(
                        walk.column(Mib.PROCESSOR_LOAD).values().stream()
                                .map(v -> (int) Walk.number(v, 0))
                                .toList());
        if (processors.isEmpty()) {
            processors.addAll(VendorLoad.processors(walk));
        }
        var memory = memory(walk);
        return new Load(processors, memory.isPresent() ? memory : VendorLoad.memory(walk));
    }

    private static Optional<Load.Memory> memory(Walk walk) {
        for (var row : walk.column(Mib.STORAGE_TYPE).entrySet()) {
            if (RAM.equals(row.getValue())) {
                long units = walk.number(Walk.at(Mib.STORAGE_UNITS, row.getKey()), 1);
                return Optional.of(
                        new Load.Memory(
                                units * walk.number(Walk.at(Mib.STORAGE_USED, row.getKey()), 0),
                                units * walk.number(Walk.at(Mib.STORAGE_SIZE, row.getKey()), 0)));
            }
        }
        return Optional.empty();
    }
}
