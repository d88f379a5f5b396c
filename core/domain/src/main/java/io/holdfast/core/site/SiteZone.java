package io.holdfast.core.site;

import io.holdfast.core.AddedLater;
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
 * @param gateways the addresses of the enforcing device in this zone, at most one per family
 * @param enforcedBy the device that holds the zone's border; none is named where the site has one
 *     firewall
 * @param ssids wireless networks that lead into the zone
 */
public record SiteZone(
        ZoneName zone,
        int vlan,
        List<Prefix> prefixes,
        List<InterfaceAddress> gateways,
        List<SiteGroup> groups,
        @AddedLater List<DeviceSlot> enforcedBy,
        @AddedLater List<Ssid> ssids) {

    public SiteZone {
        if (vlan < 0 || vlan > 4094) {
            throw new IllegalArgumentException("a VLAN id is 1 to 4094, not " + vlan);
        }
        prefixes = List.copyOf(prefixes);
        gateways = List.copyOf(gateways);
        groups = List.copyOf(groups);
        enforcedBy = List.copyOf(enforcedBy);
        ssids = List.copyOf(ssids);
    }

    /** A zone without wireless networks at a site with one firewall. */
    public SiteZone(
            ZoneName zone,
            int vlan,
            List<Prefix> prefixes,
            List<InterfaceAddress> gateways,
            List<SiteGroup> groups) {
        this(zone, vlan, prefixes, gateways, groups, List.of(), List.of());
    }

    /** The same zone with other addresses. */
    public SiteZone with(
            List<Prefix> otherPrefixes,
            List<InterfaceAddress> otherGateways,
            List<SiteGroup> otherGroups) {
        return new SiteZone(
                zone, vlan, otherPrefixes, otherGateways, otherGroups, enforcedBy, ssids);
    }

    /** The same zone with its border held by this device. */
    public SiteZone enforcedBy(DeviceSlot device) {
        return new SiteZone(zone, vlan, prefixes, gateways, groups, List.of(device), ssids);
    }

    /** The same zone with these wireless networks. */
    public SiteZone with(Ssid... networks) {
        return new SiteZone(zone, vlan, prefixes, gateways, groups, enforcedBy, List.of(networks));
    }

    /** An endpoint group's hosts at this site. */
    public record SiteGroup(GroupName name, List<Prefix> prefixes) {
        public SiteGroup {
            prefixes = List.copyOf(prefixes);
        }
    }
}
