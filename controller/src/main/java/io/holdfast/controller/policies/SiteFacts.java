package io.holdfast.controller.policies;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.SiteContent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a site when a change is planned.
 *
 * @param inService a site node is enrolled there
 * @param modules YANG modules of each device that was ever seen
 * @param released what the site was last meant to have
 * @param closesByItself its node carries out hard ends
 */
public record SiteFacts(
        SiteId site,
        boolean inService,
        Map<DeviceSlot, List<String>> modules,
        Optional<SiteContent> released,
        boolean closesByItself) {

    public SiteFacts {
        modules = Map.copyOf(modules);
    }

    /** The same as it is meant to be at a time: without what has ended by then. */
    SiteFacts at(Instant now) {
        return new SiteFacts(
                site, inService, modules, released.map(c -> c.at(now)), closesByItself);
    }

    /** Nothing is known. */
    public static SiteFacts unknown(SiteId site) {
        return new SiteFacts(site, false, Map.of(), Optional.empty(), false);
    }
}
