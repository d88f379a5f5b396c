package io.holdfast.site.node;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.DeviceAccess;
import org.jspecify.annotations.Nullable;

/** A device as a person entered it; SNMP is at the loopback address. */
record Onboarded(
        DeviceSlot slot,
        String host,
        int netconf,
        int snmp,
        @Nullable String hostKey,
        DeviceAccess.DeviceSecret secret,
        DeviceAccess.NetconfWay way,
        int managementVlan) {

    /** One that is called over SSH. */
    Onboarded(
            DeviceSlot slot,
            String host,
            int netconf,
            int snmp,
            @Nullable String hostKey,
            DeviceAccess.DeviceSecret secret) {
        this(slot, host, netconf, snmp, hostKey, secret, DeviceAccess.NetconfWay.SSH, 0);
    }
}
