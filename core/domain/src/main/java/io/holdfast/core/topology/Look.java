package io.holdfast.core.topology;

import io.holdfast.core.site.DeviceSlot;
import java.time.Instant;
import java.util.List;

/**
 * One whole reading of a device's neighbour and address tables. What is not in it was not there at
 * that moment; a device that could not be read gives no look at all.
 *
 * @param claims at most {@link #MOST_CLAIMS}; a device that tells more is cut, strongest first
 */
public record Look(DeviceSlot slot, Instant at, List<NeighbourClaim> claims) {

    /** More neighbours than the ports of any chassis switch; a broken table costs no more. */
    public static final int MOST_CLAIMS = 1000;

    public Look {
        claims =
                claims.stream()
                        .sorted(java.util.Comparator.comparing(NeighbourClaim::evidence))
                        .limit(MOST_CLAIMS)
                        .toList();
    }
}
