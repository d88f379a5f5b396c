package io.holdfast.simulator.plane;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The VLAN bridge of a switch as this data plane runs it (IEEE 802.1Q).
 *
 * @param vlans the VLANs that exist
 * @param ports by interface name
 * @param members per VLAN the ports frames leave by, and whether with a tag
 */
record PlaneBridge(
        Set<Integer> vlans,
        SortedMap<String, Port> ports,
        Map<Integer, SortedMap<String, Boolean>> members) {

    /** How a bridge port takes frames in. */
    record Port(int pvid, boolean takesUntagged, boolean takesTagged, boolean ingressFiltering) {}

    /** The VLAN a frame that arrives here belongs to, or 0 if the port does not take it. */
    int vlanOf(String port, int tag) {
        var how = ports.get(port);
        if (how == null || (tag == 0 ? !how.takesUntagged() : !how.takesTagged())) {
            return 0;
        }
        int vlan = tag == 0 ? how.pvid() : tag;
        if (!vlans.contains(vlan)) {
            return 0;
        }
        boolean member = members(vlan).containsKey(port);
        return how.ingressFiltering() && !member ? 0 : vlan;
    }

    /** The ports frames of a VLAN leave by: name and whether tagged. */
    SortedMap<String, Boolean> members(int vlan) {
        return members.getOrDefault(vlan, new TreeMap<>());
    }
}
