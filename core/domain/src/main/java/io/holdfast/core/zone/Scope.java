package io.holdfast.core.zone;

import io.holdfast.core.site.SiteId;
import java.util.List;

/** At which sites a conduit exists. */
public sealed interface Scope {

    /** Whether the conduit joins two zones of this site. */
    boolean covers(SiteId site);

    /** At every site, also those added later. */
    record EverySite() implements Scope {
        @Override
        public boolean covers(SiteId site) {
            return true;
        }
    }

    /**
     * From one site to another over the WAN: the initiating end stands at the first site, the
     * responding one at the second. At each of them the other end is a zone behind a tunnel ({@link
     * SiteToSite}), so it is no conduit inside either.
     */
    record BetweenSites(SiteId from, SiteId to) implements Scope {
        public BetweenSites {
            if (from.equals(to)) {
                throw new IllegalArgumentException("a conduit between sites names two sites");
            }
        }

        @Override
        public boolean covers(SiteId site) {
            return false;
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
