package io.holdfast.sitelink;

import io.holdfast.core.Names;
import io.holdfast.core.site.SiteId;

/**
 * Who a site node is: its organisation, its site and its incarnation. A replaced box gets the next
 * incarnation; what the old one signed stays readable under the old number.
 *
 * @param organization UUID text
 */
public record SiteIdentity(String organization, SiteId site, int incarnation) {

    public SiteIdentity {
        Names.text("an organisation id", organization, 64);
        if (incarnation < 1) {
            throw new IllegalArgumentException("incarnations count from 1");
        }
    }

    @Override
    public String toString() {
        return site + "#" + incarnation;
    }
}
