package io.holdfast.site.devices;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.spi.DeviceSession;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions that put something on trial and may confirm it. Losing one is harmless: trials
 * persist.
 */
final class HeldSessions {

    private record Place(String transaction, DeviceSlot slot) {}

    private final Map<Place, DeviceSession> sessions = new HashMap<>();

    synchronized void hold(String transaction, DeviceSlot slot, DeviceSession session) {
        var before = sessions.put(new Place(transaction, slot), session);
        if (before != null) {
            before.close();
        }
    }

    /** Gives the session away; whoever takes it ends it. */
    synchronized Optional<DeviceSession> take(String transaction, DeviceSlot slot) {
        return Optional.ofNullable(sessions.remove(new Place(transaction, slot)));
    }

    synchronized void release(String transaction) {
        sessions.entrySet()
                .removeIf(held -> {
                    if (!held.getKey().transaction().equals(transaction)) {
                        return false;
                    }
                    held.getValue().close();
                    return true;
                });
    }

    synchronized void releaseAll() {
        sessions.values().forEach(DeviceSession::close);
        sessions.clear();
    }
}
