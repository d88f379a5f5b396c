package io.holdfast.core.observe;

/**
 * One sensor (ENTITY-SENSOR-MIB, RFC 3433).
 *
 * @param value in units of {@code kind}, scale and precision already applied
 */
public record SensorReading(int index, String name, Kind kind, double value, boolean working) {

    /** What is measured (EntitySensorDataType). */
    public enum Kind {
        OTHER,
        VOLTS_AC,
        VOLTS_DC,
        AMPERES,
        WATTS,
        HERTZ,
        CELSIUS,
        PERCENT_HUMIDITY,
        RPM,
        CUBIC_METRES_PER_MINUTE,
        TRUTH,
        DBM
    }
}
