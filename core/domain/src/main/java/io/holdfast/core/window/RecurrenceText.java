package io.holdfast.core.window;

import io.holdfast.core.window.Recurrence.End;
import io.holdfast.core.window.Recurrence.Frequency;
import io.holdfast.core.window.Recurrence.Weekday;
import java.time.DateTimeException;
import java.time.DayOfWeek;
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

    /** Two years of daily windows and a few more; who means more says UNTIL or nothing. */
    private static final int MOST_OCCURRENCES = 1_000;

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
        var rule =
                new Recurrence(
                        frequency,
                        number("INTERVAL", parts.getOrDefault("INTERVAL", "1"), 1, 366),
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
                                Comparator.comparing(Weekday::day)
                                        .thenComparingInt(Weekday::ordinal)),
                        day(parts.getOrDefault("WKST", "MO")),
                        end(parts));
        check(rule);
        return rule;
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

    private static void check(Recurrence rule) {
        boolean ordinals = rule.weekdays().stream().anyMatch(w -> w.ordinal() != 0);
        if (ordinals && rule.frequency() != Frequency.MONTHLY && !yearly(rule)) {
            throw no("an ordinal in BYDAY needs FREQ=MONTHLY or YEARLY");
        }
        if (ordinals && !rule.monthDays().isEmpty()) {
            throw no("BYMONTHDAY and an ordinal in BYDAY are not understood together");
        }
        boolean ofYear = yearly(rule) && rule.months().isEmpty();
        if (!ofYear && rule.weekdays().stream().anyMatch(w -> Math.abs(w.ordinal()) > 5)) {
            throw no("a month has at most five of one weekday");
        }
        if (ofYear && !rule.monthDays().isEmpty()) {
            throw no("BYMONTHDAY with FREQ=YEARLY needs BYMONTH");
        }
        if (rule.frequency() == Frequency.WEEKLY && !rule.monthDays().isEmpty()) {
            throw no("BYMONTHDAY has no meaning with FREQ=WEEKLY");
        }
    }

    private static boolean yearly(Recurrence rule) {
        return rule.frequency() == Frequency.YEARLY;
    }

    private static <T> List<T> list(
            Map<String, String> parts, String name, Function<String, T> one, Comparator<T> order) {
        var text = parts.get(name);
        return text == null
                ? List.of()
                : Stream.of(text.split(",", -1)).map(one).distinct().sorted(order).toList();
    }

    private static int monthDay(String text) {
        int day = number("BYMONTHDAY", text, -31, 31);
        if (day == 0) {
            throw no("BYMONTHDAY has no day 0");
        }
        return day;
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
        try {
            return until.length() == 8
                    ? new End.LastDay(LocalDate.parse(until, DAY))
                    : new End.LastMoment(
                            LocalDateTime.parse(until, MOMENT).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "UNTIL is a day as in 20271231, or a moment in UTC as in 20271231T225959Z", e);
        }
    }

    private static int number(String name, String text, int least, int most) {
        if (text.matches("[+-]?[0-9]{1,4}")) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw no(name + " is a number from " + least + " to " + most);
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
