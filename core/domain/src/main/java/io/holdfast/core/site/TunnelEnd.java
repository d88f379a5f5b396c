package io.holdfast.core.site;

import io.holdfast.core.network.Tunnel;
import io.holdfast.core.zone.ZoneName;

/**
 * A tunnel that one device of a site has to bring up, in no vendor's words. The hosts of a zone of
 * another site stand behind it, and nobody else.
 *
 * @param zone the zone of the other site, under the name it has here
 * @param remoteSite whose it is
 * @param device who ends the tunnel here: the device that holds the border to the WAN
 * @param interfaceName the device's interface to it, as in tunnel4711
 */
public record TunnelEnd(
        ZoneName zone, SiteId remoteSite, DeviceSlot device, String interfaceName, Tunnel tunnel) {}
