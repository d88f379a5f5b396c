package io.holdfast.core.config;

import io.holdfast.core.network.Tunnel;
import java.util.List;

/** How an interface takes part in layers 2 and 3. */
public sealed interface InterfaceMode {

    /**
     * A physical port that routes untagged packets, or carries the tagged subinterfaces below it.
     */
    record Routed() implements InterfaceMode {}

    /** A routed interface on one VLAN of a physical port, as in lan0.40. */
    record Subinterface(String parent, int vlan) implements InterfaceMode {}

    /** A switch's own routed interface in one VLAN, as in vlan99; used for management. */
    record VlanInterface(int vlan) implements InterfaceMode {}

    /** A switch port, untagged in one VLAN (IEEE 802.1Q access). */
    record AccessPort(int vlan) implements InterfaceMode {}

    /** A switch port that carries exactly these VLANs tagged; sorted, may be empty. */
    record TrunkPort(List<Integer> vlans) implements InterfaceMode {
        public TrunkPort {
            vlans = vlans.stream().distinct().sorted().toList();
        }
    }

    /** A switch port in no VLAN. */
    record NoVlan() implements InterfaceMode {}

    /**
     * The inner side of a tunnel, as in tunnel4711, without an address of its own. What is behind
     * the other end is routed into it while it stands.
     */
    record TunnelInterface(Tunnel tunnel) implements InterfaceMode {}
}
