package io.holdfast.site.devices;

import java.time.Duration;

/**
 * How long the site waits for devices, and how many it speaks to at once.
 *
 * @param open for one connection with login
 * @param inventory for one walk over SNMP
 * @param order for one whole order; its answer is then Unknown, whatever the adapter does
 * @param conversations at the same time
 */
public record DeviceLimits(Duration open, Duration inventory, Duration order, int conversations) {

    /**
     * Old switches need ten seconds for a key exchange; eight at once do not load a management net.
     */
    public static final DeviceLimits PLANT =
            new DeviceLimits(
                    Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(90), 8);
}
