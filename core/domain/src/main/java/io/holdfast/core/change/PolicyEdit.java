package io.holdfast.core.change;

import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.RiskAcceptance;

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

    /** Replaces a zone's prefixes, VLAN, gateways and groups at one site. */
    record PutSiteZone(SiteId site, SiteZone zone) implements PolicyEdit {}
}
