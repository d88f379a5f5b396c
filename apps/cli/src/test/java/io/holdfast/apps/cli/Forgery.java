package io.holdfast.apps.cli;

import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.MerkleTree;
import io.holdfast.bundlecheck.BundleFacts;
import io.holdfast.bundlecheck.BundleJudge;
import io.holdfast.bundlecheck.Pins;
import io.holdfast.bundlecheck.Receiver;
import io.holdfast.bundlecheck.Verdict;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import io.holdfast.site.devices.Drivers;
import io.holdfast.site.offers.OwnChecks;
import io.holdfast.sitelink.Acceptance;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.BundleFile;
import io.holdfast.sitelink.ContentChecks;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Enrolment.TrustRoot;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.Judgement;
import io.holdfast.sitelink.Release;
import io.holdfast.sitelink.RiskClass;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.TimeBounds;
import io.holdfast.sitelink.WireJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A bundle as the centre makes it, whole and right, until a test makes one thing wrong; and the
 * site it is handed to.
 */
final class Forgery {

    static final KeyInHand DELIVERY = KeyInHand.fresh();
    static final KeyInHand RELEASE = KeyInHand.fresh();
    static final KeyInHand SECOND = KeyInHand.fresh();
    static final KeyInHand STRANGER = KeyInHand.fresh();

    private static final SiteContent BEFORE = RealSite.before();
    private static final SiteContent OFFERED = RealSite.offered();
    private static final ContentChecks FIRST = new OwnChecks(Drivers.installed());
    private static final InstalledDialects SECOND_READER = InstalledDialects.load();

    /** What a site has that nobody changed anything about. */
    private static final Receiver.Standing USUAL =
            BundleFacts.read(new Forgery().inForceFile()).accepted();

    // What is in it.
    SiteContent content = OFFERED;
    long epoch = 3;
    long revision = 8;
    Instant acceptUntil = RealSite.NOW.plusSeconds(86_400);
    RiskClass declared = RiskClass.R1;

    // How it is written and signed.
    UnaryOperator<String> contentText = text -> text;
    UnaryOperator<String> deliveryText = text -> text;
    UnaryOperator<String> releaseText = text -> text;
    UnaryOperator<Envelope> delivery = envelope -> envelope;
    UnaryOperator<Envelope> release = envelope -> envelope;
    UnaryOperator<Bundle> bundle = whole -> whole;
    UnaryOperator<byte[]> file = bytes -> bytes;
    List<KeyInHand> deliverers = List.of(DELIVERY);
    List<KeyInHand> releasers = List.of(RELEASE);
    int leaves = 5;
    int leaf = 3;

    // Whom it meets.
    SiteIdentity identity = new SiteIdentity(RealSite.ORGANIZATION, RealSite.SITE, 2);
    boolean nothingInForce;
    long inForceEpoch = 3;
    long inForceRevision = 7;
    SiteContent inForce = BEFORE;
    boolean suspended;
    TimeBounds time = TimeBounds.exactly(RealSite.NOW);
    List<Integer> thresholds = List.of(1, 1, 1, 2, 2);

    private Optional<Receiver.Standing> standing = Optional.empty();

    /** Replaces one thing in a text, and only if it is there. */
    static UnaryOperator<String> swap(String from, String to) {
        return text -> {
            if (!text.contains(from)) {
                throw new IllegalStateException("nothing to forge: " + from);
            }
            return text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
        };
    }

    byte[] bytes() {
        var written = Bytes.utf8(contentText.apply(WireJson.text(content)));
        var digest = Digests.of(written);
        var tree =
                MerkleTree.ofLeaves(
                        IntStream.range(0, leaves)
                                .mapToObj(i -> i == leaf ? digest : Digests.of("site " + i))
                                .map(d -> new Digest(d).bytes())
                                .toList());
        var ordered =
                new Delivery(
                        1,
                        RealSite.ORGANIZATION,
                        RealSite.SITE,
                        2,
                        epoch,
                        revision,
                        digest,
                        RealSite.NOW,
                        acceptUntil,
                        List.of());
        var said =
                new Release(
                        1,
                        RealSite.ORGANIZATION,
                        "chg-8",
                        tree.root().hex(),
                        leaves,
                        declared,
                        List.of(),
                        RealSite.NOW);
        var whole =
                new Bundle(
                        delivery.apply(
                                signed(
                                        Delivery.TYPE,
                                        deliveryText.apply(WireJson.text(ordered)),
                                        deliverers)),
                        release.apply(
                                signed(
                                        Release.TYPE,
                                        releaseText.apply(WireJson.text(said)),
                                        releasers)),
                        leaf,
                        tree.inclusionProof(leaf).stream().map(Digest::hex).toList(),
                        written);
        return file.apply(WireJson.write(bundle.apply(whole)).toArray());
    }

    static Envelope signed(String type, String text, List<KeyInHand> keys) {
        return signed(type, Bytes.utf8(text), keys);
    }

    static Envelope signed(String type, Bytes payload, List<KeyInHand> keys) {
        var signatures = new ArrayList<Envelope.Signature>();
        keys.forEach(k -> signatures.add(new Envelope.Signature(k.name(), k.signs(type, payload))));
        return new Envelope(type, payload, signatures);
    }

    /** What the site itself makes of it. */
    String first() {
        return first(bytes());
    }

    String first(byte[] offered) {
        return switch (BundleFile.open(offered)) {
            case BundleFile.Opened.None(var refused) -> refused.code();
            case BundleFile.Opened.Whole(var whole) ->
                    switch (Acceptance.judge(whole, judge(), FIRST)) {
                        case Judgement.Accepted(_, _, _, _, var risk) -> "ACCEPTED as " + risk;
                        case Judgement.AlreadyInForce _ -> "ALREADY_IN_FORCE";
                        case Judgement.Stale _ -> "STALE";
                        case Judgement.Equivocation _ -> "EQUIVOCATION";
                        case Judgement.Refused(_, _, var code, _) -> code;
                    };
        };
    }

    private Acceptance.Judge judge() {
        var standing =
                nothingInForce
                        ? new Acceptance.InForce.Nothing()
                        : new Acceptance.InForce.State(
                                inForceEpoch,
                                inForceRevision,
                                Digests.of(WireJson.write(inForce)),
                                inForce);
        return new Acceptance.Judge(trust(), identity, standing, suspended, time);
    }

    private TrustRoot trust() {
        return new TrustRoot(
                1,
                identity.organization(),
                List.of(RELEASE.open(), SECOND.open()),
                List.of(DELIVERY.open()),
                thresholds);
    }

    /** The trust root as its file. */
    byte[] trustFile() {
        return WireJson.write(trust()).toArray();
    }

    /** What the second judge makes of it. */
    String second() {
        return second(bytes());
    }

    String second(byte[] offered) {
        return switch (BundleJudge.judge(offered, receiver(), SECOND_READER)) {
            case Verdict.Acceptable(var risk) -> "ACCEPTED as " + risk;
            case Verdict.InForceAlready() -> "ALREADY_IN_FORCE";
            case Verdict.Refused(var code, _) -> code;
        };
    }

    private Receiver receiver() {
        return new Receiver(
                Pins.read(trustFile()),
                new SiteId(identity.site().value()),
                identity.incarnation(),
                standing(),
                suspended,
                time.earliest(),
                time.latest());
    }

    /** Read once: what a site has does not change while it judges. */
    private Receiver.Standing standing() {
        boolean usual =
                !nothingInForce
                        && inForceEpoch == 3
                        && inForceRevision == 7
                        && inForce.equals(BEFORE);
        if (usual) {
            return USUAL;
        }
        if (standing.isEmpty()) {
            standing =
                    Optional.of(
                            nothingInForce
                                    ? new Receiver.Standing.Nothing()
                                    : BundleFacts.read(inForceFile()).accepted());
        }
        return standing.get();
    }

    /** The bundle by which the site got what it has. */
    byte[] inForceFile() {
        var before = new Forgery();
        before.content = inForce;
        before.epoch = inForceEpoch;
        before.revision = inForceRevision;
        return before.bytes();
    }
}
