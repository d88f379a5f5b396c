package io.holdfast.site.health;

import io.holdfast.core.observe.Inventory;
import io.holdfast.core.observe.SensorReading;
import io.holdfast.core.observe.Survey;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.site.DeviceSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The measured values in what a device told. Names of metrics are fixed here with their unit and
 * scale, as samples are whole numbers.
 */
final class Vitals {

    /** More ports than that of one device are not kept: a bound for a device that invents them. */
    private static final int MOST_PORTS = 1_000;

    private static final int MOST_PROCESSORS = 64;
    private static final int MOST_SENSORS = 200;

    /** Kinds that whole units say enough of. */
    private static final List<SensorReading.Kind> KEPT =
            List.of(
                    SensorReading.Kind.CELSIUS,
                    SensorReading.Kind.RPM,
                    SensorReading.Kind.PERCENT_HUMIDITY,
                    SensorReading.Kind.WATTS,
                    SensorReading.Kind.DBM);

    private Vitals() {}

    /** A value of a series. */
    record Value(SeriesKey key, long value) {}

    /** 1 if the device answered, 0 if it did not. */
    static Value answers(DeviceSlot slot, boolean answers) {
        return new Value(new SeriesKey(slot, "device.answers", ""), answers ? 1 : 0);
    }

    /** What SNMP told: hundredths of a second of uptime, and of each port 1 if it is up. */
    static List<Value> of(DeviceSlot slot, Inventory inventory) {
        var values = new ArrayList<Value>();
        values.add(new Value(new SeriesKey(slot, "device.uptime", ""), inventory.uptime()));
        inventory.interfaces().stream()
                .filter(port -> port.adminUp() && isName(port.name()))
                .limit(MOST_PORTS)
                .forEach(port ->
                        values.add(
                                new Value(
                                        new SeriesKey(slot, "if.up", port.name()),
                                        port.operUp() ? 1 : 0)));
        return values;
    }

    /**
     * How busy and how warm it is: per cent of each processor and of memory, readings of sensors in
     * whole units.
     */
    static List<Value> of(DeviceSlot slot, Survey survey) {
        var values = new ArrayList<Value>();
        var processors = survey.load().processors();
        for (int i = 0; i < Math.min(processors.size(), MOST_PROCESSORS); i++) {
            values.add(
                    new Value(
                            new SeriesKey(slot, "cpu.percent", Integer.toString(i + 1)),
                            processors.get(i)));
        }
        survey.load()
                .memory()
                .filter(m -> m.size() > 0)
                .ifPresent(m ->
                        values.add(
                                new Value(
                                        new SeriesKey(slot, "memory.percent", ""),
                                        Math.round(100.0 * m.used() / m.size()))));
        survey.sensors().stream()
                .filter(r -> r.working() && KEPT.contains(r.kind()))
                .limit(MOST_SENSORS)
                .forEach(r ->
                        values.add(
                                new Value(
                                        new SeriesKey(
                                                slot,
                                                "sensor."
                                                        + r.kind().name().toLowerCase(Locale.ROOT),
                                                isName(r.name())
                                                        ? r.name()
                                                        : Integer.toString(r.index())),
                                        Math.round(r.value()))));
        return values;
    }

    private static boolean isName(String name) {
        return !name.isBlank()
                && name.length() <= 100
                && name.chars().noneMatch(Character::isISOControl);
    }
}
