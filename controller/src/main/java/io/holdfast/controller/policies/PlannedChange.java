package io.holdfast.controller.policies;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.sitelink.RiskClass;
import java.util.List;

/**
 * A change worked out to the last byte: the policy it makes and what each site whose devices change
 * is told.
 *
 * @param risk the highest of its sites, and of what it does to the policy of any site
 */
public record PlannedChange(
        ZoneModel model,
        List<SitePlan> plans,
        List<PlannedSite> sites,
        ChangePreview preview,
        RiskClass risk) {

    public PlannedChange {
        plans = List.copyOf(plans);
        sites = List.copyOf(sites);
    }

    /**
     * One site.
     *
     * @param content stored bytes of its content
     * @param changed the devices whose configuration changes
     */
    public record PlannedSite(
            SiteId site, Bytes content, String contentDigest, List<DeviceSlot> changed) {
        public PlannedSite {
            changed = List.copyOf(changed);
        }
    }
}
