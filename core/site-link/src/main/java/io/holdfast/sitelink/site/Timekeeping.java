package io.holdfast.sitelink.site;

import io.holdfast.sitelink.TimeBounds;
import java.time.Duration;
import java.time.Instant;

/**
 * What the node knows about time without a time server.
 *
 * @param boot how often it has started
 * @param startedAt what its clock showed at that start
 * @param floor it is surely not earlier: greatest signed or journaled time seen
 * @param anchor when the centre last told the time
 */
public record Timekeeping(long boot, Instant startedAt, Instant floor, Anchor anchor) {

    /** Before the first start. */
    public static final Timekeeping UNKNOWN =
            new Timekeeping(0, Instant.EPOCH, Instant.EPOCH, new Anchor.None());

    /** Worst quartz: 200 parts per million (site-link.md, "Time without NTP"). */
    private static final long DRIFT = 5_000;

    /** The centre's answer may have been this long on its way. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(30);

    /** How wrong a battery-backed clock may be that does not contradict what is known. */
    private static final Duration BATTERY = Duration.ofMinutes(10);

    /** Between which moments it surely is now. */
    public TimeBounds bounds(Instant now) {
        return switch (anchor) {
            case Anchor.Told(var centre, var own) -> {
                var elapsed = Duration.between(own, now);
                var error = elapsed.dividedBy(DRIFT);
                yield new TimeBounds(
                        Contacts.latest(floor, centre.plus(elapsed).minus(error)),
                        centre.plus(elapsed).plus(error).plus(ON_ITS_WAY));
            }
            case Anchor.None() ->
                    new TimeBounds(floor, now.isBefore(floor) ? Instant.MAX : now.plus(BATTERY));
        };
    }

    /** A moment at which the centre's clock and the node's own were compared since the start. */
    public sealed interface Anchor {
        record None() implements Anchor {}

        record Told(Instant centre, Instant own) implements Anchor {}
    }
}
