package io.holdfast.sitelink.site;

import java.time.Instant;
import java.util.List;

/** A site node's mind. */
public final class SiteNode {

    private SiteNode() {}

    /** The new state and what is to be done, in this order. */
    public record Step(SiteState state, List<SiteOrder> orders) {
        public Step {
            orders = List.copyOf(orders);
        }
    }

    /**
     * What the node does about an event.
     *
     * @param now the node's clock: set once at its start, monotonic since
     */
    public static Step step(SiteState state, SiteEvent event, Instant now) {
        return new Step(state, List.of());
    }
}
