package io.holdfast.core.observe;

import java.util.List;

/**
 * One VLAN that a device knows.
 *
 * @param members the ports that carry it, in order of bridge port
 */
public record VlanSighting(int id, String name, List<Member> members) {

    /**
     * One port of a VLAN.
     *
     * @param bridgePort the bridge's own number of the port (dot1dBasePort), 0 if it has none
     * @param ifIndex the interface behind it, 0 if the device does not say
     */
    public record Member(int bridgePort, int ifIndex, boolean untagged) {}

    public VlanSighting {
        members = List.copyOf(members);
    }
}
