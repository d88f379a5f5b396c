package io.holdfast.core.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.core.Seeded;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule names the days RFC 5545 says, and only rules with one meaning are read. */
class RecurrenceTest {

    private static final List<String> DAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");

    @Test
    void every_rule_names_the_days_another_engine_names() {
        Seeded.check(
                3_000,
                (random, size) -> {
                    var text = rule(random);
                    var start = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(2_000));
                    assertThat(ours(text, start))
                            .as(text + " from " + start)
                            .isEqualTo(theirs(text, start));
                });
    }

    private static List<LocalDate> ours(String text, LocalDate start) {
        var window =
                new Window(
                        "w",
                        WindowKind.MAINTENANCE,
                        Recurrence.of(text),
                        start.atTime(2, 0),
                        Duration.ofHours(1));
        return new SiteWindows(ZoneOffset.UTC, List.of(window))
                        .between(
                                start.atStartOfDay().toInstant(ZoneOffset.UTC),
                                start.plusDays(3_000).atStartOfDay().toInstant(ZoneOffset.UTC))
                        .stream()
                        .map(o -> o.from().atOffset(ZoneOffset.UTC).toLocalDate())
                        .limit(40)
                        .toList();
    }

    /** The other engine takes the start for an occurrence always; ours asks the rule. */
    private static List<LocalDate> theirs(String text, LocalDate start) {
        var found = new ArrayList<LocalDate>();
        var last = start.plusDays(3_000);
        try {
            var days =
                    new RecurrenceRule(text)
                            .iterator(
                                    new DateTime(
                                            DateTime.UTC,
                                            start.getYear(),
                                            start.getMonthValue() - 1,
                                            start.getDayOfMonth(),
                                            2,
                                            0,
                                            0));
            while (days.hasNext() && found.size() < 40) {
                var next = days.nextDateTime();
                var day = LocalDate.of(next.getYear(), next.getMonth() + 1, next.getDayOfMonth());
                if (!day.isBefore(last)) {
                    break;
                }
                found.add(day);
            }
        } catch (IllegalArgumentException e) {
            // It gives up looking for the next after a thousand empty periods.
            return found;
        } catch (org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException e) {
            throw new AssertionError(text, e);
        }
        return found;
    }

    private static String rule(Random random) {
        var frequency = List.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY").get(random.nextInt(4));
        var text = new StringBuilder("FREQ=").append(frequency);
        if (random.nextBoolean()) {
            text.append(";INTERVAL=").append(1 + random.nextInt(5));
        }
        boolean yearly = frequency.equals("YEARLY");
        boolean months = random.nextInt(3) == 0;
        if (months) {
            text.append(";BYMONTH=").append(numbers(random, 1, 12));
        }
        boolean monthDays =
                !frequency.equals("WEEKLY") && (!yearly || months) && random.nextInt(3) == 0;
        if (monthDays) {
            text.append(";BYMONTHDAY=").append(numbers(random, -31, 31));
        }
        if (random.nextBoolean()) {
            boolean ordinals =
                    !monthDays && (yearly || frequency.equals("MONTHLY")) && random.nextBoolean();
            int most = yearly && !months ? 53 : 5;
            text.append(";BYDAY=")
                    .append(
                            random.ints(1 + random.nextInt(3), 0, 7)
                                    .distinct()
                                    .mapToObj(d ->
                                            (ordinals ? ordinal(random, most) : "") + DAYS.get(d))
                                    .collect(Collectors.joining(",")));
        }
        if (frequency.equals("WEEKLY") && random.nextInt(3) == 0) {
            text.append(";WKST=").append(DAYS.get(random.nextInt(7)));
        }
        switch (random.nextInt(4)) {
            case 0 -> text.append(";COUNT=").append(1 + random.nextInt(30));
            case 1 -> text.append(";UNTIL=20260101T020000Z");
            default -> {}
        }
        return text.toString();
    }

    private static String ordinal(Random random, int most) {
        return (random.nextBoolean() ? "-" : "") + (1 + random.nextInt(most));
    }

    private static String numbers(Random random, int least, int most) {
        return IntStream.range(0, 1 + random.nextInt(3))
                .map(i -> random.nextInt(least, most + 1))
                .map(n -> n == 0 ? 1 : n)
                .distinct()
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
    }

    @Test
    void a_rule_has_one_spelling_and_is_read_back_the_same() {
        Seeded.check(
                500,
                (random, size) -> {
                    var rule = Recurrence.of(rule(random));
                    assertThat(Recurrence.of(rule.toString())).isEqualTo(rule);
                });
        assertThat(Recurrence.of("BYDAY=SU,-1SU;INTERVAL=1;FREQ=MONTHLY;WKST=MO"))
                .hasToString("FREQ=MONTHLY;BYDAY=-1SU,SU");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FREQ",
                "FREQ=",
                "FREQ=SECONDLY",
                "FREQ=HOURLY",
                "FREQ=daily",
                "FREQ=DAILY;",
                "FREQ=DAILY;FREQ=DAILY",
                "FREQ=DAILY;INTERVAL=0",
                "FREQ=DAILY;INTERVAL=-1",
                "FREQ=DAILY;INTERVAL=99999999999",
                "FREQ=DAILY;COUNT=0",
                "FREQ=DAILY;COUNT=1000000000",
                "FREQ=DAILY;COUNT=2;UNTIL=20300101",
                "FREQ=DAILY;UNTIL=20300230",
                "FREQ=DAILY;UNTIL=20300101T000000",
                "FREQ=DAILY;UNTIL=+9999999991231T000000Z",
                "FREQ=DAILY;UNTIL=-9999999990101T000000Z",
                "FREQ=DAILY;UNTIL=22000101",
                "FREQ=DAILY;UNTIL=19991231T235959Z",
                "FREQ=DAILY;BYHOUR=2",
                "FREQ=DAILY;BYSETPOS=1",
                "FREQ=DAILY;X-MINE=1",
                "FREQ=DAILY;BYDAY=1MO",
                "FREQ=DAILY;BYMONTH=13",
                "FREQ=MONTHLY;BYDAY=6MO",
                "FREQ=MONTHLY;BYDAY=0MO",
                "FREQ=MONTHLY;BYDAY=",
                "FREQ=MONTHLY;BYDAY=MO,",
                "FREQ=MONTHLY;BYMONTHDAY=0",
                "FREQ=MONTHLY;BYMONTHDAY=32",
                "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=1FR",
                "FREQ=WEEKLY;BYMONTHDAY=1",
                "FREQ=YEARLY;BYMONTHDAY=1",
            })
    void what_has_no_meaning_or_two_is_refused(String text) {
        assertThatThrownBy(() -> Recurrence.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("[A-Za-z\"].{5,120}");
    }

    @Test
    void a_rule_that_nobody_typed_is_refused_as_well() {
        assertThatThrownBy(() -> daily(0, List.of(), List.of())).hasMessageContaining("INTERVAL");
        assertThatThrownBy(() -> daily(1, List.of(13), List.of())).hasMessageContaining("BYMONTH");
        assertThatThrownBy(() -> daily(1, List.of(), List.of(0))).hasMessageContaining("day 0");
        assertThatThrownBy(() -> new Recurrence.End.Count(0)).hasMessageContaining("COUNT");
        assertThatThrownBy(() -> new Recurrence.End.LastMoment(Instant.MAX))
                .hasMessage("UNTIL is in a year from 2000 to 2199");
        assertThatThrownBy(() -> new Recurrence.Weekday(54, DayOfWeek.MONDAY))
                .hasMessageContaining("BYDAY");
    }

    private static Recurrence daily(int interval, List<Integer> months, List<Integer> monthDays) {
        return new Recurrence(
                Recurrence.Frequency.DAILY,
                interval,
                months,
                monthDays,
                List.of(),
                DayOfWeek.MONDAY,
                new Recurrence.End.Never());
    }

    @Test
    void a_freeze_lasts_a_year_at_most() {
        var now = Instant.parse("2026-11-27T00:00:00Z");
        assertThat(new Freeze(now, now.plus(Freeze.LONGEST), "audit").reason()).isEqualTo("audit");
        assertThatThrownBy(() -> new Freeze(now, now.plus(Freeze.LONGEST).plusNanos(1), "audit"))
                .hasMessage("a freeze lasts at most 366 days");
        assertThatThrownBy(() -> new Freeze(Instant.MIN, Instant.MAX, "audit"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_rule_of_ten_kilobytes_is_not_even_looked_at() {
        assertThatThrownBy(() -> Recurrence.of("FREQ=DAILY;BYMONTH=" + "1,".repeat(5_000) + "1"))
                .hasMessage("a rule has at most 200 characters");
    }

    @Test
    void a_window_lasts_from_a_minute_to_a_season_and_begins_at_a_whole_minute() {
        for (var duration :
                List.of(
                        Duration.ZERO,
                        Duration.ofDays(365),
                        Duration.ofHours(-1),
                        Duration.ofSeconds(90))) {
            assertThatThrownBy(() -> window(LocalTime.of(2, 0), duration))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> window(LocalTime.of(2, 0, 1), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Window window(LocalTime time, Duration duration) {
        return new Window(
                "w",
                WindowKind.MAINTENANCE,
                Recurrence.of("FREQ=DAILY"),
                LocalDate.of(2026, 1, 1).atTime(time),
                duration);
    }
}
