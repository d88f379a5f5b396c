package io.holdfast.spi;

import io.holdfast.core.observe.Survey;
import java.time.Duration;

/** How everything SNMP tells of a device is read. Found by {@link java.util.ServiceLoader}. */
public interface SurveyReader {

    /**
     * What one device may cost.
     *
     * @param time for everything together
     * @param rows of one table
     * @param bytes of all answers together
     */
    record Limits(Duration time, int rows, long bytes) {

        /** Enough for a chassis switch with some ten thousand learned stations. */
        public static final Limits USUAL = new Limits(Duration.ofSeconds(60), 20_000, 32L << 20);

        public Limits {
            if (time.isNegative() || time.isZero() || rows < 1 || bytes < 1) {
                throw new IllegalArgumentException("limits that let nothing pass");
            }
        }
    }

    /** What became of it. */
    sealed interface Result {
        record Seen(Survey survey) implements Result {}

        record Silent(String reason) implements Result {}

        /**
         * Who answers has another SNMP engine than the one known; nothing was read. Another device,
         * a new main board, a reset: a person says which.
         */
        record OtherEngine(String known, String shown) implements Result {}
    }

    /**
     * Reads everything a device tells.
     *
     * @param knownEngine the engine id the device had before, hex; empty if it was never seen
     */
    Result survey(DeviceAddress address, SnmpAccess access, String knownEngine, Limits limits);

    /** A first look: no engine is known. */
    default Result survey(DeviceAddress address, SnmpAccess access, Limits limits) {
        return survey(address, access, "", limits);
    }
}
