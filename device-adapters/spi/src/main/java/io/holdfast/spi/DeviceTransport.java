package io.holdfast.spi;

import java.time.Duration;

/** How sessions are opened over one protocol. Found by {@link java.util.ServiceLoader}. */
public interface DeviceTransport extends DeviceMemory {

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
}
