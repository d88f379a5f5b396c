package io.holdfast.simulator.clock;

import java.time.Duration;
import java.time.Instant;

/** The time simulated devices live in. */
public interface SimulatorClock {

    Instant now();

    /** Runs something later, once, unless it is called off before. */
    Alarm after(Duration delay, Runnable work);

    /** Something that will happen. */
    interface Alarm {
        void cancel();
    }
}
