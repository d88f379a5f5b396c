package io.holdfast.site.offers;

import io.holdfast.sitelink.Acceptance;
import io.holdfast.sitelink.Acceptance.InForce;
import io.holdfast.sitelink.AccessJudgement;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.ContentChecks;
import io.holdfast.sitelink.Enrolment.TrustRoot;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.Judgement;
import io.holdfast.sitelink.site.SiteState;
import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.Work;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** Judges an offer and makes durable what is accepted, before anybody is told. */
public final class Examiner {

    private final TrustRoot trust;
    private final Shelf shelf;
    private final ContentChecks checks;
    private volatile Set<String> keptLast = Set.of();

    /** The checks are the border to dialects and verifier; a site node has {@link OwnChecks}. */
    public Examiner(TrustRoot trust, Shelf shelf, ContentChecks checks) {
        this.trust = trust;
        this.shelf = shelf;
        this.checks = checks;
    }

    /**
     * Judges an offered bundle.
     *
     * @param state the site as it was when the offer was to be examined
     */
    public Judgement judge(Bundle bundle, SiteState state, Instant now) {
        var judge =
                new Acceptance.Judge(
                        trust,
                        state.identity(),
                        inForce(state.desired()),
                        state.suspended(),
                        state.time().bounds(now));
        var judgement = Acceptance.judge(bundle, judge, checks);
        if (judgement instanceof Judgement.Accepted accepted) {
            // The one accepted before may not have come to the node's mind yet.
            var needed = needed(state);
            needed.addAll(keptLast);
            shelf.keep(accepted.contentDigest(), bundle, needed);
            keptLast = Set.of(accepted.contentDigest());
        }
        return judgement;
    }

    /** Judges offered device access. */
    public AccessJudgement judge(Envelope access, SiteState state) {
        var judgement =
                Acceptance.judgeAccess(access, trust, state.identity(), state.accessVersion());
        if (judgement instanceof AccessJudgement.Accepted) {
            shelf.keep(access);
        }
        return judgement;
    }

    private InForce inForce(Desired desired) {
        return switch (desired) {
            case Desired.Nothing() -> new InForce.Nothing();
            case Desired.Accepted accepted ->
                    new InForce.State(
                            accepted.epoch(),
                            accepted.revision(),
                            accepted.contentDigest(),
                            shelf.content(accepted.contentDigest())
                                    .orElseThrow(() ->
                                            new IllegalStateException(
                                                    "the accepted content "
                                                            + accepted.contentDigest()
                                                            + " is not in the store")));
        };
    }

    /** Contents that are in force or on trial. */
    private static Set<String> needed(SiteState state) {
        var digests = new TreeSet<String>();
        if (state.desired() instanceof Desired.Accepted accepted) {
            digests.add(accepted.contentDigest());
        }
        state.ends().forEach(end -> digests.add(end.contentDigest()));
        switch (state.work()) {
            case Work.Idle() -> {}
            case Work.Checking work -> digests.add(work.plan().contentDigest());
            case Work.Applying work -> digests.add(work.plan().contentDigest());
            case Work.Proving work -> digests.add(work.plan().contentDigest());
            case Work.Keeping work -> digests.add(work.plan().contentDigest());
            case Work.TakingBack work -> digests.add(work.plan().contentDigest());
        }
        return digests;
    }
}
