package io.holdfast.core.window;

import io.holdfast.core.Names;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * A recurring time at one site, in the site's own time zone. The zone is the site's and not the
 * window's: people who stand in the plant read the clock on its wall.
 *
 * @param name what people call it, unique at its site
 * @param rule on which days it recurs
 * @param start local date from which the rule counts, and the local time at which each occurrence
 *     begins; whole minutes. The date itself is an occurrence only if the rule says so
 * @param duration elapsed time: a night in which the clock is set back is an hour longer on the
 *     wall, and the window is not
 */
public record Window(
        String name, WindowKind kind, Recurrence rule, LocalDateTime start, Duration duration) {

    /** A season, as a harvest in which nothing may be touched. Longer is not a window. */
    public static final Duration LONGEST = Duration.ofDays(92);

    public Window {
        Names.text("a window's name", name, 60);
        if (start.getYear() < 2000 || start.getYear() > 2100) {
            throw new IllegalArgumentException("a window starts between 2000 and 2100");
        }
        if (!start.truncatedTo(ChronoUnit.MINUTES).equals(start)) {
            throw new IllegalArgumentException("a window starts at a whole minute");
        }
        if (duration.compareTo(Duration.ofMinutes(1)) < 0
                || duration.compareTo(LONGEST) > 0
                || !duration.truncatedTo(ChronoUnit.MINUTES).equals(duration)) {
            throw new IllegalArgumentException(
                    "a window lasts whole minutes, at least one and at most 92 days");
        }
    }

    /**
     * The occurrence that begins on a day, if it is one of the rule's. A local time that does not
     * exist that day, because the clock is set forward over it, begins at the next instant that
     * does; one that is shown twice begins once, the first time.
     */
    Occurrence on(LocalDate day, ZoneId zone) {
        var local = day.atTime(start.toLocalTime());
        var rules = zone.getRules();
        var valid = rules.getValidOffsets(local);
        var from =
                valid.isEmpty()
                        ? rules.getTransition(local).getInstant()
                        : local.toInstant(valid.getFirst());
        return new Occurrence(name, kind, from, from.plus(duration), rules.getOffset(from));
    }
}
