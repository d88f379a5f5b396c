package io.holdfast.controller.sitelinks;

import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Search;
import java.util.List;

/**
 * The searches that a site's next access list carries. A border: the link signs and carries them
 * and does not know what becomes of them.
 */
public interface OrderedSearches {

    /** Those not over yet, ordered for this incarnation of the site node, oldest first. */
    List<Search> open(SiteId site, int incarnation);

    /** Those that ever brought this node a user of their own, over or not, oldest first. */
    List<String> withOwnUser(SiteId site, int incarnation);
}
