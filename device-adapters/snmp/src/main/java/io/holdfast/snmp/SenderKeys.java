package io.holdfast.snmp;

import io.holdfast.core.Bytes;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.TrapReceiver.Senders;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snmp4j.security.USM;
import org.snmp4j.smi.OctetString;

/**
 * Has the keys ready with which a message has to be sealed if it is of the device at its address.
 * Used by one thread. Traps are sealed with the sender's engine, informs with ours (RFC 3414
 * section 1.5.1); a user name that several devices have means at each address the user of that
 * device.
 */
final class SenderKeys {

    /** A changed password holds after this at the latest. */
    private static final long FRESH_NANOS = 30_000_000_000L;

    private static final int MOST_ADDRESSES = 8_192;

    /** Engines with keys; a device has one, an attacker may claim many. */
    private static final int MOST_ENGINES = 8_192;

    private record Place(Bytes engineId, String user) {}

    private record Known(List<SnmpAccess.V3> users, long at) {}

    private final USM usm;
    private final Senders senders;
    private final SnmpKeys keys = new SnmpKeys();
    private final Map<InetAddress, Known> users = new HashMap<>();
    private final Map<Place, SnmpAccess.V3> installed =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Place, SnmpAccess.V3> eldest) {
                    if (size() <= MOST_ENGINES) {
                        return false;
                    }
                    uninstall(eldest.getKey());
                    return true;
                }
            };

    SenderKeys(USM usm, Senders senders) {
        this.usm = usm;
        this.senders = senders;
    }

    /** Whether this message may be decoded; then its keys are in place. */
    boolean ready(InetAddress from, ByteBuffer message) {
        var head = MessageHead.of(message);
        if (head.isEmpty()) {
            return false;
        }
        var version = head.get().version();
        if (version != MessageHead.VERSION_3) {
            return version == MessageHead.VERSION_2C;
        }
        if (head.get().user().isEmpty()) {
            // A sender of informs asks who we are before it says who it is.
            return true;
        }
        var user = users(from).stream().filter(u -> u.user().equals(head.get().user())).findFirst();
        return user.filter(u -> isInstalled(new Place(head.get().engineId(), u.user()), u))
                .isPresent();
    }

    private List<SnmpAccess.V3> users(InetAddress from) {
        long now = System.nanoTime();
        var known = users.get(from);
        if (known == null || now - known.at() > FRESH_NANOS) {
            if (users.size() >= MOST_ADDRESSES) {
                users.clear();
            }
            known = new Known(List.copyOf(senders.users(from)), now);
            users.put(from, known);
        }
        return known.users();
    }

    /** False for a user of whom no keys can be made: nobody can be sealed as that user either. */
    private boolean isInstalled(Place place, SnmpAccess.V3 user) {
        if (user.equals(installed.get(place))) {
            return true;
        }
        if (user.objection().isPresent()) {
            return false;
        }
        install(place, user);
        return true;
    }

    private void install(Place place, SnmpAccess.V3 user) {
        uninstall(place);
        var engine = place.engineId().toArray();
        usm.addLocalizedUser(
                engine,
                new OctetString(user.user()),
                SnmpDoorway.authentication(user),
                keys.authentication(user, engine),
                SnmpDoorway.privacy(user),
                keys.privacy(user, engine));
        installed.put(place, user);
    }

    private void uninstall(Place place) {
        usm.removeAllUsers(
                new OctetString(place.user()), new OctetString(place.engineId().toArray()));
    }
}
