package io.holdfast.controller.observations;

import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.core.site.SiteId;
import org.springframework.stereotype.Component;

/**
 * Whether the acting organisation has a site at all. A list of nothing would say of another's site
 * that it is there.
 */
@Component
class KnownSites {

    private final SiteLinks links;

    KnownSites(SiteLinks links) {
        this.links = links;
    }

    /**
     * Goes on only for a site of the acting organisation.
     *
     * @throws Refused NOT_FOUND if it has no such site
     */
    void require(SiteId site) {
        links.require(site);
    }
}
