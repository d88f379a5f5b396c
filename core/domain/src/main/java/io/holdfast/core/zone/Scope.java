package io.holdfast.core.zone;

import io.holdfast.core.site.SiteId;
import java.util.List;

/** At which sites a conduit exists. */
public sealed interface Scope {

    boolean covers(SiteId site);

    /** At every site, also those added later. */
    record EverySite() implements Scope {
        @Override
        public boolean covers(SiteId site) {
            return true;
        }
    }

    /** Only at the named sites; at least one, sorted. */
    record OnlySites(List<SiteId> sites) implements Scope {
        public OnlySites {
            sites = sites.stream().distinct().sorted().toList();
            if (sites.isEmpty()) {
                throw new IllegalArgumentException(
                        "a conduit is for every site or names at least one");
            }
        }

        @Override
        public boolean covers(SiteId site) {
            return sites.contains(site);
        }
    }
}
