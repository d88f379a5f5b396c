package io.holdfast.core.site;

import io.holdfast.core.zone.ZoneName;

/**
 * What one physical port of a device is for. Every port has exactly one use; none is silently
 * unknown.
 */
public sealed interface PortUse {

    /** A routed port of a firewall into one zone, without VLAN tags (the WAN uplink). */
    record Routed(ZoneName zone) implements PortUse {}

    /** A switch port for end devices of one zone, untagged. */
    record Access(ZoneName zone) implements PortUse {}

    /** A tagged link to another device; it carries exactly the VLANs of the zones that need it. */
    record Trunk(DeviceSlot peer, String peerPort) implements PortUse {}

    /** Not in use: shut. */
    record Unused() implements PortUse {}
}
