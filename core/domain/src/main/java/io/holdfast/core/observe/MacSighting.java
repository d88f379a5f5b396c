package io.holdfast.core.observe;

/**
 * A station learned by a bridge (BRIDGE-MIB, Q-BRIDGE-MIB).
 *
 * @param vlan 0 where the bridge keeps one table for all VLANs
 * @param bridgePort 0 where it was learned on no port
 * @param ifIndex 0 if the device does not say
 */
public record MacSighting(int vlan, String mac, int bridgePort, int ifIndex) {}
