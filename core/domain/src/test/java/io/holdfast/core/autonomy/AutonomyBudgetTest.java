package io.holdfast.core.autonomy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.autonomy.Ending.Kind;
import io.holdfast.core.autonomy.Ending.Loss;
import io.holdfast.core.autonomy.Ending.Sureness;
import io.holdfast.core.autonomy.Ending.When;
import io.holdfast.core.autonomy.Ending.Why;
import io.holdfast.core.window.Recurrence;
import io.holdfast.core.window.SiteWindows;
import io.holdfast.core.window.Window;
import io.holdfast.core.window.WindowKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AutonomyBudgetTest {

    private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");

    private static Standing.Dated certificate(Kind kind, int days) {
        return new Standing.Dated(kind, kind.name(), inDays(days));
    }

    private static Instant inDays(long days) {
        return NOW.plus(Duration.ofDays(days));
    }

    private static Standing standing(
            List<Standing.Dated> certificates,
            Optional<SiteWindows> windows,
            Standing.Space space) {
        return new Standing(
                certificates,
                windows,
                List.of(new Standing.HardEnd(inDays(3), List.of("vendor"))),
                Optional.of(3),
                false,
                new Standing.Clock.Told(Duration.ZERO),
                space);
    }

    private static SiteWindows nights(String rule) {
        return new SiteWindows(
                ZoneOffset.UTC,
                List.of(
                        new Window(
                                "nights",
                                WindowKind.MAINTENANCE,
                                Recurrence.of(rule),
                                LocalDateTime.of(2026, 11, 1, 22, 0),
                                Duration.ofHours(2))));
    }

    private static When of(AutonomyBudget budget, Kind kind) {
        return budget.endings().stream()
                .filter(e -> e.kind() == kind)
                .map(Ending::when)
                .findFirst()
                .orElseThrow();
    }

    private static Standing.Space room(long days) {
        return new Standing.Space.Grows(days * 1_000, 10_000, Duration.ofDays(10));
    }

    @Test
    void the_first_to_end_is_named_with_whole_days_and_what_was_meant_to_end_does_not_count() {
        var budget =
                standing(
                                List.of(
                                        certificate(Kind.LINK_CERTIFICATE, 300),
                                        certificate(Kind.DEVICE_LOGIN, 36_000)),
                                Optional.empty(),
                                room(120))
                        .budget(NOW);

        assertThat(budget.first().map(Ending::kind)).contains(Kind.JOURNAL_SPACE);
        assertThat(budget.daysLeft()).contains(120L);
        assertThat(budget.endings().getFirst().kind()).isEqualTo(Kind.HARD_END);
        assertThat(budget.endings().getFirst().kind().loss()).isEqualTo(Loss.AS_MEANT);
        assertThat(budget.warning()).isEmpty();
    }

    @Test
    void the_time_that_is_sure_enough_comes_nearer_while_nobody_tells_it() {
        var told = Duration.ofMinutes(75);
        var after =
                new Standing(
                        List.of(),
                        Optional.of(nights("FREQ=DAILY")),
                        List.of(),
                        Optional.of(1),
                        false,
                        new Standing.Clock.Told(told),
                        new Standing.Space.NotKnown());

        var end = NOW.plus(Duration.ofHours(2).minus(told).multipliedBy(2_500));
        assertThat(of(after.budget(NOW), Kind.SURE_TIME))
                .isEqualTo(new When.At(end, Sureness.ESTIMATED));
    }

    @Test
    void a_window_that_recurs_has_no_last_one_however_seldom_it_comes() {
        for (var rule : List.of("FREQ=YEARLY", "FREQ=MONTHLY;INTERVAL=6")) {
            assertThat(Standing.lastWindow(Optional.of(nights(rule)), NOW))
                    .isEqualTo(new When.Never(Why.WINDOWS_RECUR));
        }
    }

    @Test
    void an_offer_that_the_centre_makes_anew_is_in_the_list_and_nothing_is_short_by_it() {
        var offered =
                standing(List.of(certificate(Kind.OFFERED_STATE, 60)), Optional.empty(), room(400))
                        .budget(NOW);

        assertThat(offered.endings()).extracting(Ending::kind).contains(Kind.OFFERED_STATE);
        assertThat(offered.warning()).isEmpty();
    }

    @Test
    void any_number_of_conduits_may_close_in_the_same_moment() {
        var names = IntStream.range(100, 130).mapToObj(i -> "x".repeat(60) + i).toList();
        var closing =
                new Standing(
                        List.of(),
                        Optional.empty(),
                        List.of(new Standing.HardEnd(NOW.plusSeconds(7_200), names)),
                        Optional.of(1),
                        false,
                        new Standing.Clock.NotKnown(),
                        new Standing.Space.NotKnown());

        assertThat(closing.budget(NOW).endings())
                .filteredOn(e -> e.kind() == Kind.HARD_END)
                .extracting(Ending::object)
                .containsExactlyElementsOf(names);
    }

    @Test
    void everything_that_a_site_stands_on_is_in_the_list_in_the_order_in_which_it_ends() {
        var budget =
                standing(
                                List.of(
                                        certificate(Kind.LINK_CERTIFICATE, 300),
                                        certificate(Kind.LINK_AUTHORITY, 3_000)),
                                Optional.of(nights("FREQ=DAILY")),
                                room(100))
                        .budget(NOW);

        assertThat(budget.endings())
                .extracting(Ending::kind)
                .startsWith(
                        Kind.HARD_END,
                        Kind.JOURNAL_SPACE,
                        Kind.SURE_TIME,
                        Kind.LINK_CERTIFICATE,
                        Kind.LINK_AUTHORITY)
                .contains(
                        Kind.LAST_WINDOW,
                        Kind.BREAK_GLASS_CODES,
                        Kind.SIGNING_KEYS,
                        Kind.STATE_IN_FORCE,
                        Kind.ENROLMENT,
                        Kind.HISTORY_SPACE,
                        Kind.DEVICE_CREDENTIALS,
                        Kind.DEVICE_CERTIFICATES);
        assertThat(of(budget, Kind.LAST_WINDOW)).isInstanceOf(When.Never.class);
    }

    @Test
    void warnings_come_below_ninety_thirty_and_seven_days() {
        for (var row :
                List.of(
                        List.of(91L, 0L),
                        List.of(89L, 90L),
                        List.of(30L, 90L),
                        List.of(29L, 30L),
                        List.of(6L, 7L),
                        List.of(0L, 7L))) {
            var budget = standing(List.of(), Optional.empty(), room(row.getFirst())).budget(NOW);
            assertThat(budget.warning().map(Duration::toDays).orElse(0L))
                    .as("%d days", row.getFirst())
                    .isEqualTo(row.getLast());
        }
    }

    @Test
    void what_is_unknown_is_said_and_makes_nothing_longer() {
        var budget =
                new Standing(
                                List.of(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                true,
                                new Standing.Clock.NotKnown(),
                                new Standing.Space.NotKnown())
                        .budget(NOW);

        assertThat(budget.first()).isEmpty();
        assertThat(budget.daysLeft()).isEmpty();
        assertThat(budget.unknown())
                .extracting(Ending::kind)
                .containsExactly(
                        Kind.BREAK_GLASS_CODES,
                        Kind.DEVICE_CREDENTIALS,
                        Kind.DEVICE_CERTIFICATES,
                        Kind.TUNNEL_CREDENTIALS,
                        Kind.JOURNAL_SPACE);
    }

    @Test
    void a_site_whose_last_window_passes_begins_no_change_after_it() {
        var ended = nights("FREQ=DAILY;UNTIL=20261210T000000Z");
        var budget = standing(List.of(), Optional.of(ended), room(1_000)).budget(NOW);

        assertThat(of(budget, Kind.LAST_WINDOW))
                .isEqualTo(new When.At(Instant.parse("2026-12-10T00:00:00Z"), Sureness.EXACT));
        assertThat(budget.first().map(Ending::kind)).contains(Kind.LAST_WINDOW);
        assertThat(budget.warning()).contains(Duration.ofDays(30));

        var over = nights("FREQ=DAILY;UNTIL=20261110T000000Z");
        assertThat(
                        of(
                                standing(List.of(), Optional.of(over), room(1_000)).budget(NOW),
                                Kind.LAST_WINDOW))
                .as("the same moment, whenever it is looked for")
                .isEqualTo(new When.At(Instant.parse("2026-11-10T00:00:00Z"), Sureness.EXACT));
        assertThat(standing(List.of(), Optional.of(over), room(1_000)).budget(NOW).daysLeft())
                .contains(0L);
    }

    @Test
    void what_is_missing_or_full_already_is_not_put_off() {
        var codes =
                new Standing(
                                List.of(),
                                Optional.of(nights("FREQ=DAILY")),
                                List.of(),
                                Optional.of(0),
                                false,
                                new Standing.Clock.Lost(),
                                new Standing.Space.Grows(0, 5, Duration.ofDays(9)))
                        .budget(NOW);

        assertThat(codes.missing())
                .extracting(Ending::kind)
                .containsExactly(Kind.SURE_TIME, Kind.BREAK_GLASS_CODES);
        assertThat(codes.daysLeft()).contains(0L);
    }

    @Test
    void a_rate_seen_for_an_hour_is_none_and_a_store_that_does_not_grow_lasts() {
        var hour =
                standing(
                        List.of(),
                        Optional.empty(),
                        new Standing.Space.Grows(1_000, 500, Duration.ofHours(1)));
        assertThat(of(hour.budget(NOW), Kind.JOURNAL_SPACE)).isInstanceOf(When.Unknown.class);

        var still =
                standing(
                        List.of(),
                        Optional.empty(),
                        new Standing.Space.Grows(Long.MAX_VALUE / 2, 0, Duration.ofDays(400)));
        assertThat(of(still.budget(NOW), Kind.JOURNAL_SPACE)).isInstanceOf(When.Never.class);
    }
}
