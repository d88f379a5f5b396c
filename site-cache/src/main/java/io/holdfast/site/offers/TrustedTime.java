package io.holdfast.site.offers;

import io.holdfast.sitelink.TimeBounds;
import io.holdfast.sitelink.site.Timekeeping;
import java.time.Duration;
import java.time.Instant;

/** Between which moments it surely is now (site-link.md, "Time without NTP"). */
final class TrustedTime {

    /** How fast or slow a quartz may run: 200 parts per million. */
    private static final long PARTS = 5_000;

    /** What one contact may take on its way. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(60);

    private TrustedTime() {}

    static TimeBounds bounds(Timekeeping time, Instant now) {
        return switch (time.anchor()) {
            case Timekeeping.Anchor.None() -> new TimeBounds(time.floor(), Instant.MAX);
            case Timekeeping.Anchor.Told(var centre, var own) -> {
                var since = Duration.between(own, now);
                var drift = since.dividedBy(PARTS).abs();
                var told = centre.plus(since);
                var earliest = told.minus(drift);
                yield new TimeBounds(
                        earliest.isBefore(time.floor()) ? time.floor() : earliest,
                        told.plus(drift).plus(ON_THE_WAY));
            }
        };
    }
}
