package io.holdfast.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The side of a session on which a device speaks unasked. Requests go on beside it. */
public interface Listening {

    /**
     * Asks to be told from now on.
     *
     * @param replayFrom also what the device stored since then, if it stores
     */
    Outcome listen(Optional<Instant> replayFrom);

    /** Waits for the next notice; empty if none came in time or the session is over. */
    Optional<DeviceNotice> next(Duration limit);
}
