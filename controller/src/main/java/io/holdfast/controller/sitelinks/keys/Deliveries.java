package io.holdfast.controller.sitelinks.keys;

import io.holdfast.controller.sitelinks.store.BundleStore;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Puts a site's bundle together: its state, and a delivery of it to this incarnation in this epoch.
 * Needs a transaction; asks no right.
 */
@Component
public class Deliveries {

    /** Limits acceptance only; an accepted state never ends (rulings D8). */
    static final Duration ACCEPT = Duration.ofDays(90);

    /** A delivery with less left than this is signed again before it is sent. */
    private static final Duration FRESH = Duration.ofHours(1);

    private final LinkKeys keys;
    private final BundleStore bundles;

    Deliveries(LinkKeys keys, BundleStore bundles) {
        this.keys = keys;
        this.bundles = bundles;
    }

    /** For the link: signed again when hardly anything of its time is left. */
    public Optional<Bundle> bundle(SiteIdentity to, long revision, long epoch, Instant now) {
        return bundle(to, revision, epoch, now, FRESH);
    }

    /**
     * The same with at least so much of its time left.
     *
     * @param left at most a day less than a delivery has at first
     */
    public Optional<Bundle> bundle(
            SiteIdentity to, long revision, long epoch, Instant now, Duration left) {
        return bundles.find(to.site(), revision)
                .map(state ->
                        new Bundle(
                                delivery(state, to, epoch, now, left),
                                state.release(),
                                state.leaf(),
                                state.proof(),
                                state.content()));
    }

    private Envelope delivery(
            BundleStore.State state, SiteIdentity to, long epoch, Instant now, Duration left) {
        var signed =
                bundles.newestDelivery(state.site(), state.revision(), epoch, to.incarnation())
                        .filter(s -> s.acceptUntil().isAfter(now.plus(left)));
        if (signed.isPresent()) {
            return signed.get().envelope();
        }
        var issued = now.truncatedTo(ChronoUnit.MICROS);
        var delivery =
                new Delivery(
                        1,
                        to.organization(),
                        state.site(),
                        to.incarnation(),
                        epoch,
                        state.revision(),
                        state.contentDigest(),
                        issued,
                        issued.plus(ACCEPT),
                        state.takeOver());
        var envelope = keys.delivery().sign(Delivery.TYPE, WireJson.write(delivery));
        bundles.append(delivery, envelope);
        return envelope;
    }
}
