package io.holdfast.core.rollout;

import java.time.Instant;

/** Whether a site was given the rollout's state. */
public sealed interface Offer {

    record NotYet() implements Offer {}

    /** Given under this revision of the site. */
    record Made(long revision, Instant at) implements Offer {}
}
