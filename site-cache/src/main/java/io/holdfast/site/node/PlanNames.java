package io.holdfast.site.node;

import io.holdfast.site.offers.Shelf;
import io.holdfast.sitelink.site.SiteState;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** A site's name and zone, and whether it has tunnels, as the accepted plan says. */
record PlanNames(String name, ZoneId zone, boolean tunnels) {

    static Optional<PlanNames> of(SiteState.Desired desired, Shelf shelf) {
        return switch (desired) {
            case SiteState.Desired.Nothing() -> Optional.empty();
            case SiteState.Desired.Accepted accepted ->
                    shelf.content(accepted.contentDigest())
                            .map(content ->
                                    new PlanNames(
                                            content.plan().name(),
                                            zone(content.plan().timeZone()),
                                            !content.plan().tunnels().isEmpty()));
        };
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
