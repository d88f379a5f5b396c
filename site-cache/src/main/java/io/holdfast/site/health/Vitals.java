package io.holdfast.site.health;

import io.holdfast.core.observe.Inventory;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.site.DeviceSlot;
import java.util.ArrayList;
import java.util.List;

/**
 * The measured values in what a device told. Names of metrics are fixed here with their unit and
 * scale, as samples are whole numbers.
 */
final class Vitals {

    /** More ports than that of one device are not kept: a bound for a device that invents them. */
    private static final int MOST_PORTS = 1_000;

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

    private static boolean isName(String name) {
        return !name.isBlank()
                && name.length() <= 100
                && name.chars().noneMatch(Character::isISOControl);
    }
}
