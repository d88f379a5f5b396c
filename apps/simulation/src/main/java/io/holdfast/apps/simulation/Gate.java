package io.holdfast.apps.simulation;

import io.holdfast.sitelink.Acceptance;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Enrolment.TrustRoot;
import io.holdfast.sitelink.Judgement;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.site.SiteState;
import io.holdfast.sitelink.site.SiteState.Desired;
import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where a site judges what it is offered, and the contents it took. */
final class Gate {

    private final World world;
    private final SiteIdentity identity;
    private final TrustRoot trust;
    private final TrustRoot anybody;
    private final SortedMap<String, SiteContent> contents = new TreeMap<>();

    /** A gate of a site, which knows what else it would believe if it were broken. */
    Gate(World world, SiteIdentity identity, TrustRoot trust, TrustRoot anybody) {
        this.world = world;
        this.identity = identity;
        this.trust = trust;
        this.anybody = anybody;
    }

    Judgement judge(Bundle bundle, SiteState state, Instant now) {
        var judge =
                new Acceptance.Judge(
                        world.is(Sabotage.TRUST_ANYBODY) ? anybody : trust,
                        world.is(Sabotage.TAKE_OTHERS_STATES) ? addressee(bundle) : identity,
                        inForce(state),
                        state.suspended(),
                        state.time().bounds(now));
        var judgement = Acceptance.judge(bundle, judge, Changes.CHECKS);
        if (judgement instanceof Judgement.Accepted accepted) {
            contents.put(accepted.contentDigest(), accepted.content());
        }
        return judgement;
    }

    private static SiteIdentity addressee(Bundle bundle) {
        var delivery = WireJson.read(Delivery.class, bundle.delivery().payload());
        return new SiteIdentity(delivery.organization(), delivery.site(), delivery.incarnation());
    }

    private Acceptance.InForce inForce(SiteState state) {
        return switch (state.desired()) {
            case Desired.Nothing() -> new Acceptance.InForce.Nothing();
            case Desired.Accepted a ->
                    new Acceptance.InForce.State(
                            a.epoch(), a.revision(), a.contentDigest(), content(a.contentDigest()));
        };
    }

    /** What stands behind a digest that was accepted here. */
    SiteContent content(String digest) {
        return Objects.requireNonNull(contents.get(digest));
    }
}
