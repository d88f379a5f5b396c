package io.holdfast.core.window;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * On which days something recurs: a recurrence rule of RFC 5545 section 3.3.10, as far as windows
 * need it. Whether a day is one of them is asked of each day by itself, so that no rule, however
 * typed, takes longer than another (decision 0011). What a rule may say is in {@link
 * RecurrenceText}; everything else is refused, never left out.
 *
 * @param interval every so many days, weeks, months or years from the start's
 * @param months of the year, ascending; empty for every one
 * @param monthDays of the month, from its end if negative; empty for the start's, where no weekday
 *     says otherwise
 * @param weekdays empty for the start's, where no day of the month says otherwise
 * @param weekStart matters where every second week is meant
 */
public record Recurrence(
        Frequency frequency,
        int interval,
        List<Integer> months,
        List<Integer> monthDays,
        List<Weekday> weekdays,
        DayOfWeek weekStart,
        End end) {

    public Recurrence {
        months = List.copyOf(months);
        monthDays = List.copyOf(monthDays);
        weekdays = List.copyOf(weekdays);
        RecurrenceText.check(frequency, interval, months, monthDays, weekdays);
    }

    /**
     * Reads a rule.
     *
     * @throws IllegalArgumentException saying what is not understood
     */
    public static Recurrence of(String text) {
        return RecurrenceText.read(text);
    }

    /** The rule's one spelling. */
    @Override
    public String toString() {
        return RecurrenceText.write(this);
    }

    /** Units of the interval. Windows are of days: nothing shorter recurs. */
    public enum Frequency {
        DAILY,
        WEEKLY,
        MONTHLY,
        YEARLY
    }

    /**
     * A weekday.
     *
     * @param ordinal which of the month or year, from its end if negative; 0 for each
     */
    public record Weekday(int ordinal, DayOfWeek day) {
        public Weekday {
            RecurrenceText.among("BYDAY", ordinal, -53, 53);
        }
    }

    /** Up to when it recurs. */
    public sealed interface End {
        record Never() implements End {}

        /** So many occurrences. */
        record Count(int occurrences) implements End {
            public Count {
                RecurrenceText.among("COUNT", occurrences, 1, RecurrenceText.MOST_OCCURRENCES);
            }
        }

        /** No later than this local day, which is included. */
        record LastDay(LocalDate day) implements End {
            public LastDay {
                RecurrenceText.until(day.atStartOfDay().toInstant(ZoneOffset.UTC));
            }
        }

        /** None begins after this moment. */
        record LastMoment(Instant moment) implements End {
            public LastMoment {
                RecurrenceText.until(moment);
            }
        }
    }

    /** Whether the rule names the day, its end not looked at. */
    boolean names(LocalDate start, LocalDate day) {
        return !day.isBefore(start)
                && isInPeriod(start, day)
                && isInMonth(start, day)
                && isOnMonthDay(start, day)
                && isOnWeekday(start, day);
    }

    private boolean isInPeriod(LocalDate start, LocalDate day) {
        long periods =
                switch (frequency) {
                    case DAILY -> day.toEpochDay() - start.toEpochDay();
                    case WEEKLY -> week(day) - week(start);
                    case MONTHLY ->
                            12L * (day.getYear() - start.getYear())
                                    + day.getMonthValue()
                                    - start.getMonthValue();
                    case YEARLY -> day.getYear() - start.getYear();
                };
        return periods % interval == 0;
    }

    /** Weeks since 1970, which began on a Thursday. */
    private long week(LocalDate day) {
        return Math.floorDiv(day.toEpochDay() + 3 - (weekStart.getValue() - 1), 7L);
    }

    private boolean isInMonth(LocalDate start, LocalDate day) {
        if (!months.isEmpty()) {
            return months.contains(day.getMonthValue());
        }
        return frequency != Frequency.YEARLY
                || !weekdays.isEmpty()
                || day.getMonthValue() == start.getMonthValue();
    }

    private boolean isOnMonthDay(LocalDate start, LocalDate day) {
        int of = day.getDayOfMonth();
        if (!monthDays.isEmpty()) {
            return monthDays.contains(of) || monthDays.contains(of - day.lengthOfMonth() - 1);
        }
        boolean counts = frequency == Frequency.MONTHLY || frequency == Frequency.YEARLY;
        return !counts || !weekdays.isEmpty() || of == start.getDayOfMonth();
    }

    private boolean isOnWeekday(LocalDate start, LocalDate day) {
        if (weekdays.isEmpty()) {
            return frequency != Frequency.WEEKLY || day.getDayOfWeek() == start.getDayOfWeek();
        }
        for (var weekday : weekdays) {
            if (weekday.day() == day.getDayOfWeek() && isOrdinal(weekday.ordinal(), day)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOrdinal(int ordinal, LocalDate day) {
        if (ordinal == 0) {
            return true;
        }
        boolean ofYear = frequency == Frequency.YEARLY && months.isEmpty();
        int at = ofYear ? day.getDayOfYear() : day.getDayOfMonth();
        int length = ofYear ? day.lengthOfYear() : day.lengthOfMonth();
        return ordinal == (at - 1) / 7 + 1 || ordinal == -((length - at) / 7 + 1);
    }
}
