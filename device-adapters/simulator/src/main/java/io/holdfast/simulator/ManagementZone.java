package io.holdfast.simulator;

import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.site.SitePlan;
import java.util.List;

/** The zone of a plan in which its devices are managed: the one that holds their addresses. */
record ManagementZone(String name, int vlan, List<InterfaceAddress> gateways, int length) {

    static ManagementZone of(SitePlan plan) {
        var addresses = plan.devices().stream().map(d -> d.managementAddress()).toList();
        for (var zone : plan.zones()) {
            for (var prefix : zone.prefixes()) {
                if (!addresses.isEmpty() && addresses.stream().allMatch(prefix::contains)) {
                    return new ManagementZone(
                            zone.zone().value(), zone.vlan(), zone.gateways(), prefix.length());
                }
            }
        }
        throw new IllegalArgumentException(
                "no zone of " + plan.site() + " holds the management addresses of all its devices");
    }

    boolean isGateway(IpAddress address) {
        return gateways.stream().anyMatch(g -> g.address().equals(address));
    }
}
