package io.holdfast.controller.observations;

import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import org.springframework.stereotype.Component;

/**
 * Whether the acting organisation has a site at all. A list of nothing would say of another's site
 * that it is there.
 */
@Component
class KnownSites {

    private final Policies policies;

    KnownSites(Policies policies) {
        this.policies = policies;
    }

    /**
     * The plan of a site.
     *
     * @throws Refused NOT_FOUND if the organisation has no such site
     */
    SitePlan plan(SiteId site) {
        return policies.inForce()
                .plan(site)
                .orElseThrow(() -> Refused.notFound("site", site.value()));
    }

    /**
     * As {@link #plan}, and that the site has such a device.
     *
     * @throws Refused NOT_FOUND if it has not
     */
    void require(SiteId site, DeviceSlot slot) {
        if (plan(site).device(slot).isEmpty()) {
            throw Refused.notFound("device", slot.value());
        }
    }
}
