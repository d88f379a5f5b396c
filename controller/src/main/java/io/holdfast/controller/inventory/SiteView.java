package io.holdfast.controller.inventory;

import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SiteTag;
import java.util.List;

/**
 * One site as lists show it.
 *
 * @param number an octet of the site's addresses, unique in the organisation
 * @param devices how many devices stand there
 * @param tags in order
 * @param version of the row, for whoever wants to change it
 */
public record SiteView(
        SiteId id,
        String name,
        String timeZone,
        int number,
        int devices,
        List<SiteTag> tags,
        long version) {

    public SiteView {
        tags = List.copyOf(tags);
    }

    /** The same site with as many devices as its plan has. */
    SiteView with(int planned) {
        return new SiteView(id, name, timeZone, number, planned, tags, version);
    }
}
