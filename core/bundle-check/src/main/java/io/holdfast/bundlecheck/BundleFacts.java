package io.holdfast.bundlecheck;

import io.holdfast.bundlecheck.OfferedBundle.Delivery;
import io.holdfast.bundlecheck.OfferedBundle.Release;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a bundle says, whether or not anybody should believe it.
 *
 * @param contentDigest of the content that is in the file
 * @param deliveredDigest of the content that the delivery names; the same in a whole bundle
 * @param takenOver devices whose foreign configuration may be replaced
 */
public record BundleFacts(
        String organization,
        SiteId site,
        int incarnation,
        long epoch,
        long revision,
        Instant issuedAt,
        Instant acceptUntil,
        String contentDigest,
        String deliveredDigest,
        List<DeviceSlot> takenOver,
        String change,
        Risk declaredRisk,
        List<Approval> approvals,
        Instant releasedAt,
        OfferedContent content) {

    public BundleFacts {
        takenOver = List.copyOf(takenOver);
        approvals = List.copyOf(approvals);
    }

    /**
     * Reads a bundle's file.
     *
     * @throws IllegalArgumentException saying why it is none
     */
    public static BundleFacts read(byte[] file) {
        try {
            var bundle = OfferedBundle.read(file);
            var delivery = Delivery.read(bundle.delivery().payload());
            var release = Release.read(bundle.release().payload());
            return new BundleFacts(
                    delivery.organization(),
                    delivery.site(),
                    delivery.incarnation(),
                    delivery.epoch(),
                    delivery.revision(),
                    delivery.issuedAt(),
                    delivery.acceptUntil(),
                    Sha256.hex(bundle.content().toArray()),
                    delivery.contentDigest(),
                    delivery.takenOver(),
                    release.change(),
                    release.declaredRisk(),
                    release.approvals(),
                    release.releasedAt(),
                    OfferedContent.read(bundle.content()));
        } catch (NotThisForm e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }

    /** What a site has that accepted this bundle. */
    public Receiver.Standing accepted() {
        return new Receiver.Standing.Accepted(epoch, revision, contentDigest, content);
    }

    /** The class of the step from what is in force to this. */
    public Risk risk(Receiver.Standing before) {
        var computed =
                switch (before) {
                    case Receiver.Standing.Nothing() -> RiskRules.of(Optional.empty(), content);
                    case Receiver.Standing.Accepted now ->
                            RiskRules.of(Optional.of(now.content()), content);
                };
        return computed.orHigher(declaredRisk);
    }
}
