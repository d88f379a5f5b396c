package io.holdfast.core.rollout;

import io.holdfast.core.site.SiteId;

/**
 * One site's part in a rollout.
 *
 * @param wave counted from 0; the first is the canary
 */
public record SiteInRollout(SiteId site, int wave, Offer offer, SiteStep step) {

    static SiteInRollout planned(SiteId site, int wave) {
        return new SiteInRollout(
                site, wave, new Offer.NotYet(), new SiteStep.Waiting("its turn has not come"));
    }

    SiteInRollout with(SiteStep next) {
        return new SiteInRollout(site, wave, offer, next);
    }

    SiteInRollout offered(Offer.Made made) {
        return new SiteInRollout(
                site, wave, made, new SiteStep.Waiting("told; the site has not begun yet"));
    }
}
