package io.holdfast.sitelink.site;

import io.holdfast.sitelink.JournalNote;
import java.time.Duration;
import java.time.Instant;

/**
 * Watches the wall clock (site-link.md, "Time without NTP"). Nothing is decided by it: the node's
 * own clock is set once at its start and monotonic since, and authority is judged by trusted time.
 * What people did to it is journaled all the same.
 */
final class WallClock {

    /** A clock that is merely corrected stays below. */
    private static final Duration STEP = Duration.ofSeconds(5);

    /** Above this nobody should believe it. */
    private static final Duration SUSPECT = Duration.ofMinutes(5);

    private WallClock() {}

    /** At the start: a clock that shows less than was signed for is surely wrong. */
    static void started(Turn turn) {
        var behind = Duration.between(turn.now, turn.time.floor());
        if (behind.compareTo(SUSPECT) > 0) {
            suspect(
                    turn,
                    "it shows " + turn.now + ", but it is surely not before " + turn.time.floor());
        }
    }

    /** The centre told the time. */
    static void told(Turn turn, Instant centre) {
        var away = Duration.between(turn.now, centre).abs();
        if (away.compareTo(SUSPECT) > 0) {
            suspect(turn, "it shows " + turn.now + ", the centre's " + centre);
        }
    }

    private static void suspect(Turn turn, String reason) {
        if (turn.time.suspect()) {
            return;
        }
        turn.time = turn.time.suspected();
        turn.note("clock", new JournalNote.ClockSuspect(reason));
        turn.alarm("CLOCK_SUSPECT", "clock", reason);
    }

    /** It was looked at. */
    static void looked(Turn turn, Instant shows) {
        var before = turn.time.stepped();
        var away = Duration.between(turn.now, shows);
        var step = away.minus(before);
        turn.time = turn.time.stepped(away);
        if (step.abs().compareTo(STEP) <= 0) {
            return;
        }
        turn.note(
                "clock",
                new JournalNote.ClockStepped(
                        turn.now.plus(before).toString(), shows.toString(), step.toSeconds()));
        if (step.compareTo(SUSPECT) > 0) {
            turn.time = turn.time.unanchored(turn.now);
        }
        if (step.abs().compareTo(SUSPECT) > 0) {
            turn.alarm(
                    "CLOCK_SUSPECT",
                    "clock",
                    "it was set by " + step.toSeconds() + " s and shows " + shows);
        }
    }
}
