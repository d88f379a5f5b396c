package io.holdfast.controller.policies;

import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.ConduitUse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was seen of the use of conduits, by whoever takes in what sites tell. */
public interface WatchedUses {

    /**
     * What one site told.
     *
     * @param since its first word about any rule; before that nobody watched
     */
    record Watched(Optional<Instant> since, List<ConduitUse> uses) {
        public Watched {
            uses = List.copyOf(uses);
        }
    }

    Watched of(SiteId site);
}
