package io.holdfast.core.window;

import io.holdfast.core.window.Recurrence.End;
import io.holdfast.core.window.Recurrence.Frequency;
import io.holdfast.core.window.Recurrence.Weekday;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of a {@link Recurrence}: FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, WKST, UNTIL,
 * COUNT. A rule that RFC 5545 leaves open to two readings is refused: BYMONTHDAY every year without
 * BYMONTH, an ordinal beside BYMONTHDAY.
 */
final class RecurrenceText {

    /** The longest sensible rule has a third of this. */
    private static final int LONGEST = 200;

    private static final int LONGEST_INTERVAL = 366;

    /** Two years of daily windows and a few more; who means more says UNTIL or nothing. */
    static final int MOST_OCCURRENCES = 1_000;

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private static final List<String> DAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    private RecurrenceText() {}

    static Recurrence read(String text) {
        if (text.length() > LONGEST) {
            throw no("a rule has at most " + LONGEST + " characters");
        }
        var parts = parts(text);
        var frequency = frequency(parts);
        return new Recurrence(
                frequency,
                number("INTERVAL", parts.getOrDefault("INTERVAL", "1"), 1, LONGEST_INTERVAL),
                list(
                        parts,
                        "BYMONTH",
                        t -> number("BYMONTH", t, 1, 12),
                        Comparator.<Integer>naturalOrder()),
                list(
                        parts,
                        "BYMONTHDAY",
                        RecurrenceText::monthDay,
                        Comparator.<Integer>naturalOrder()),
                list(
                        parts,
                        "BYDAY",
                        RecurrenceText::weekday,
                        Comparator.comparing(Weekday::day).thenComparingInt(Weekday::ordinal)),
                day(parts.getOrDefault("WKST", "MO")),
                end(parts));
    }

    private static Map<String, String> parts(String text) {
        var parts = new TreeMap<String, String>();
        for (var part : text.split(";", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1 || equals == part.length() - 1) {
                throw no("\"" + part + "\" is not NAME=VALUE");
            }
            var name = part.substring(0, equals);
            switch (name) {
                case "FREQ",
                        "INTERVAL",
                        "BYMONTH",
                        "BYMONTHDAY",
                        "BYDAY",
                        "WKST",
                        "UNTIL",
                        "COUNT" -> {}
                default -> throw no(name + " is not understood in a window's rule");
            }
            if (parts.put(name, part.substring(equals + 1)) != null) {
                throw no(name + " stands in it twice");
            }
        }
        return parts;
    }

    private static Frequency frequency(Map<String, String> parts) {
        return switch (parts.getOrDefault("FREQ", "")) {
            case "DAILY" -> Frequency.DAILY;
            case "WEEKLY" -> Frequency.WEEKLY;
            case "MONTHLY" -> Frequency.MONTHLY;
            case "YEARLY" -> Frequency.YEARLY;
            case "" -> throw no("FREQ is missing");
            default -> throw no("FREQ is DAILY, WEEKLY, MONTHLY or YEARLY");
        };
    }

    /** Refuses a rule without a meaning or with two. */
    static void check(
            Frequency frequency,
            int interval,
            List<Integer> months,
            List<Integer> monthDays,
            List<Weekday> weekdays) {
        among("INTERVAL", interval, 1, LONGEST_INTERVAL);
        months.forEach(month -> among("BYMONTH", month, 1, 12));
        monthDays.forEach(RecurrenceText::checkMonthDay);
        boolean yearly = frequency == Frequency.YEARLY;
        boolean ordinals = weekdays.stream().anyMatch(w -> w.ordinal() != 0);
        if (ordinals && frequency != Frequency.MONTHLY && !yearly) {
            throw no("an ordinal in BYDAY needs FREQ=MONTHLY or YEARLY");
        }
        if (ordinals && !monthDays.isEmpty()) {
            throw no("BYMONTHDAY and an ordinal in BYDAY are not understood together");
        }
        boolean ofYear = yearly && months.isEmpty();
        if (!ofYear && weekdays.stream().anyMatch(w -> Math.abs(w.ordinal()) > 5)) {
            throw no("a month has at most five of one weekday");
        }
        if (ofYear && !monthDays.isEmpty()) {
            throw no("BYMONTHDAY with FREQ=YEARLY needs BYMONTH");
        }
        if (frequency == Frequency.WEEKLY && !monthDays.isEmpty()) {
            throw no("BYMONTHDAY has no meaning with FREQ=WEEKLY");
        }
    }

    private static void checkMonthDay(int day) {
        among("BYMONTHDAY", day, -31, 31);
        if (day == 0) {
            throw no("BYMONTHDAY has no day 0");
        }
    }

    static void among(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw no(name + " is a number from " + least + " to " + most);
        }
    }

    /** Far beyond every window; with the calendar's own farthest day nothing can be reckoned. */
    static void until(Instant moment) {
        if (moment.isBefore(EARLIEST) || !moment.isBefore(LATEST)) {
            throw no("UNTIL is in a year from 2000 to 2199");
        }
    }

    private static <T> List<T> list(
            Map<String, String> parts, String name, Function<String, T> one, Comparator<T> order) {
        var text = parts.get(name);
        return text == null
                ? List.of()
                : Stream.of(text.split(",", -1)).map(one).distinct().sorted(order).toList();
    }

    private static int monthDay(String text) {
        return number("BYMONTHDAY", text, -31, 31);
    }

    private static Weekday weekday(String text) {
        if (text.length() < 2) {
            throw no("BYDAY is a list of MO to SU, each with an ordinal or without");
        }
        int split = text.length() - 2;
        var day = day(text.substring(split));
        if (split == 0) {
            return new Weekday(0, day);
        }
        int ordinal = number("BYDAY", text.substring(0, split), -53, 53);
        if (ordinal == 0) {
            throw no("BYDAY has no ordinal 0");
        }
        return new Weekday(ordinal, day);
    }

    private static DayOfWeek day(String text) {
        int index = DAYS.indexOf(text);
        if (index < 0) {
            throw no("\"" + text + "\" is not one of MO, TU, WE, TH, FR, SA, SU");
        }
        return DayOfWeek.of(index + 1);
    }

    private static End end(Map<String, String> parts) {
        var count = parts.get("COUNT");
        var until = parts.get("UNTIL");
        if (count != null && until != null) {
            throw no("COUNT and UNTIL exclude each other");
        }
        if (count != null) {
            return new End.Count(number("COUNT", count, 1, MOST_OCCURRENCES));
        }
        if (until == null) {
            return new End.Never();
        }
        return until.length() == 8
                ? new End.LastDay(moment(() -> LocalDate.parse(until, DAY)))
                : new End.LastMoment(
                        moment(() -> LocalDateTime.parse(until, MOMENT).toInstant(ZoneOffset.UTC)));
    }

    private static <T> T moment(Supplier<T> parsed) {
        try {
            return parsed.get();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "UNTIL is a day as in 20271231, or a moment in UTC as in 20271231T225959Z", e);
        }
    }

    private static int number(String name, String text, int least, int most) {
        int value = text.matches("[+-]?[0-9]{1,4}") ? Integer.parseInt(text) : Integer.MIN_VALUE;
        among(name, value, least, most);
        return value;
    }

    private static IllegalArgumentException no(String reason) {
        return new IllegalArgumentException(reason);
    }

    static String write(Recurrence rule) {
        var text = new StringBuilder("FREQ=").append(rule.frequency());
        if (rule.interval() != 1) {
            text.append(";INTERVAL=").append(rule.interval());
        }
        append(text, "BYMONTH", rule.months(), Object::toString);
        append(text, "BYMONTHDAY", rule.monthDays(), Object::toString);
        append(
                text,
                "BYDAY",
                rule.weekdays(),
                w -> (w.ordinal() == 0 ? "" : w.ordinal()) + DAYS.get(w.day().getValue() - 1));
        if (rule.weekStart() != DayOfWeek.MONDAY) {
            text.append(";WKST=").append(DAYS.get(rule.weekStart().getValue() - 1));
        }
        switch (rule.end()) {
            case End.Never() -> {}
            case End.Count(var count) -> text.append(";COUNT=").append(count);
            case End.LastDay(var day) -> text.append(";UNTIL=").append(DAY.format(day));
            case End.LastMoment(var at) ->
                    text.append(";UNTIL=").append(MOMENT.format(at.atOffset(ZoneOffset.UTC)));
        }
        return text.toString();
    }

    private static <T> void append(
            StringBuilder text, String name, List<T> values, Function<T, String> one) {
        if (!values.isEmpty()) {
            text.append(';')
                    .append(name)
                    .append('=')
                    .append(values.stream().map(one).collect(Collectors.joining(",")));
        }
    }
}
