package io.holdfast.controller.observations;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.DeviceSlot;
import java.util.List;
import java.util.Optional;

/**
 * What somebody wants to be looked for.
 *
 * @param credentialsOf the device whose SNMP user asks; else {@code own} does
 */
public record DiscoveryOrderForm(
        List<Prefix> within,
        boolean sweep,
        List<IpAddress> seeds,
        boolean follow,
        int most,
        int perSecond,
        int minutes,
        int snmpPort,
        int netconfPort,
        Optional<DeviceSlot> credentialsOf,
        Optional<SnmpUser> own) {

    public DiscoveryOrderForm {
        within = List.copyOf(within);
        seeds = List.copyOf(seeds);
    }

    /** An SNMPv3 user for this search alone; lives for one call and is sealed to the site. */
    public record SnmpUser(String name, String auth, String priv) {
        @Override
        public String toString() {
            return "SnmpUser[" + name + "]";
        }
    }
}
