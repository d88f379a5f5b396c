package io.holdfast.controller.explanations;

import io.holdfast.core.site.SiteId;
import java.util.OptionalInt;

/**
 * May this packet pass at this site?
 *
 * @param from an address, a zone as in it, or a group as in ot-dmz/historian
 * @param to as from
 * @param protocol tcp, udp, icmp or an IANA protocol number
 * @param port destination port; for icmp the message type; empty where the protocol has none
 * @param sourcePort empty for a client's usual one
 */
public record Question(
        SiteId site,
        String from,
        String to,
        String protocol,
        OptionalInt port,
        OptionalInt sourcePort,
        State state) {

    /** Which configurations are asked. */
    public enum State {
        /** What the site last read back from its devices. */
        RUNNING,
        /** What the site is meant to have. */
        DESIRED
    }
}
