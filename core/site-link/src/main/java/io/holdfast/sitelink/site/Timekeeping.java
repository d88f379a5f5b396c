package io.holdfast.sitelink.site;

import io.holdfast.core.AddedLater;
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
 * @param stepped how far the wall clock has run away from the node's own since that start
 * @param suspect true once it was said in this run that the clock contradicts what is known
 */
public record Timekeeping(
        long boot,
        Instant startedAt,
        Instant floor,
        Anchor anchor,
        @AddedLater Duration stepped,
        @AddedLater boolean suspect) {

    /** Before the first start. */
    public static final Timekeeping UNKNOWN =
            new Timekeeping(
                    0, Instant.EPOCH, Instant.EPOCH, new Anchor.None(), Duration.ZERO, false);

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
            case Anchor.None() -> {
                var shown = Contacts.latest(now, now.plus(stepped));
                yield new TimeBounds(
                        floor, shown.isBefore(floor) ? Instant.MAX : shown.plus(BATTERY));
            }
        };
    }

    /**
     * The same for what needs authority, as a window. Before the centre told the time in this run
     * there is no upper bound: a clock that stood still while the power was gone contradicts
     * nothing and looks like one that is right.
     */
    TimeBounds trusted(Instant now) {
        var bounds = bounds(now);
        return switch (anchor) {
            case Anchor.Told(_, _) -> bounds;
            case Anchor.None() -> new TimeBounds(bounds.earliest(), Instant.MAX);
        };
    }

    /** The node begins again: what it compared its clock with was in another run. */
    Timekeeping started(Instant now, Instant signed) {
        return new Timekeeping(
                boot + 1,
                now,
                Contacts.latest(floor, signed),
                new Anchor.None(),
                Duration.ZERO,
                false);
    }

    /** The centre told the time. */
    Timekeeping told(Instant centre, Instant own) {
        return new Timekeeping(
                boot,
                startedAt,
                Contacts.latest(floor, centre),
                new Anchor.Told(centre, own),
                stepped,
                suspect);
    }

    /** Somebody trusted signed for this moment. */
    Timekeeping signed(Instant moment) {
        return new Timekeeping(
                boot, startedAt, Contacts.latest(floor, moment), anchor, stepped, suspect);
    }

    /** The wall clock is this far from the node's own. */
    Timekeeping stepped(Duration away) {
        return new Timekeeping(boot, startedAt, floor, anchor, away, suspect);
    }

    /**
     * Time may have passed that the node's own clock did not see, as in a machine that was put to
     * sleep: until the centre tells the time again nothing is known of the upper bound.
     */
    Timekeeping unanchored() {
        return new Timekeeping(boot, startedAt, floor, new Anchor.None(), stepped, suspect);
    }

    Timekeeping suspected() {
        return new Timekeeping(boot, startedAt, floor, anchor, stepped, true);
    }

    /** A moment at which the centre's clock and the node's own were compared since the start. */
    public sealed interface Anchor {
        record None() implements Anchor {}

        record Told(Instant centre, Instant own) implements Anchor {}
    }
}
