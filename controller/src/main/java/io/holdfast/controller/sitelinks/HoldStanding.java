package io.holdfast.controller.sitelinks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A hold that somebody opened at a site by break-glass, as the site's journal tells it.
 *
 * @param hold its number, counted over the life of the site node
 * @param openedAt by the site's clock
 * @param openedHeard when the centre heard of it
 * @param lease how long it may last
 * @param deeds what was done in it, oldest first
 */
public record HoldStanding(
        int incarnation,
        long hold,
        Instant openedAt,
        Instant openedHeard,
        Duration lease,
        String person,
        String reason,
        Optional<End> end,
        List<Deed> deeds) {

    public HoldStanding {
        deeds = List.copyOf(deeds);
    }

    /**
     * How it ended.
     *
     * @param at by the site's clock
     * @param heard when the centre heard of it
     */
    public record End(Instant at, Instant heard, String by, String cause) {}

    /**
     * One thing that was done in it.
     *
     * @param sequence the entry of the site's journal that says so
     * @param kind ENTERED
     * @param code that was used for it, as in 3.1
     */
    public record Deed(
            long sequence, Instant at, String kind, String person, String code, String reason) {}
}
