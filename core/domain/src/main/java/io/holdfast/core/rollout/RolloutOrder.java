package io.holdfast.core.rollout;

import io.holdfast.core.site.SiteId;

/** What the centre is to do next for a rollout. */
public sealed interface RolloutOrder {

    /** Give the site the rollout's content as its next revision. */
    record OfferState(SiteId site) implements RolloutOrder {}

    /** Give the site the content it had before, as its next revision. */
    record ReturnTo(SiteId site) implements RolloutOrder {}
}
