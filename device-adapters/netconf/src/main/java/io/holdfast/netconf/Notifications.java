package io.holdfast.netconf;

import io.holdfast.spi.DeviceNotice;
import io.holdfast.spi.xml.XmlElement;
import io.holdfast.spi.xml.XmlEscape;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Asking for notifications (RFC 5277) and reading them (RFC 6470). */
final class Notifications {

    static final String NAMESPACE = "urn:ietf:params:xml:ns:netconf:notification:1.0";

    private static final String MANAGEMENT = "urn:ietf:params:xml:ns:netmod:notification";
    private static final String BASE = "urn:ietf:params:xml:ns:yang:ietf-netconf-notifications";
    private static final int MAX_WORDS = 200;
    private static final int MAX_TARGETS = 100;

    private Notifications() {}

    static String subscribe(Optional<Instant> replayFrom) {
        var start =
                replayFrom
                        .map(from ->
                                "<startTime>" + XmlEscape.text(from.toString()) + "</startTime>")
                        .orElse("");
        return "<create-subscription xmlns=\""
                + NAMESPACE
                + "\"><stream>NETCONF</stream>"
                + start
                + "</create-subscription>";
    }

    /** Whatever cannot be read in it is left empty: a notice only causes a look. */
    static DeviceNotice read(XmlElement notification) {
        var at = time(notification);
        var event =
                notification.children().stream()
                        .filter(child -> !child.is(NAMESPACE, "eventTime"))
                        .findFirst();
        if (event.isEmpty()) {
            return new DeviceNotice.Other(at, "", "");
        }
        var said = event.get();
        if (said.is(BASE, "netconf-config-change")) {
            return configChanged(at, said);
        }
        if (said.is(BASE, "netconf-confirmed-commit")) {
            return new DeviceNotice.TrialChanged(at, leaf(said, "confirm-event"));
        }
        if (said.is(MANAGEMENT, "replayComplete") || said.is(NAMESPACE, "replayComplete")) {
            return new DeviceNotice.ReplayOver(at);
        }
        return new DeviceNotice.Other(
                at,
                RpcError.plain(said.namespace(), MAX_WORDS),
                RpcError.plain(said.name(), MAX_WORDS));
    }

    private static DeviceNotice configChanged(Instant at, XmlElement change) {
        var by = change.child(BASE, "changed-by");
        var session = by.map(b -> leaf(b, "session-id")).orElse("");
        return new DeviceNotice.ConfigChanged(
                at,
                by.map(b -> leaf(b, "username")).orElse(""),
                session.matches("[0-9]{1,10}") ? Long.parseLong(session) : 0,
                leaf(change, "datastore"),
                change.children(BASE, "edit")
                        .limit(MAX_TARGETS)
                        .map(edit -> leaf(edit, "target"))
                        .toList());
    }

    private static String leaf(XmlElement parent, String name) {
        return RpcError.plain(parent.child(BASE, name).map(XmlElement::text).orElse(""), MAX_WORDS);
    }

    private static Instant time(XmlElement notification) {
        var said = notification.child(NAMESPACE, "eventTime").map(XmlElement::text).orElse("");
        try {
            return OffsetDateTime.parse(said.strip()).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
