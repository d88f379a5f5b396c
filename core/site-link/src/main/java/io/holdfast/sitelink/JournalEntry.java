package io.holdfast.sitelink;

import io.holdfast.core.site.SiteId;
import java.time.Instant;

/**
 * One entry of a site's chained, gap-free stream J0 (rulings S2). Its hash is SHA-256 over a zero
 * byte and the stored bytes; {@code previous} is the hash of the entry before, so order and
 * completeness can be checked by anybody.
 *
 * @param boot how often the site node has started
 * @param monotonic milliseconds since that start
 * @param wall what the clock showed; display only, and so kept between the years 1 and 9999, which
 *     whatever shows and keeps it knows
 * @param actor who acted: site-node, centre, or a person at the console
 * @param type stable, upper snake case, as in INTENT, DECISION, OUTCOME, BUNDLE_REFUSED
 * @param object what it is about: a transaction, a device slot, a revision
 * @param payload JSON object with what an auditor would ask, no secrets
 */
public record JournalEntry(
        String organization,
        SiteId site,
        int incarnation,
        long sequence,
        String previous,
        long boot,
        long monotonic,
        Instant wall,
        String actor,
        String type,
        String object,
        String payload) {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    public JournalEntry {
        if (wall.isBefore(FIRST)) {
            wall = FIRST;
        } else if (wall.isAfter(LAST)) {
            wall = LAST;
        }
    }
}
