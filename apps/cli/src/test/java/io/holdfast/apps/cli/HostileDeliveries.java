package io.holdfast.apps.cli;

import static io.holdfast.apps.cli.Attempt.a;
import static io.holdfast.apps.cli.Forgery.DELIVERY;
import static io.holdfast.apps.cli.Forgery.signed;
import static io.holdfast.apps.cli.Forgery.swap;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.TimeBounds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What can be wrong with how it is addressed: in which words, to whom, in which order and when. */
final class HostileDeliveries {

    private HostileDeliveries() {}

    static List<Attempt> all() {
        var all = new ArrayList<Attempt>();
        all.addAll(words());
        all.addAll(order());
        return all;
    }

    private static Attempt malformed(String claim, UnaryOperator<String> how) {
        return a(claim, "DELIVERY_MALFORMED", f -> f.deliveryText = how);
    }

    private static Attempt raw(String claim, byte[] payload) {
        return a(
                claim,
                "DELIVERY_MALFORMED",
                f -> f.delivery = _ -> signed(Delivery.TYPE, Bytes.of(payload), List.of(DELIVERY)));
    }

    private static List<Attempt> words() {
        var revision = "\"revision\":8";
        return List.of(
                malformed("with a field twice", swap("{", "{\"schema\":1,")),
                malformed(
                        "with a field twice, once in another spelling",
                        swap("{", "{\"\\u0073chema\":1,")),
                malformed("with a field nobody knows", swap("{", "{\"priority\":1,")),
                malformed("with a field missing", swap("\"takeOver\":[]", "\"x\":1")),
                malformed("whose revision is a string", swap(revision, "\"revision\":\"8\"")),
                malformed("whose revision has a fraction", swap(revision, "\"revision\":8.0")),
                malformed("whose revision has an exponent", swap(revision, "\"revision\":8e0")),
                malformed("whose revision begins with a zero", swap(revision, "\"revision\":08")),
                malformed(
                        "whose revision is beyond every number",
                        swap(revision, "\"revision\":9223372036854775808")),
                malformed(
                        "whose revision has a thousand digits",
                        swap(revision, "\"revision\":" + "9".repeat(1000))),
                malformed("whose revision is 1e400", swap(revision, "\"revision\":1e400")),
                malformed("whose revision is not a number", swap(revision, "\"revision\":NaN")),
                malformed("whose revision is null", swap(revision, "\"revision\":null")),
                malformed("whose revision is a list", swap(revision, "\"revision\":[8]")),
                malformed("of revision zero", swap(revision, "\"revision\":0")),
                malformed("of a negative revision", swap(revision, "\"revision\":-8")),
                malformed("whose zero has a sign", swap("\"epoch\":3", "\"epoch\":-0")),
                malformed("of epoch zero", swap("\"epoch\":3", "\"epoch\":0")),
                malformed(
                        "whose incarnation is beyond an int",
                        swap("\"incarnation\":2", "\"incarnation\":4294967298")),
                malformed(
                        "whose time is spelled in a second way",
                        swap(
                                "\"issuedAt\":\"2026-11-27T08:00:00Z\"",
                                "\"issuedAt\":\"2026-11-27T08:00:00.000Z\"")),
                malformed(
                        "whose time has an offset",
                        swap(
                                "\"issuedAt\":\"2026-11-27T08:00:00Z\"",
                                "\"issuedAt\":\"2026-11-27T09:00:00+01:00\"")),
                malformed(
                        "whose time does not exist",
                        swap(
                                "\"issuedAt\":\"2026-11-27T08:00:00Z\"",
                                "\"issuedAt\":\"2026-11-31T08:00:00Z\"")),
                malformed(
                        "issued after its own end",
                        swap(
                                "\"issuedAt\":\"2026-11-27T08:00:00Z\"",
                                "\"issuedAt\":\"2036-11-27T08:00:00Z\"")),
                malformed("whose site is no name", swap("\"ww-01\"", "\"../ww-01\"")),
                malformed("with more behind its end", text -> text + "{}"),
                malformed("with a comment", swap("{", "{/* */")),
                malformed("with a comma too many", swap("\"takeOver\":[]", "\"takeOver\":[],")),
                malformed("with single quotes", swap("\"schema\"", "'schema'")),
                malformed("with half a character", swap("\"site\"", "\"\\ud83d\":1,\"site\"")),
                malformed("with a line feed in a string", swap("\"ww-01\"", "\"ww-\n01\"")),
                malformed("with a byte order mark", text -> "\ufeff" + text),
                malformed(
                        "nested deeper than anybody reads",
                        swap(
                                "\"takeOver\":[]",
                                "\"takeOver\":" + "[".repeat(9000) + "]".repeat(9000))),
                malformed("that is cut off", text -> text.substring(0, text.length() - 3)),
                malformed("that is a list", text -> "[" + text + "]"),
                raw("whose delivery is empty", new byte[0]),
                raw("whose delivery is no UTF-8", new byte[] {'{', (byte) 0xff, '}'}),
                raw(
                        "whose delivery is an overlong UTF-8",
                        new byte[] {'{', (byte) 0xc0, (byte) 0xaf, '}'}),
                raw("whose delivery is UTF-16", "{}".getBytes(StandardCharsets.UTF_16)));
    }

    private static SiteIdentity other(String organization, String site, int incarnation) {
        return new SiteIdentity(organization, new SiteId(site), incarnation);
    }

    private static List<Attempt> order() {
        var us = RealSite.ORGANIZATION;
        return List.of(
                a(
                        "of a delivery form of the future",
                        "SCHEMA_UNKNOWN",
                        f -> f.deliveryText = swap("\"schema\":1", "\"schema\":2")),
                a(
                        "of another organisation that shares the delivery key",
                        "WRONG_ORGANIZATION",
                        f -> f.identity = other(us.replace('1', '2'), "ww-01", 2)),
                a("for another site", "WRONG_SITE", f -> f.identity = other(us, "cl-03", 2)),
                a(
                        "for the site node that was replaced",
                        "WRONG_INCARNATION",
                        f -> f.identity = other(us, "ww-01", 3)),
                a(
                        "for a site node that does not exist yet",
                        "WRONG_INCARNATION",
                        f -> f.identity = other(us, "ww-01", 1)),
                a("of an older revision", "STALE", f -> f.revision = 6),
                a("replayed after a newer one", "STALE", f -> f.inForceRevision = 9),
                a(
                        "of an older epoch with a greater revision",
                        "STALE",
                        f -> {
                            f.epoch = 2;
                            f.revision = 999;
                        }),
                a("of the number in force with other bytes", "EQUIVOCATION", f -> f.revision = 7),
                a(
                        "of the number in force with other bytes, and expired",
                        "EQUIVOCATION",
                        f -> {
                            f.revision = 7;
                            f.time = TimeBounds.exactly(f.acceptUntil.plusSeconds(60));
                        }),
                a("for a site that saw two truths", "SUSPENDED", f -> f.suspended = true),
                a(
                        "that is in force already, for a site that saw two truths",
                        "SUSPENDED",
                        f -> {
                            f.suspended = true;
                            f.revision = 7;
                            f.content = f.inForce;
                        }),
                a("whose time is over", "EXPIRED", f -> f.acceptUntil = RealSite.NOW.minusNanos(1)),
                a(
                        "held back until its time was over",
                        "EXPIRED",
                        f -> f.time = TimeBounds.exactly(f.acceptUntil.plusNanos(1))),
                a(
                        "whose time may be over, by a clock that lost its way",
                        "TIME_UNSURE",
                        f -> f.time = new TimeBounds(RealSite.NOW, Instant.MAX)));
    }
}
