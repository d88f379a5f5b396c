package io.holdfast.apps.cli;

import static io.holdfast.apps.cli.Attempt.a;
import static io.holdfast.apps.cli.Forgery.swap;

import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What can be wrong with the bytes of its content and with its file. */
final class HostileContents {

    private HostileContents() {}

    static List<Attempt> all() {
        var all = new ArrayList<Attempt>();
        all.addAll(contents());
        all.addAll(files());
        return all;
    }

    private static Attempt bundle(String claim, String code, UnaryOperator<Bundle> how) {
        return a(claim, code, f -> f.bundle = how);
    }

    private static UnaryOperator<Bundle> content(UnaryOperator<Bytes> how) {
        return b ->
                new Bundle(b.delivery(), b.release(), b.leaf(), b.proof(), how.apply(b.content()));
    }

    private static Attempt text(String claim, String code, UnaryOperator<String> how) {
        return a(claim, code, f -> f.contentText = how);
    }

    private static List<Attempt> contents() {
        var form = "CONTENT_MALFORMED";
        return List.of(
                bundle(
                        "whose content has one bit turned over",
                        "CONTENT_DIGEST",
                        content(c -> {
                            var bytes = c.toArray();
                            bytes[bytes.length / 2] ^= 4;
                            return Bytes.of(bytes);
                        })),
                bundle(
                        "whose content is cut short",
                        "CONTENT_DIGEST",
                        content(c -> Bytes.utf8(c.text().substring(0, c.size() / 2)))),
                bundle(
                        "whose content has a space more",
                        "CONTENT_DIGEST",
                        content(c -> Bytes.utf8(c.text() + " "))),
                bundle(
                        "that brings the content in force under a new number's delivery",
                        "CONTENT_DIGEST",
                        content(_ -> WireJson.write(RealSite.before()))),
                a(
                        "whose delivery names another content",
                        "CONTENT_DIGEST",
                        f -> f.deliveryText = t -> t.replaceFirst("[0-9a-f]{64}", "0".repeat(64))),
                text("whose content is no JSON", form, _ -> "<content/>"),
                text(
                        "whose content has a field nobody knows",
                        form,
                        swap("{", "{\"script\":\"\",")),
                text("whose content has a field twice", form, swap("{", "{\"schema\":1,")),
                text("whose content lacks its model", form, swap("\"model\":", "\"modell\":")),
                text(
                        "with an address in octal",
                        form,
                        t -> t.replaceFirst("\"10\\.1\\.99\\.1\"", "\"10.1.99.01\"")),
                text("with a port beyond every port", form, swap("tcp/22", "tcp/65536")),
                text("with ports the wrong way round", form, swap("tcp/22", "tcp/23-22")),
                text(
                        "whose conduit lasts in a way nobody knows",
                        form,
                        swap("{\"type\":\"temporary\"", "{\"type\":\"eternal\"")),
                text(
                        "whose conduit names its type last",
                        form,
                        t ->
                                t.replaceFirst(
                                        "\\{\"type\":\"temporary\",([^}]*)}",
                                        "{$1,\"type\":\"temporary\"}")),
                text(
                        "that says nothing where it should be silent",
                        form,
                        swap("\"guardrails\":[", "\"acceptances\":[],\"guardrails\":[")),
                a(
                        "of a content form of the future",
                        "SCHEMA_UNKNOWN",
                        f -> f.contentText = swap("\"schema\":1", "\"schema\":2")),
                a(
                        "whose content is another organisation's",
                        "WRONG_ORGANIZATION",
                        f -> f.contentText = swap(RealSite.ORGANIZATION, "somebody-else")),
                a(
                        "whose content is another site's",
                        "WRONG_SITE",
                        f -> f.contentText = swap("\"site\":\"ww-01\"", "\"site\":\"cl-03\"")),
                a(
                        "whose windows are in a time zone nobody knows",
                        "TIME_ZONE_UNKNOWN",
                        f -> f.contentText = swap("Europe/Berlin", "Europe/Atlantis")));
    }

    private static Attempt file(String claim, String code, UnaryOperator<byte[]> how) {
        return a(claim, code, f -> f.file = how);
    }

    private static Attempt written(String claim, UnaryOperator<String> how) {
        return file(
                claim,
                "BUNDLE_MALFORMED",
                bytes -> Bytes.utf8(how.apply(Bytes.of(bytes).text())).toArray());
    }

    private static List<Attempt> files() {
        return List.of(
                file("that is empty", "BUNDLE_MALFORMED", _ -> new byte[0]),
                file("that is no UTF-8", "BUNDLE_MALFORMED", _ -> new byte[] {(byte) 0xfe}),
                file(
                        "of seventeen million bytes",
                        "BUNDLE_TOO_LARGE",
                        _ -> new byte[16 * 1024 * 1024 + 1]),
                file(
                        "that never ends",
                        "BUNDLE_MALFORMED",
                        _ -> "[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8)),
                written("whose file is cut off", t -> t.substring(0, t.length() * 2 / 3)),
                written("that is there twice", t -> t + t),
                written("whose file has a field nobody knows", swap("{", "{\"note\":1,")),
                written("with two deliveries", t -> t.replaceFirst("\\{", "{\"delivery\":{},")),
                written("without a release", swap("\"release\":", "\"releases\":")),
                written(
                        "whose delivery is null",
                        t -> t.replaceFirst("\"delivery\":\\{[^}]*\\}[^}]*}", "\"delivery\":null")),
                written("whose place is a string", swap("\"leaf\":3", "\"leaf\":\"3\"")),
                written(
                        "whose content is base64 with a line break",
                        t -> t.replaceFirst("\"content\":\"", "\"content\":\"\\\\n")),
                written(
                        "whose content is base64 without its end",
                        t -> t.replaceFirst("\"content\":\"....", "\"content\":\"...")));
    }
}
