package io.holdfast.apps.cli;

import static io.holdfast.apps.cli.Attempt.a;
import static io.holdfast.apps.cli.Forgery.DELIVERY;
import static io.holdfast.apps.cli.Forgery.RELEASE;
import static io.holdfast.apps.cli.Forgery.SECOND;
import static io.holdfast.apps.cli.Forgery.STRANGER;
import static io.holdfast.apps.cli.Forgery.signed;
import static io.holdfast.apps.cli.Forgery.swap;

import io.holdfast.core.Bytes;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.Envelope.Signature;
import io.holdfast.sitelink.Release;
import io.holdfast.sitelink.RiskClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What can be wrong with who released it, and with how many of them. */
final class HostileReleases {

    private HostileReleases() {}

    static List<Attempt> all() {
        var all = new ArrayList<Attempt>();
        all.addAll(releases());
        all.addAll(thresholds());
        return all;
    }

    private static Attempt bundle(String claim, String code, UnaryOperator<Bundle> how) {
        return a(claim, code, f -> f.bundle = how);
    }

    private static UnaryOperator<Bundle> at(int leaf) {
        return b -> new Bundle(b.delivery(), b.release(), leaf, b.proof(), b.content());
    }

    private static UnaryOperator<Bundle> proof(UnaryOperator<List<String>> how) {
        return b ->
                new Bundle(b.delivery(), b.release(), b.leaf(), how.apply(b.proof()), b.content());
    }

    private static List<Attempt> releases() {
        var unsigned = "RELEASE_SIGNATURE";
        var outside = "NOT_IN_RELEASE";
        return List.of(
                a("nobody released", unsigned, f -> f.releasers = List.of()),
                a("a stranger released", unsigned, f -> f.releasers = List.of(STRANGER)),
                a("the delivery key released", unsigned, f -> f.releasers = List.of(DELIVERY)),
                a(
                        "whose release was changed after it was signed",
                        unsigned,
                        f ->
                                f.release =
                                        e ->
                                                new Envelope(
                                                        e.payloadType(),
                                                        Bytes.utf8(
                                                                swap("chg-8", "chg-9")
                                                                        .apply(e.payload().text())),
                                                        e.signatures())),
                a(
                        "whose release is signed as a delivery",
                        unsigned,
                        f -> f.release = e -> signed(Delivery.TYPE, e.payload(), List.of(RELEASE))),
                a(
                        "whose release has a field nobody knows",
                        "CONTENT_MALFORMED",
                        f -> f.releaseText = swap("{", "{\"emergency\":true,")),
                a(
                        "of a risk class that does not exist",
                        "CONTENT_MALFORMED",
                        f -> f.releaseText = swap("\"R1\"", "\"R9\"")),
                a(
                        "whose approver is named twice in one approval",
                        "CONTENT_MALFORMED",
                        f ->
                                f.releaseText =
                                        swap(
                                                "\"approvals\":[]",
                                                "\"approvals\":[{\"approver\":\"a\",\"approver\":\"b\","
                                                        + "\"at\":\"2026-11-27T08:00:00Z\",\"flowDiffDigest\":\"\","
                                                        + "\"configDiffDigest\":\"\"}]")),
                a(
                        "whose release is of a form of the future",
                        "SCHEMA_UNKNOWN",
                        f -> f.releaseText = swap("\"schema\":1", "\"schema\":2")),
                a(
                        "released by another organisation",
                        "WRONG_ORGANIZATION",
                        f -> f.releaseText = swap(RealSite.ORGANIZATION, "somebody-else")),
                a(
                        "that is not in its release",
                        outside,
                        f ->
                                f.releaseText =
                                        text -> text.replaceFirst("[0-9a-f]{64}", "0".repeat(64))),
                a(
                        "of a release whose root is no hash",
                        outside,
                        f -> f.releaseText = text -> text.replaceFirst("[0-9a-f]{64}", "root")),
                a(
                        "of a release over fewer sites than were signed",
                        outside,
                        f -> f.releaseText = swap("\"sites\":5", "\"sites\":4")),
                a(
                        "of a release over no site",
                        outside,
                        f -> f.releaseText = swap("\"sites\":5", "\"sites\":0")),
                bundle("in another's place of the release", outside, at(2)),
                bundle("in a place before the first", outside, at(-1)),
                bundle("in a place behind the last", outside, at(5)),
                bundle("without its proof", outside, proof(_ -> List.of())),
                bundle(
                        "whose proof lacks its last hash",
                        outside,
                        proof(p -> p.subList(0, p.size() - 1))),
                bundle(
                        "whose proof has a hash too many",
                        outside,
                        proof(p -> {
                            var more = new ArrayList<>(p);
                            more.add("0".repeat(64));
                            return more;
                        })),
                bundle(
                        "whose proof is a thousand hashes long",
                        outside,
                        proof(_ -> Collections.nCopies(1000, "0".repeat(64)))),
                bundle(
                        "whose proof is spelled in capitals",
                        outside,
                        proof(p -> p.stream().map(h -> h.toUpperCase(Locale.ROOT)).toList())),
                bundle("whose proof is turned round", outside, proof(List::reversed)));
    }

    private static List<Attempt> thresholds() {
        var few = "TOO_FEW_SIGNATURES";
        return List.of(
                a("of class R3 that one key signed", few, f -> f.declared = RiskClass.R3),
                a("of class R4 that one key signed", few, f -> f.declared = RiskClass.R4),
                a(
                        "of class R3 that one key signed twice",
                        few,
                        f -> {
                            f.declared = RiskClass.R3;
                            f.releasers = List.of(RELEASE, RELEASE);
                        }),
                a(
                        "of class R3 that one key signed, in two forms of one signature",
                        few,
                        f -> {
                            f.declared = RiskClass.R3;
                            f.release =
                                    e ->
                                            new Envelope(
                                                    e.payloadType(),
                                                    e.payload(),
                                                    List.of(
                                                            e.signatures().getFirst(),
                                                            OtherForm.of(
                                                                    e.signatures().getFirst())));
                        }),
                a(
                        "of class R3 that a release key and a stranger signed",
                        few,
                        f -> {
                            f.declared = RiskClass.R3;
                            f.releasers = List.of(RELEASE, STRANGER);
                        }),
                a(
                        "of class R3 whose second signature is of another release",
                        few,
                        f -> {
                            f.declared = RiskClass.R3;
                            f.release =
                                    e ->
                                            new Envelope(
                                                    e.payloadType(),
                                                    e.payload(),
                                                    List.of(
                                                            e.signatures().getFirst(),
                                                            new Signature(
                                                                    SECOND.name(),
                                                                    SECOND.signs(
                                                                            Release.TYPE,
                                                                            Bytes.utf8("{}")))));
                        }),
                a(
                        "that calls itself harmless and changes a device",
                        few,
                        f -> {
                            f.declared = RiskClass.R0;
                            f.thresholds = List.of(1, 2, 2, 2, 2);
                        }),
                a(
                        "that drops a guardrail and calls itself harmless",
                        few,
                        f -> {
                            f.declared = RiskClass.R0;
                            var model = f.content.model();
                            f.content =
                                    RealSite.content(
                                            new ZoneModel(
                                                    model.zones(),
                                                    model.conduits(),
                                                    model.guardrails()
                                                            .subList(1, model.guardrails().size())),
                                            RealSite.plan());
                        }));
    }
}
