package io.holdfast.site.link;

import io.holdfast.sitelink.TimeBounds;
import io.holdfast.sitelink.site.Timekeeping;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What the site knows of the time, for those who judge certificates (site-link.md, "Time without
 * NTP"). The wall clock has no say in it.
 */
public final class TrustedTime {

    private final InstantSource clock;
    private volatile Timekeeping known;

    /**
     * At a start.
     *
     * @param clock the node's own
     * @param signed it is surely not earlier
     */
    public TrustedTime(InstantSource clock, Instant signed) {
        this.clock = clock;
        this.known =
                new Timekeeping(
                        0,
                        clock.instant(),
                        signed,
                        new Timekeeping.Anchor.None(),
                        Duration.ZERO,
                        false,
                        Duration.ZERO);
    }

    /** The node knows better by now. */
    public void learn(Timekeeping better) {
        known = better;
    }

    /** Between which moments it surely is now. */
    public TimeBounds bounds() {
        return known.bounds(clock.instant());
    }
}
