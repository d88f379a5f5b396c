package io.holdfast.core.rollout;

import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SiteTag;
import java.util.List;

/** Which sites a wave takes, of those that no earlier wave took. */
public sealed interface WaveSites {

    /** So many more sites; those that can be reached first. */
    record First(int count) implements WaveSites {
        public First {
            if (count < 1 || count > 10_000) {
                throw new IllegalArgumentException("a wave takes 1 to 10000 sites");
            }
        }
    }

    /** As many more as it takes until this share of all sites has had its turn, rounded up. */
    record Share(int percent) implements WaveSites {
        public Share {
            if (percent < 1 || percent > 100) {
                throw new IllegalArgumentException("a share is 1 to 100 percent");
            }
        }
    }

    /** These, as far as the change reaches them. */
    record Chosen(List<SiteId> sites) implements WaveSites {
        public Chosen {
            sites = List.copyOf(sites);
            if (sites.isEmpty() || sites.size() > 1_000) {
                throw new IllegalArgumentException("a wave of chosen sites names 1 to 1000 sites");
            }
        }
    }

    /** Those that have this tag when the rollout begins. */
    record Tagged(SiteTag tag) implements WaveSites {}
}
