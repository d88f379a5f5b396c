package io.holdfast.core.site;

import io.holdfast.core.Names;

/**
 * The place of a device at its site, as in fw-1. A slot outlives the box that stands in it: slot is
 * not serial.
 */
public record DeviceSlot(String value) implements Comparable<DeviceSlot> {

    public DeviceSlot {
        Names.label("a device slot", value);
    }

    @Override
    public int compareTo(DeviceSlot other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
