package io.holdfast.sitelink;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.observe.DiscoveryOrder;
import io.holdfast.core.site.DeviceSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants to know which devices stand in some prefixes. It travels in the signed {@link
 * DeviceAccess}; the site carries it out once and looks at its bounds again before it does.
 *
 * @param id under which the site answers
 * @param within no address outside is ever asked, whoever names it
 * @param sweep whether every address is asked, or the seeds and what they name alone
 * @param follow whether neighbours that a device names are asked too
 * @param most no more addresses than these are asked
 * @param perSecond no more addresses than these begin in a second
 * @param minutes after which no further address is asked
 * @param snmpPort and {@code netconfPort}: where devices listen; 0 asks nobody for a host key
 * @param credentialsOf the device whose SNMP user is used; null if the search has its own
 * @param sealedSecret its own, JSON {@link DeviceAccess.DeviceSecret} sealed to the site, base64,
 *     or empty
 * @param notAfter it is not begun later than this
 * @param stopped somebody took it back
 */
public record Search(
        String id,
        List<Prefix> within,
        boolean sweep,
        List<IpAddress> seeds,
        boolean follow,
        int most,
        int perSecond,
        int minutes,
        int snmpPort,
        int netconfPort,
        @Nullable DeviceSlot credentialsOf,
        String sealedSecret,
        Instant notAfter,
        boolean stopped) {

    /** A search is about one site's networks: what is larger is a slip of the finger. */
    public static final int MOST_PREFIXES = 16;

    public static final int MOST_SEEDS = 64;

    /** Each address that stays silent costs three small packets; industrial networks bear this. */
    public static final int FASTEST = 100;

    /** A /16 at one address a second takes eighteen hours. */
    public static final int LONGEST_MINUTES = 24 * 60;

    /** Questions open at once; each may hold a few megabytes of a talkative device's answers. */
    private static final int AT_ONCE = 8;

    private static final List<Prefix> NOBODYS =
            List.of(
                    Prefix.of("0.0.0.0/8"),
                    Prefix.of("224.0.0.0/3"),
                    Prefix.of("::/128"),
                    Prefix.of("ff00::/8"));

    public Search {
        within = List.copyOf(within);
        seeds = List.copyOf(seeds);
    }

    /**
     * Why this search is not carried out.
     *
     * @param field its component at fault
     */
    public record Fault(String field, String code, String sentence) {}

    /** The same, taken back. */
    public Search takenBack() {
        return new Search(
                id,
                within,
                sweep,
                seeds,
                follow,
                most,
                perSecond,
                minutes,
                snmpPort,
                netconfPort,
                credentialsOf,
                sealedSecret,
                notAfter,
                true);
    }

    /** Everything that is beyond its bounds; asked at the centre, and again at the site. */
    public List<Fault> faults() {
        var faults = new ArrayList<Fault>();
        if (within.isEmpty() || within.size() > MOST_PREFIXES) {
            faults.add(
                    new Fault(
                            "within",
                            "NO_PREFIX",
                            "A search stays within 1 to " + MOST_PREFIXES + " prefixes."));
        }
        within.stream().flatMap(p -> fault(p).stream()).forEach(faults::add);
        if (sweep && faults.isEmpty() && size() > DiscoveryOrder.MOST) {
            faults.add(
                    new Fault(
                            "within",
                            "TOO_MANY_ADDRESSES",
                            "To ask every address, the prefixes together have at most "
                                    + DiscoveryOrder.MOST
                                    + " addresses."));
        }
        seedFaults(faults);
        range(faults, "most", most, DiscoveryOrder.MOST);
        range(faults, "perSecond", perSecond, FASTEST);
        range(faults, "minutes", minutes, LONGEST_MINUTES);
        range(faults, "snmpPort", snmpPort, 65_535);
        if (netconfPort != 0) {
            range(faults, "netconfPort", netconfPort, 65_535);
        }
        if ((credentialsOf == null) == sealedSecret.isEmpty()) {
            faults.add(
                    new Fault(
                            "credentialsOf",
                            "NO_CREDENTIALS",
                            "A search asks as one device's SNMP user, or as its own."));
        }
        return List.copyOf(faults);
    }

    private static List<Fault> fault(Prefix prefix) {
        int shortest = prefix.family() == Family.IPV4 ? 8 : 32;
        if (prefix.length() < shortest) {
            return List.of(
                    new Fault(
                            "within",
                            "PREFIX_TOO_WIDE",
                            prefix + " is wider than a site: at least /" + shortest + "."));
        }
        return NOBODYS.stream().anyMatch(prefix::overlaps)
                ? List.of(
                        new Fault(
                                "within",
                                "NOT_AN_ADDRESS_OF_A_DEVICE",
                                prefix + " holds no single device's address."))
                : List.of();
    }

    private void seedFaults(List<Fault> faults) {
        if (!sweep && seeds.isEmpty()) {
            faults.add(
                    new Fault(
                            "seeds",
                            "NOTHING_TO_ASK",
                            "Name an address to begin with, or ask every address."));
        }
        if (seeds.size() > MOST_SEEDS) {
            faults.add(
                    new Fault("seeds", "TOO_MANY_SEEDS", "At most " + MOST_SEEDS + " are named."));
        }
        for (var seed : seeds) {
            if (within.stream().noneMatch(p -> p.contains(seed))) {
                faults.add(
                        new Fault(
                                "seeds",
                                "SEED_OUTSIDE",
                                seed + " is in none of the given prefixes."));
            }
        }
    }

    private static void range(List<Fault> faults, String field, int value, int largest) {
        if (value < 1 || value > largest) {
            faults.add(new Fault(field, "OUT_OF_RANGE", field + " is 1 to " + largest + "."));
        }
    }

    /** How many addresses the prefixes have together; beyond what is asked, just more. */
    private long size() {
        long size = 0;
        for (var prefix : within) {
            int free = prefix.family().bits() - prefix.length();
            size += free > 17 ? DiscoveryOrder.MOST + 1L : 1L << free;
        }
        return size;
    }

    /**
     * As core decides it.
     *
     * @throws IllegalArgumentException if it has {@link #faults}
     */
    public DiscoveryOrder order() {
        return new DiscoveryOrder(
                within,
                sweep,
                seeds,
                follow,
                most,
                perSecond,
                AT_ONCE,
                Duration.ofMinutes(minutes));
    }
}
