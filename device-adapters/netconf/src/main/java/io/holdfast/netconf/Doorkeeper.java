package io.holdfast.netconf;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may come in by a door that devices call at. Bounds the calls that have not proved anything
 * yet, in all and of one address, and counts whom it turned away. Knows devices by their keys only.
 */
final class Doorkeeper {

    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

    /** Handshakes under way: a site has as many devices come back at once after a power failure. */
    static final int MOST = 64;

    /** Of one address: some devices call through the same router. */
    static final int MOST_OF_ONE = 16;

    /** Old devices need ten seconds for a key exchange. */
    static final Duration HANDSHAKE = Duration.ofSeconds(15);

    private static final int MOST_STRANGERS = 64;

    /** Why a call was not let in. */
    enum Refusal {
        TOO_MANY("too many calls at once"),
        TOO_MANY_OF_ONE("too many calls from one address at once"),
        TOO_SLOW("no handshake in time"),
        NOT_THE_PROTOCOL("no handshake of this protocol"),
        STRANGER("a key nobody confirmed"),
        OUT_OF_DATE("a certificate that is not valid at this time");

        private final String words;

        Refusal(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final String door;
    private final Map<InetAddress, Deque<Guest>> inside = new LinkedHashMap<>();
    private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
    // The newest key of each address, the oldest address first.
    private final Map<String, String> strangers = new LinkedHashMap<>();
    private Set<String> expected = Set.of();
    private int handshakes;

    Doorkeeper(String door) {
        this.door = door;
    }

    synchronized void expect(Collection<String> keys) {
        expected = Set.copyOf(keys);
        strangers.values().removeAll(expected);
    }

    synchronized boolean knows(String key) {
        return expected.contains(key);
    }

    /** A call whose handshake is under way. */
    static final class Guest {
        private final InetAddress from;
        private final Runnable hangUp;

        private Guest(InetAddress from, Runnable hangUp) {
            this.from = from;
            this.hangUp = hangUp;
        }
    }

    /**
     * Somebody calls; empty if the handshake may not begin. Then {@link #leaves} is due. A full
     * house is no reason to turn somebody away: the oldest call of the address that has most goes.
     * So few addresses keep no device out, however often they call. Very many that call faster than
     * a device shakes hands do: where nobody has more calls than it, the oldest is its own.
     *
     * @param hangUp ends the call if it has to make room
     */
    Optional<Guest> enters(InetAddress from, Runnable hangUp) {
        var guest = new Guest(from, hangUp);
        Optional<Guest> leaving = Optional.empty();
        synchronized (this) {
            if (inside.getOrDefault(from, new ArrayDeque<>()).size() >= MOST_OF_ONE) {
                refuse(Refusal.TOO_MANY_OF_ONE, from, "");
                return Optional.empty();
            }
            if (handshakes >= MOST) {
                leaving = Optional.of(oldestOfTheLargestCrowd());
                leaves(leaving.get());
                refuse(Refusal.TOO_MANY, leaving.get().from, "");
            }
            handshakes++;
            inside.computeIfAbsent(from, _ -> new ArrayDeque<>()).add(guest);
        }
        leaving.ifPresent(g -> g.hangUp.run());
        return Optional.of(guest);
    }

    /** Where all crowds are equal, the one that came first. */
    private Guest oldestOfTheLargestCrowd() {
        return inside.values().stream()
                .reduce((a, b) -> b.size() > a.size() ? b : a)
                .orElseThrow()
                .getFirst();
    }

    /**
     * Its handshake is over, one way or the other; saying so twice does no harm.
     *
     * @return false if it had left before, as one that was sent away to make room
     */
    synchronized boolean leaves(Guest guest) {
        var crowd = inside.get(guest.from);
        if (crowd == null || !crowd.remove(guest)) {
            return false;
        }
        handshakes--;
        if (crowd.isEmpty()) {
            inside.remove(guest.from);
        }
        return true;
    }

    /** Its handshake failed. Whoever was sent away before is counted already, for that reason. */
    synchronized void leavesRefused(Guest guest, Refusal why, String detail) {
        if (leaves(guest)) {
            refuse(why, guest.from, detail);
        }
    }

    /** It showed a key nobody confirmed. */
    synchronized void leavesAsStranger(Guest guest, String key) {
        if (leaves(guest)) {
            stranger(key, guest.from);
        }
    }

    private synchronized void refuse(Refusal why, InetAddress from, String detail) {
        long count = refused.merge(why, 1L, Long::sum);
        // A flood must not fill the log: the first, the tenth, the hundredth.
        if (Long.toString(count).matches("10*")) {
            LOG.warn(
                    "{}: {} calls turned away for {}, the last from {} {}",
                    door,
                    count,
                    why.words(),
                    from.getHostAddress(),
                    detail);
        }
    }

    /** Somebody showed a key nobody confirmed; a person may want to. */
    synchronized void stranger(String key, InetAddress from) {
        refuse(Refusal.STRANGER, from, key);
        var address = from.getHostAddress();
        strangers.remove(address);
        strangers.put(address, key);
        if (strangers.size() > MOST_STRANGERS) {
            strangers.remove(strangers.keySet().iterator().next());
        }
        notifyAll();
    }

    synchronized Optional<String> strangerFrom(String address, Deadline deadline) {
        var from = spelled(address);
        try {
            while (!strangers.containsKey(from) && !deadline.passed()) {
                wait(deadline.left().toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.ofNullable(strangers.get(from));
    }

    /** An address of version 6 has many spellings, and a person types another than a socket. */
    private static String spelled(String address) {
        try {
            return InetAddress.ofLiteral(address).getHostAddress();
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    /** The strangers there are now, for a reason. */
    synchronized List<String> strangers() {
        return new ArrayList<>(strangers.values());
    }

    synchronized Map<String, Long> refused() {
        var words = new LinkedHashMap<String, Long>();
        refused.forEach((why, count) -> words.put(why.words(), count));
        return words;
    }

    synchronized int handshakes() {
        return handshakes;
    }
}
