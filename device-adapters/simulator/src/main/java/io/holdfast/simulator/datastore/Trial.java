package io.holdfast.simulator.datastore;

import io.holdfast.simulator.clock.SimulatorClock;
import io.holdfast.simulator.xml.Element;

/** Whether a device runs something on trial (RFC 6241 section 8.4). */
sealed interface Trial {

    record None() implements Trial {}

    /**
     * Nobody has confirmed yet.
     *
     * @param number of this trial on this device; an old timer knows that it is not meant
     * @param persist the token, or empty: then it ends with its session
     * @param before what runs again if nobody confirms
     */
    record Pending(
            long number, Who owner, String persist, Element before, SimulatorClock.Alarm timer)
            implements Trial {}
}
