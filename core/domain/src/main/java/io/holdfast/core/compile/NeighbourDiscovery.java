package io.holdfast.core.compile;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.OnLink;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;

/**
 * What a final deny-all would stop and IPv6 cannot do without: neighbour discovery with a device
 * itself (RFC 4861). Let in are its types, to the device's own address and to link-local scope
 * only: no router forwards those, so they open no path ({@link OnLink}). IPv4 needs nothing: ARP is
 * not IP.
 */
final class NeighbourDiscovery {

    /** Router solicitation, the first of the four types. */
    private static final int FIRST_TYPE = 133;

    /** Neighbour advertisement, the last of them. */
    private static final int LAST_TYPE = 136;

    private static final Prefix LINK_MULTICAST = Prefix.of("ff02::/16");

    private NeighbourDiscovery() {}

    static void permitOnLink(ListWriter list, RuleSource source) {
        permit("nd-multicast", LINK_MULTICAST, list, source);
        permit("nd-link-local", OnLink.LINK_LOCAL, list, source);
    }

    static void permitTo(IpAddress own, ListWriter list, RuleSource source) {
        permit("nd-own", Prefix.host(own), list, source);
    }

    /** One rule per type: an RFC 8519 entry names one type and no range. */
    private static void permit(String name, Prefix to, ListWriter list, RuleSource source) {
        for (int type = FIRST_TYPE; type <= LAST_TYPE; type++) {
            list.permit(
                    name + "." + type, Prefix.EVERY_IPV6, to, new Service.Icmp(type, type), source);
        }
    }
}
