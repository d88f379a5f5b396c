package io.holdfast.core.observe;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import java.time.Duration;
import java.util.List;

/**
 * Where devices may be looked for, and at what cost.
 *
 * @param within no address outside these prefixes is ever asked, whoever names it
 * @param sweep whether every address of the prefixes is asked, or the seeds alone
 * @param seeds asked first
 * @param follow whether the neighbours that a device names are asked too
 * @param most no more addresses than these are asked
 * @param perSecond no more addresses than these begin in a second
 * @param atOnce no more than these wait for an answer at the same time
 * @param time after which no further address is asked
 */
public record DiscoveryOrder(
        List<Prefix> within,
        boolean sweep,
        List<IpAddress> seeds,
        boolean follow,
        int most,
        int perSecond,
        int atOnce,
        Duration time) {

    /** A /16, or as many addresses from a larger space: nobody waits for more. */
    public static final int MOST = 65_536;

    public DiscoveryOrder {
        within = List.copyOf(within);
        seeds = List.copyOf(seeds);
        if (within.isEmpty()) {
            throw new IllegalArgumentException("a discovery needs a prefix to stay within");
        }
        if (most < 1 || most > MOST || perSecond < 1 || perSecond > 1000) {
            throw new IllegalArgumentException(
                    "a discovery asks 1 to " + MOST + " addresses, 1 to 1000 in a second");
        }
        if (atOnce < 1 || atOnce > 256 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(
                    "a discovery has 1 to 256 questions open, and a time to end");
        }
    }

    public boolean allows(IpAddress address) {
        return within.stream().anyMatch(prefix -> prefix.contains(address));
    }
}
