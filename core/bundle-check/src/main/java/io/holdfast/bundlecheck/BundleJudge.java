package io.holdfast.bundlecheck;

import io.holdfast.bundlecheck.OfferedBundle.Delivery;
import io.holdfast.bundlecheck.OfferedBundle.Release;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Whether a site would take a bundle, by the rules of docs/formats/bundle.md in their order. The
 * first that does not hold is the reason.
 */
public final class BundleJudge {

    private BundleJudge() {}

    /** Judges the bytes of a bundle's file. */
    public static Verdict judge(byte[] file, Receiver site, Meanings meanings) {
        try {
            return judge(whole(file), site, meanings);
        } catch (Refusal e) {
            return e.verdict();
        }
    }

    private static OfferedBundle whole(byte[] file) {
        Refusal.unless(
                file.length <= JsonText.LONGEST,
                "BUNDLE_TOO_LARGE",
                file.length + " bytes are more than a bundle has");
        try {
            return OfferedBundle.read(file);
        } catch (NotThisForm e) {
            throw new Refusal("BUNDLE_MALFORMED", e.reason());
        }
    }

    private static Verdict judge(OfferedBundle bundle, Receiver site, Meanings meanings) {
        var pins = site.pins();
        Refusal.unless(
                bundle.delivery().signers(Delivery.TYPE, Pins.raw(pins.deliveryKeys())) > 0,
                "DELIVERY_SIGNATURE",
                "no delivery key this site knows signed it");
        var delivery = delivery(bundle);
        addressed(delivery, site);
        if (site.standing() instanceof Receiver.Standing.Accepted now
                && now.epoch() == delivery.epoch()
                && now.revision() == delivery.revision()) {
            Refusal.unless(
                    now.contentDigest().equals(delivery.contentDigest()),
                    "EQUIVOCATION",
                    "the site has this number with another content");
            return new Verdict.InForceAlready();
        }
        inOrder(delivery, site);
        inTime(delivery, site);
        var digest = Sha256.of(bundle.content().toArray());
        Refusal.unless(
                HexFormat.of().formatHex(digest).equals(delivery.contentDigest()),
                "CONTENT_DIGEST",
                "the content is another than the delivery names");
        int signers = bundle.release().signers(Release.TYPE, Pins.raw(pins.releaseKeys()));
        Refusal.unless(
                signers > 0, "RELEASE_SIGNATURE", "no release key this site knows signed it");
        var release = release(bundle);
        var content = content(bundle);
        released(release, bundle, digest, pins);
        ContentJudge.judge(content, delivery, meanings);
        var before =
                site.standing() instanceof Receiver.Standing.Accepted now
                        ? Optional.of(now.content())
                        : Optional.<OfferedContent>empty();
        var risk = RiskRules.of(before, content).orHigher(release.declaredRisk());
        Refusal.unless(
                signers >= pins.needed(risk),
                "TOO_FEW_SIGNATURES",
                risk + " needs " + pins.needed(risk) + " release keys, " + signers + " signed");
        ContentJudge.prove(before, content);
        return new Verdict.Acceptable(risk);
    }

    private static Delivery delivery(OfferedBundle bundle) {
        try {
            return Delivery.read(bundle.delivery().payload());
        } catch (NotThisForm e) {
            throw new Refusal("DELIVERY_MALFORMED", e.reason());
        }
    }

    private static Release release(OfferedBundle bundle) {
        try {
            return Release.read(bundle.release().payload());
        } catch (NotThisForm e) {
            throw new Refusal("CONTENT_MALFORMED", e.reason());
        }
    }

    private static OfferedContent content(OfferedBundle bundle) {
        try {
            return OfferedContent.read(bundle.content());
        } catch (NotThisForm e) {
            throw new Refusal("CONTENT_MALFORMED", e.reason());
        }
    }

    private static void addressed(Delivery delivery, Receiver site) {
        Refusal.unless(
                delivery.schema() == 1,
                "SCHEMA_UNKNOWN",
                "the delivery is of schema " + delivery.schema() + ", known is 1");
        Refusal.unless(
                delivery.organization().equals(site.pins().organization()),
                "WRONG_ORGANIZATION",
                "it is another organisation's");
        Refusal.unless(
                delivery.site().equals(site.site()),
                "WRONG_SITE",
                "it is for " + delivery.site() + " and not for " + site.site());
        Refusal.unless(
                delivery.incarnation() == site.incarnation(),
                "WRONG_INCARNATION",
                "it is for incarnation "
                        + delivery.incarnation()
                        + " and not for "
                        + site.incarnation());
        Refusal.unless(
                delivery.epoch() >= 1 && delivery.revision() >= 1,
                "DELIVERY_MALFORMED",
                "an epoch and a revision are at least 1");
        Refusal.unless(
                !site.suspended(),
                "SUSPENDED",
                "the site saw one number with two contents and takes nothing more");
    }

    private static void inOrder(Delivery delivery, Receiver site) {
        if (site.standing() instanceof Receiver.Standing.Accepted now) {
            boolean newer =
                    delivery.epoch() > now.epoch()
                            || (delivery.epoch() == now.epoch()
                                    && delivery.revision() > now.revision());
            Refusal.unless(
                    newer,
                    "STALE",
                    "the site has "
                            + now.epoch()
                            + "."
                            + now.revision()
                            + ", this is "
                            + delivery.epoch()
                            + "."
                            + delivery.revision());
        }
    }

    private static void inTime(Delivery delivery, Receiver site) {
        var until = delivery.acceptUntil();
        Refusal.unless(
                !site.earliest().isAfter(until), "EXPIRED", "it could be accepted until " + until);
        Refusal.unless(
                !site.latest().isAfter(until),
                "TIME_UNSURE",
                "it can be accepted until " + until + ", and that may be over");
        Refusal.unless(
                !delivery.issuedAt().isAfter(until),
                "DELIVERY_MALFORMED",
                "it was issued at " + delivery.issuedAt() + ", after its own end");
    }

    private static void released(Release release, OfferedBundle bundle, byte[] digest, Pins pins) {
        Refusal.unless(
                release.schema() == 1,
                "SCHEMA_UNKNOWN",
                "the release is of schema " + release.schema() + ", known is 1");
        Refusal.unless(
                release.organization().equals(pins.organization()),
                "WRONG_ORGANIZATION",
                "it was released by another organisation");
        Refusal.unless(
                Sha256.included(
                        release.merkleRoot(),
                        release.sites(),
                        bundle.leaf(),
                        digest,
                        bundle.proof()),
                "NOT_IN_RELEASE",
                "the release does not contain this content");
    }
}
