package io.holdfast.sitelink.telemetry;

import java.time.Instant;

/**
 * One event of stream J1. Numbers rise by one; where the site had to drop some, a {@link
 * SiteWord.EventsDropped} stands in their place and says how many.
 *
 * @param sequence from 1, of this incarnation
 */
public record EventLine(long sequence, Instant at, SiteWord word) {
    public EventLine {
        if (sequence < 1) {
            throw new IllegalArgumentException("events are numbered from 1");
        }
    }
}
