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
 * @param floored when, after that start, the floor was surely reached
 * @param suspect true once it was said in this run that the clock contradicts what is known
 */
public record Timekeeping(
        long boot,
        Instant startedAt,
        Instant floor,
        Anchor anchor,
        @AddedLater Duration stepped,
        @AddedLater boolean suspect,
        @AddedLater Duration floored) {

    /** Before the first start. */
    public static final Timekeeping UNKNOWN =
            new Timekeeping(
                    0,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    new Anchor.None(),
                    Duration.ZERO,
                    false,
                    Duration.ZERO);

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
                var least = risen(now);
                yield new TimeBounds(
                        least, shown.isBefore(least) ? Instant.MAX : shown.plus(BATTERY));
            }
        };
    }

    /** The floor, and what passed since it was known while the node ran: at least that. */
    private Instant risen(Instant now) {
        var since = Duration.between(startedAt.plus(floored), now);
        return since.isPositive() ? floor.plus(since).minus(since.dividedBy(DRIFT)) : floor;
    }

    /** The same with what is surely over by now as its floor, for the next start. */
    Timekeeping settled(Instant now) {
        return since(bounds(now).earliest(), now);
    }

    private Timekeeping floored(Instant moment, Instant now) {
        return moment.isAfter(risen(now)) ? since(moment, now) : this;
    }

    private Timekeeping since(Instant moment, Instant now) {
        return new Timekeeping(
                boot,
                startedAt,
                moment,
                anchor,
                stepped,
                suspect,
                Duration.between(startedAt, now));
    }

    /**
     * The same for what needs authority, as a window. Before the centre told the time in this run
     * there is no upper bound: a clock that stood still while the power was gone contradicts
     * nothing and looks like one that is right.
     */
    public TimeBounds trusted(Instant now) {
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
                false,
                Duration.ZERO);
    }

    /** The centre told the time. */
    Timekeeping told(Instant centre, Instant own) {
        return floored(centre, own).anchored(new Anchor.Told(centre, own));
    }

    private Timekeeping anchored(Anchor other) {
        return new Timekeeping(boot, startedAt, floor, other, stepped, suspect, floored);
    }

    /** Somebody trusted signed for this moment. */
    Timekeeping signed(Instant moment, Instant now) {
        return floored(moment, now);
    }

    /** The wall clock is this far from the node's own. */
    Timekeeping stepped(Duration away) {
        return new Timekeeping(boot, startedAt, floor, anchor, away, suspect, floored);
    }

    /**
     * Time may have passed that the node's own clock did not see, as in a machine that was put to
     * sleep: until the centre tells the time again nothing is known of the upper bound.
     */
    Timekeeping unanchored(Instant now) {
        return settled(now).anchored(new Anchor.None());
    }

    Timekeeping suspected() {
        return new Timekeeping(boot, startedAt, floor, anchor, stepped, true, floored);
    }

    /** A moment at which the centre's clock and the node's own were compared since the start. */
    public sealed interface Anchor {
        record None() implements Anchor {}

        record Told(Instant centre, Instant own) implements Anchor {}
    }
}
