package io.holdfast.spi;

import java.time.Instant;
import java.util.List;

/**
 * Something a device said unasked (RFC 5277). Its words are the device's: they may cause a read,
 * never a decision.
 */
public sealed interface DeviceNotice {

    /**
     * A datastore was changed (RFC 6470 section 2.2.1).
     *
     * @param user empty if the device itself did it
     * @param targets the changed nodes as the device names them, at most a hundred
     */
    record ConfigChanged(
            Instant at, String user, long session, String datastore, List<String> targets)
            implements DeviceNotice {
        public ConfigChanged {
            targets = List.copyOf(targets);
        }
    }

    /** A trial began, was kept, ran out or was taken back (RFC 6470 section 2.2.5). */
    record TrialChanged(Instant at, String event) implements DeviceNotice {}

    /** All that was stored has been told; what follows is new (RFC 5277 section 2.1.1). */
    record ReplayOver(Instant at) implements DeviceNotice {}

    /** Something else, by its name. */
    record Other(Instant at, String namespace, String name) implements DeviceNotice {}

    /** More came than anybody took: so many are lost, and the device has to be read again. */
    record Lost(long count) implements DeviceNotice {}
}
