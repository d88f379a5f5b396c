package io.holdfast.core.site;

import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.zone.GroupName;
import io.holdfast.core.zone.ZoneName;
import java.util.List;

/**
 * What a zone of the blueprint is at one site.
 *
 * @param vlan IEEE 802.1Q VLAN id 1 to 4094, or 0 for a zone without one (the WAN)
 * @param prefixes the zone's addresses; empty for the WAN, which is every address no other zone has
 * @param gateways the addresses of the enforcing firewall in this zone, at most one per family
 */
public record SiteZone(
        ZoneName zone,
        int vlan,
        List<Prefix> prefixes,
        List<InterfaceAddress> gateways,
        List<SiteGroup> groups) {

    public SiteZone {
        if (vlan < 0 || vlan > 4094) {
            throw new IllegalArgumentException("a VLAN id is 1 to 4094, not " + vlan);
        }
        prefixes = List.copyOf(prefixes);
        gateways = List.copyOf(gateways);
        groups = List.copyOf(groups);
    }

    /** An endpoint group's hosts at this site. */
    public record SiteGroup(GroupName name, List<Prefix> prefixes) {
        public SiteGroup {
            prefixes = List.copyOf(prefixes);
        }
    }
}
