package io.holdfast.core.alarm;

import java.time.Instant;

/** What is known of the value an alarm watches. */
public sealed interface Observation {

    /** When it was so. */
    Instant at();

    record Measured(long value, Instant at) implements Observation {}

    /**
     * The device was not read, or its site was not heard: nobody knows the value.
     *
     * @param at since when
     */
    record NotKnown(String reason, Instant at) implements Observation {}
}
