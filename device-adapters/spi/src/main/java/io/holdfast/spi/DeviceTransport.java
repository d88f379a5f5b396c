package io.holdfast.spi;

import io.holdfast.core.observe.BehaviourTable;
import java.time.Duration;

/** How sessions are opened over one protocol. Found by {@link java.util.ServiceLoader}. */
public interface DeviceTransport {

    /** Stable name, as in netconf-ssh. */
    String name();

    /**
     * The fingerprint of the host key a device shows, without logging in; for a person to confirm.
     * Empty if nobody answers.
     */
    java.util.Optional<String> hostKey(DeviceAddress address, Duration limit);

    /** Opens a session to a device whose host key was confirmed before. */
    OpenResult open(
            DeviceAddress address,
            String user,
            char[] password,
            String pinnedHostKey,
            Duration limit);

    /**
     * Tells what was learnt of a device before, as after a restart; what this run learns is added.
     *
     * @param software what the device said it ran then: once it runs something else, this is over
     */
    default void learnt(String pinnedHostKey, String software, BehaviourTable behaviours) {
        // a transport that knows no behaviours has nothing to remember
    }

    /** All that is known of the device with this key; for the store and the device's page. */
    default BehaviourTable behaviours(String pinnedHostKey) {
        return BehaviourTable.EMPTY;
    }
}
