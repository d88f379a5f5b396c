package io.holdfast.site.node;

import io.holdfast.site.health.Uploader;
import io.holdfast.site.link.Contacts;
import io.holdfast.site.offers.Shelf;
import io.holdfast.sitelink.site.SiteState.Desired;
import java.util.List;

/** What the observatory asks the node now and then. */
final class Asked {

    private Asked() {}

    /** Ids of the conduits in force at this site. */
    static List<String> conduits(NodeLoop loop, Shelf shelf) {
        return switch (loop.state().desired()) {
            case Desired.Nothing() -> List.of();
            case Desired.Accepted accepted ->
                    shelf.content(accepted.contentDigest()).stream()
                            .flatMap(content -> content.model().conduits().stream())
                            .map(conduit -> conduit.id().value())
                            .toList();
        };
    }

    /** Whether the centre is there, and how far it has the journal. */
    static Uploader.LinkStanding standing(NodeLoop loop, Contacts contacts) {
        return new Uploader.LinkStanding() {
            @Override
            public boolean up() {
                return contacts.lastReason().isEmpty();
            }

            @Override
            public long journalBehind() {
                return loop.state().unsent();
            }
        };
    }
}
