package io.holdfast.spi;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where devices call that cannot be called (RFC 8071). Who calls is told by the key it proves to
 * have and by nothing else; the address it calls from is only a hint for the person who confirms
 * that key. Found by {@link java.util.ServiceLoader}.
 */
public interface CallHome extends DeviceMemory, AutoCloseable {

    /** Stable name, as in netconf-ssh-call-home. */
    String name();

    /** Begins to answer calls here; the address with the port that was taken. */
    InetSocketAddress listen(InetSocketAddress at) throws IOException;

    /** From now on these keys are let in and no others. */
    void expect(List<String> keys);

    /** The key shown by the newest caller from this address that is not let in. */
    Optional<String> stranger(String from, Duration limit);

    /**
     * Whether the device with this key is there: a call that waits is hung up, and the device has
     * to call anew. An old connection is no sign of life.
     */
    boolean callsAnew(String key, Duration limit);

    /**
     * Opens a session in a call of the device with this key that came after its last session ended;
     * waits for one if there is none.
     */
    OpenResult open(String key, String user, char[] password, Duration limit);

    /** How often a call was refused, by reason in words. */
    Map<String, Long> refused();

    @Override
    void close();
}
