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
 * @param effects what was done to devices in it
 * @param review empty while nobody has closed the case
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
        List<Deed> deeds,
        List<Effect> effects,
        Optional<Review> review) {

    public HoldStanding {
        effects = List.copyOf(effects);
        deeds = List.copyOf(deeds);
    }

    /** A hold as it begins. */
    public HoldStanding(
            int incarnation,
            long hold,
            Instant openedAt,
            Instant openedHeard,
            Duration lease,
            String person,
            String reason,
            Optional<End> end,
            List<Deed> deeds) {
        this(
                incarnation,
                hold,
                openedAt,
                openedHeard,
                lease,
                person,
                reason,
                end,
                deeds,
                List.of(),
                Optional.empty());
    }

    public HoldId id() {
        return new HoldId(incarnation, hold);
    }

    /**
     * What was done to one device.
     *
     * @param closes the conduits that were closed
     * @param answer empty while it stands; else ADOPTED, ANSWERED, AGREES, MUST_APPLY, or ENDED if
     *     it would have ended by then anyway
     */
    public record Effect(
            String slot, String base, String local, List<String> closes, String answer) {
        public Effect {
            closes = List.copyOf(closes);
        }
    }

    /** What somebody who was not in it found out. */
    public record Review(Instant at, String by, String postMortem) {}

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
     * @param kind ENTERED or CLOSED
     * @param code that was used for it, as in 3.1
     */
    public record Deed(
            long sequence, Instant at, String kind, String person, String code, String reason) {}
}
