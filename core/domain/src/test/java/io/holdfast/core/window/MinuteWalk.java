package io.holdfast.core.window;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;

/**
 * The slow second opinion: walks through ten years minute by minute with an eye on the wall clock.
 * An occurrence begins when the clock first shows its time or has just jumped over it. The days
 * come from another engine; nothing is shared with the code under test.
 */
final class MinuteWalk {

    private static final long MINUTE = 60;

    private final long first;

    /** What the clock on the wall shows at each minute, in minutes since 1970. */
    private final int[] wall;

    MinuteWalk(ZoneId zone, LocalDate from, int years) {
        first = from.atStartOfDay(ZoneOffset.UTC).toEpochSecond() / MINUTE;
        long end = from.plusYears(years).atStartOfDay(ZoneOffset.UTC).toEpochSecond() / MINUTE;
        wall = new int[Math.toIntExact(end - first)];
        int offset = 0;
        for (int i = 0; i < wall.length; i++) {
            if (i % 15 == 0) { // No zone sets its clocks but at a quarter of an hour.
                var at = Instant.ofEpochSecond((first + i) * MINUTE);
                offset = zone.getRules().getOffset(at).getTotalSeconds() / 60;
            }
            wall[i] = (int) (first + i + offset);
        }
    }

    int minutes() {
        return wall.length;
    }

    Instant at(int minute) {
        return Instant.ofEpochSecond((first + minute) * MINUTE);
    }

    int minute(Instant at) {
        return Math.toIntExact(Math.floorDiv(at.getEpochSecond(), MINUTE) - first);
    }

    /** Minutes at which the wall clock does not simply go on. */
    List<Integer> jumps() {
        return IntStream.range(1, wall.length)
                .filter(i -> wall[i] != wall[i - 1] + 1)
                .boxed()
                .toList();
    }

    /** At which minutes a window opens. */
    List<Integer> openings(Window window) {
        var starts = starts(window, at(wall.length).atOffset(ZoneOffset.UTC).toLocalDateTime());
        var found = new ArrayList<Integer>();
        int next = 0;
        int shown = Integer.MIN_VALUE;
        for (int i = 0; i < wall.length && next < starts.size(); i++) {
            int before = shown;
            shown = Math.max(shown, wall[i]);
            while (next < starts.size() && starts.get(next) <= shown) {
                if (before != Integer.MIN_VALUE || starts.get(next) == shown) {
                    found.add(i);
                }
                next++;
            }
        }
        return found;
    }

    /** How many minutes on end it is allowed from each minute on. */
    int[] allowed(List<Window> windows, List<List<Integer>> openings, List<Freeze> freezes) {
        var open = new byte[wall.length];
        var closed = new byte[wall.length];
        boolean any = false;
        for (int w = 0; w < windows.size(); w++) {
            var window = windows.get(w);
            boolean deny = window.kind() == WindowKind.DENY;
            any |= !deny;
            int length = Math.toIntExact(window.duration().toMinutes());
            for (int from : openings.get(w)) {
                Arrays.fill(
                        deny ? closed : open, from, Math.min(from + length, wall.length), (byte) 1);
            }
        }
        for (var freeze : freezes) {
            for (int i = Math.max(0, minute(freeze.from()));
                    i < Math.min(wall.length, minute(freeze.until()));
                    i++) {
                closed[i] = 1;
            }
        }
        var run = new int[wall.length + 1];
        for (int i = wall.length - 1; i >= 0; i--) {
            run[i] = (!any || open[i] == 1) && closed[i] == 0 ? run[i + 1] + 1 : 0;
        }
        return run;
    }

    private static List<Integer> starts(Window window, LocalDateTime until) {
        var found = new ArrayList<Integer>();
        var start = window.start();
        try {
            var days =
                    new RecurrenceRule(window.rule().toString())
                            .iterator(
                                    new DateTime(
                                            DateTime.UTC,
                                            start.getYear(),
                                            start.getMonthValue() - 1,
                                            start.getDayOfMonth(),
                                            start.getHour(),
                                            start.getMinute(),
                                            0));
            while (days.hasNext()) {
                var at = LocalDateTime.ofEpochSecond(days.nextMillis() / 1_000, 0, ZoneOffset.UTC);
                if (at.isAfter(until.plusDays(2))) {
                    break;
                }
                found.add((int) (at.toEpochSecond(ZoneOffset.UTC) / MINUTE));
            }
        } catch (InvalidRecurrenceRuleException e) {
            throw new AssertionError(window.toString(), e);
        }
        return found;
    }
}
