package io.holdfast.sitelink;

import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.MerkleTree;
import io.holdfast.sitelink.Enrolment.TrustRoot;
import java.util.List;
import java.util.Optional;

/**
 * When a site takes a state it is offered (site-link.md, rules A1 to A9): signatures over the
 * stored bytes first, then for whom, then in which order, then until when, and only then what is in
 * it. Whatever does not hold is a {@link Judgement} with a code; what the site has stays.
 */
public final class Acceptance {

    private Acceptance() {}

    /**
     * The site that judges.
     *
     * @param suspended true after an equivocation
     */
    public record Judge(
            TrustRoot trust,
            SiteIdentity identity,
            InForce inForce,
            boolean suspended,
            TimeBounds time) {}

    /** What the site accepted before. */
    public sealed interface InForce {
        record Nothing() implements InForce {}

        record State(long epoch, long revision, String contentDigest, SiteContent content)
                implements InForce {}
    }

    public static Judgement judge(Bundle bundle, Judge site, ContentChecks checks) {
        var envelope = bundle.delivery();
        if (!Envelopes.verify(envelope, Delivery.TYPE, site.trust().deliveryKeys(), 1)) {
            return refused(0, 0, "DELIVERY_SIGNATURE", "no delivery key of this site signed it");
        }
        Delivery delivery;
        try {
            delivery = WireJson.read(Delivery.class, envelope.payload());
        } catch (MalformedMessage e) {
            return refused(0, 0, "DELIVERY_MALFORMED", String.valueOf(e.getMessage()));
        }
        return order(delivery, site)
                .or(() -> acceptable(delivery, site.time()))
                .orElseGet(() -> content(bundle, delivery, site, checks));
    }

    private static Optional<Judgement> order(Delivery d, Judge site) {
        var us = site.identity();
        if (d.schema() != 1) {
            return no(d, "SCHEMA_UNKNOWN", "delivery schema " + d.schema() + " is not known here");
        }
        if (!d.organization().equals(us.organization())) {
            return no(d, "WRONG_ORGANIZATION", "it is for another organisation");
        }
        if (!d.site().equals(us.site())) {
            return no(d, "WRONG_SITE", "it is for site " + d.site() + ", this is " + us.site());
        }
        if (d.incarnation() != us.incarnation()) {
            return no(
                    d,
                    "WRONG_INCARNATION",
                    "it is for incarnation " + d.incarnation() + ", this is " + us.incarnation());
        }
        if (d.epoch() < 1 || d.revision() < 1) {
            return no(d, "DELIVERY_MALFORMED", "epochs and revisions count from 1");
        }
        if (site.suspended()) {
            return no(
                    d,
                    "SUSPENDED",
                    "one number was delivered with two contents; nothing is accepted until the trust"
                            + " root is replaced");
        }
        return site.inForce() instanceof InForce.State state ? order(d, state) : Optional.empty();
    }

    private static Optional<Judgement> order(Delivery d, InForce.State state) {
        int byEpoch = Long.compare(d.epoch(), state.epoch());
        int newer = byEpoch != 0 ? byEpoch : Long.compare(d.revision(), state.revision());
        if (newer > 0) {
            return Optional.empty();
        }
        if (newer < 0) {
            return Optional.of(
                    new Judgement.Stale(d.epoch(), d.revision(), state.epoch(), state.revision()));
        }
        return Optional.of(
                d.contentDigest().equals(state.contentDigest())
                        ? new Judgement.AlreadyInForce(d.epoch(), d.revision())
                        : new Judgement.Equivocation(
                                d.epoch(), d.revision(), state.contentDigest(), d.contentDigest()));
    }

    /**
     * Authority holds only if the whole interval lies inside (site-link.md, "Time without NTP").
     */
    private static Optional<Judgement> acceptable(Delivery d, TimeBounds time) {
        if (time.earliest().isAfter(d.acceptUntil())) {
            return no(
                    d,
                    "EXPIRED",
                    "it was to be accepted until "
                            + d.acceptUntil()
                            + ", now it is at least "
                            + time.earliest());
        }
        if (time.latest().isAfter(d.acceptUntil())) {
            return no(
                    d,
                    "TIME_UNSURE",
                    "it was to be accepted until "
                            + d.acceptUntil()
                            + " and this site cannot tell that it is not later");
        }
        if (d.issuedAt().isAfter(d.acceptUntil())) {
            // Whoever believed it would set the site's clock beyond every other delivery's end.
            return no(
                    d,
                    "DELIVERY_MALFORMED",
                    "it was issued at "
                            + d.issuedAt()
                            + ", after the end of its own acceptance at "
                            + d.acceptUntil());
        }
        return Optional.empty();
    }

    private static Judgement content(Bundle bundle, Delivery d, Judge site, ContentChecks checks) {
        var digest = Digests.of(bundle.content());
        if (!digest.equals(d.contentDigest())) {
            return refused(d, "CONTENT_DIGEST", "the content is not the one that was delivered");
        }
        var trust = site.trust();
        if (!Envelopes.verify(bundle.release(), Release.TYPE, trust.releaseKeys(), 1)) {
            return refused(d, "RELEASE_SIGNATURE", "no release key of this organisation signed it");
        }
        Release release;
        SiteContent content;
        try {
            release = WireJson.read(Release.class, bundle.release().payload());
            content = WireJson.read(SiteContent.class, bundle.content());
        } catch (MalformedMessage e) {
            return refused(d, "CONTENT_MALFORMED", String.valueOf(e.getMessage()));
        }
        var fault = release(release, bundle, digest, d, site);
        if (fault.isEmpty()) {
            fault = ContentRules.fault(content, d, checks);
        }
        if (fault.isPresent()) {
            return fault.get();
        }
        var before = contentOf(site.inForce());
        var risk = RiskOf.higher(RiskOf.between(before, content), release.declaredRisk());
        int threshold = threshold(trust, risk);
        int signers = Envelopes.signers(bundle.release(), trust.releaseKeys()).size();
        if (signers < threshold) {
            return refused(
                    d,
                    "TOO_FEW_SIGNATURES",
                    "a change of class "
                            + risk
                            + " needs "
                            + threshold
                            + " keys, here are "
                            + signers);
        }
        var objections = checks.objections(before, content);
        if (!objections.isEmpty()) {
            return refused(d, "PROOF", objections.getFirst());
        }
        return new Judgement.Accepted(d, release, content, digest, risk);
    }

    private static Optional<Judgement> release(
            Release release, Bundle bundle, String digest, Delivery d, Judge site) {
        if (release.schema() != 1) {
            return no(
                    d,
                    "SCHEMA_UNKNOWN",
                    "release schema " + release.schema() + " is not known here");
        }
        if (!release.organization().equals(site.identity().organization())) {
            return no(d, "WRONG_ORGANIZATION", "the release is of another organisation");
        }
        if (!included(release, bundle, digest)) {
            return no(d, "NOT_IN_RELEASE", "the content is not among those that were released");
        }
        return Optional.empty();
    }

    private static boolean included(Release release, Bundle bundle, String digest) {
        try {
            return MerkleTree.includes(
                    new Digest(release.merkleRoot()),
                    release.sites(),
                    bundle.leaf(),
                    MerkleTree.leafHash(new Digest(digest).bytes()),
                    bundle.proof().stream().map(Digest::new).toList());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Judges how the site may reach its devices: signed by a delivery key, for this site, and
     * newer.
     *
     * @param current version the site has, 0 if none
     */
    public static AccessJudgement judgeAccess(
            Envelope envelope, TrustRoot trust, SiteIdentity identity, long current) {
        if (!Envelopes.verify(envelope, DeviceAccess.TYPE, trust.deliveryKeys(), 1)) {
            return new AccessJudgement.Refused(
                    "ACCESS_SIGNATURE", "no delivery key of this site signed it");
        }
        DeviceAccess access;
        try {
            access = WireJson.read(DeviceAccess.class, envelope.payload());
        } catch (MalformedMessage e) {
            return new AccessJudgement.Refused("ACCESS_MALFORMED", String.valueOf(e.getMessage()));
        }
        if (access.schema() != 1) {
            return new AccessJudgement.Refused(
                    "SCHEMA_UNKNOWN", "access schema " + access.schema() + " is not known here");
        }
        boolean ours =
                access.organization().equals(identity.organization())
                        && access.site().equals(identity.site())
                        && access.incarnation() == identity.incarnation();
        if (!ours) {
            return new AccessJudgement.Refused("WRONG_SITE", "it is for another site");
        }
        return access.version() <= current
                ? new AccessJudgement.NotNewer(access.version())
                : new AccessJudgement.Accepted(access);
    }

    private static Optional<SiteContent> contentOf(InForce inForce) {
        return switch (inForce) {
            case InForce.Nothing() -> Optional.empty();
            case InForce.State state -> Optional.of(state.content());
        };
    }

    /** A trust root that names no threshold for a class means every release key. */
    private static int threshold(TrustRoot trust, RiskClass risk) {
        int index = List.of(RiskClass.values()).indexOf(risk);
        int threshold =
                index < trust.releaseThresholds().size()
                        ? trust.releaseThresholds().get(index)
                        : trust.releaseKeys().size();
        return Math.max(1, threshold);
    }

    static Optional<Judgement> no(Delivery d, String code, String reason) {
        return Optional.of(refused(d, code, reason));
    }

    private static Judgement refused(Delivery d, String code, String reason) {
        return refused(d.epoch(), d.revision(), code, reason);
    }

    private static Judgement refused(long epoch, long revision, String code, String reason) {
        return new Judgement.Refused(epoch, revision, code, reason);
    }
}
