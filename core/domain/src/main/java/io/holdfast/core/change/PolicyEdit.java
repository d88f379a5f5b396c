package io.holdfast.core.change;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.site.Transit;
import io.holdfast.core.window.Window;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Guardrail;
import io.holdfast.core.zone.RiskAcceptance;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneName;
import java.util.List;

/** One thing a change request does to what is in force. */
public sealed interface PolicyEdit {

    /** Adds the conduit, or replaces the one with the same id. */
    record PutConduit(Conduit conduit) implements PolicyEdit {}

    /** Closes a conduit. */
    record RemoveConduit(ConduitId conduit) implements PolicyEdit {}

    /** Adds a signed exception from a guardrail, or replaces the one with the same id. */
    record PutAcceptance(RiskAcceptance acceptance) implements PolicyEdit {}

    /** Ends a signed exception. */
    record RemoveAcceptance(String acceptance) implements PolicyEdit {}

    /** Adds a zone to the model of every site, or replaces the one with the same name. */
    record PutZone(Zone zone) implements PolicyEdit {}

    /** Takes a zone out of the model; refused while a conduit or a site still has it. */
    record RemoveZone(ZoneName zone) implements PolicyEdit {}

    /** Adds a guardrail, or replaces the one with the same name. */
    record PutGuardrail(Guardrail guardrail) implements PolicyEdit {}

    /** Takes a guardrail away, with the exceptions from it. */
    record RemoveGuardrail(String guardrail) implements PolicyEdit {}

    /** Replaces a zone's prefixes, VLAN, gateways and groups at one site. */
    record PutSiteZone(SiteId site, SiteZone zone) implements PolicyEdit {}

    /** Takes a zone away from one site. */
    record RemoveSiteZone(SiteId site, ZoneName zone) implements PolicyEdit {}

    /** Adds a device with its ports to a site's plan, or replaces the one in the same slot. */
    record PutDevice(SiteId site, Device device) implements PolicyEdit {}

    /** Takes a device out of a site's plan. It keeps what it runs. */
    record RemoveDevice(SiteId site, DeviceSlot device) implements PolicyEdit {}

    /** Replaces what joins a site's zones and devices: site node, ways out, transit networks. */
    record PutSiteNetwork(
            SiteId site,
            List<IpAddress> siteNode,
            List<IpAddress> defaultRoutes,
            List<Transit> transits)
            implements PolicyEdit {
        public PutSiteNetwork {
            siteNode = List.copyOf(siteNode);
            defaultRoutes = List.copyOf(defaultRoutes);
            transits = List.copyOf(transits);
        }
    }

    /** Replaces when changes may start at a site; without any they may always. */
    record PutSiteWindows(SiteId site, List<Window> windows) implements PolicyEdit {
        public PutSiteWindows {
            windows = List.copyOf(windows);
        }
    }
}
