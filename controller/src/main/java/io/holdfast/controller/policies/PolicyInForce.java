package io.holdfast.controller.policies;

import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneModel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One revision of an organisation's whole policy.
 *
 * @param revision counts from 1; 0 before there is any
 * @param digest SHA-256 of the stored document, hex
 * @param change the change that made it; empty for set-up and for sites added
 */
public record PolicyInForce(
        long revision,
        String digest,
        Instant createdAt,
        Optional<UUID> change,
        ZoneModel model,
        List<SitePlan> plans) {

    public PolicyInForce {
        plans = List.copyOf(plans);
    }

    public Optional<SitePlan> plan(SiteId site) {
        return plans.stream().filter(p -> p.site().equals(site)).findFirst();
    }
}
