package io.holdfast.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.window.MayStart.Hold;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people at a site read of its windows, at the turns of the year and in between. */
class SiteWindowsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static final Window SUNDAYS =
            window("sunday-night", WindowKind.MAINTENANCE, "FREQ=WEEKLY;BYDAY=SU", "02:00", 120);

    private static Window window(
            String name, WindowKind kind, String rule, String time, int minutes) {
        return new Window(
                name,
                kind,
                Recurrence.of(rule),
                LocalDateTime.parse("2026-01-01T" + time),
                Duration.ofMinutes(minutes));
    }

    private static SiteWindows berlin(Window... windows) {
        return new SiteWindows(BERLIN, List.of(windows));
    }

    private static MayStart ask(SiteWindows site, String now, int minutes, Freeze... freezes) {
        var at = Instant.parse(now);
        return site.mayStart(at, at, Duration.ofMinutes(minutes), List.of(freezes));
    }

    private static Hold hold(MayStart answer) {
        return ((MayStart.No) answer).hold();
    }

    @Test
    void a_site_without_windows_may_always() {
        assertThat(berlin().mayStart(Instant.EPOCH, Instant.MAX, Duration.ofDays(9), List.of()))
                .isInstanceOf(MayStart.Yes.class);
    }

    @Test
    void a_time_the_clock_jumps_over_begins_at_the_next_instant_and_lasts_as_long() {
        var spring = SUNDAYS.on(LocalDate.of(2026, 3, 29), BERLIN);
        assertThat(spring.from()).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(spring.to()).isEqualTo("2026-03-29T03:00:00Z");
        assertThat(spring.offset()).isEqualTo(ZoneOffset.ofHours(2));
    }

    @Test
    void a_time_the_clock_shows_twice_begins_once_and_is_no_longer() {
        var autumn = SUNDAYS.on(LocalDate.of(2026, 10, 25), BERLIN);
        assertThat(autumn.from()).isEqualTo("2026-10-25T00:00:00Z");
        assertThat(autumn.to()).isEqualTo("2026-10-25T02:00:00Z");
    }

    @Test
    void the_next_ten_show_their_offset_and_cross_the_change_of_the_clock() {
        var next = berlin(SUNDAYS).next(10, Instant.parse("2026-10-01T00:00:00Z"));
        assertThat(next).hasSize(10);
        assertThat(next.get(2).offset()).isEqualTo(ZoneOffset.ofHours(2));
        assertThat(next.get(4).offset()).isEqualTo(ZoneOffset.ofHours(1));
        assertThat(next.get(4).from()).isEqualTo("2026-11-01T01:00:00Z");
    }

    @Test
    void outside_it_says_for_which_window_it_waits() {
        var no = (MayStart.No) ask(berlin(SUNDAYS), "2026-11-26T21:00:00Z", 30);
        assertThat(no.next()).contains(Instant.parse("2026-11-29T01:00:00Z"));
        assertThat(no.hold().sentence(BERLIN))
                .isEqualTo(
                        "waits for the window sunday-night: "
                                + "Sun 2026-11-29 02:00 to 04:00 Europe/Berlin (+01:00)");
        assertThat(no.zoneRules()).matches("20\\d\\d[a-z]");
    }

    @Test
    void what_cannot_be_over_in_time_waits_for_the_next_one() {
        assertThat(ask(berlin(SUNDAYS), "2026-11-29T02:30:00Z", 30))
                .isInstanceOf(MayStart.Yes.class);
        var no = (MayStart.No) ask(berlin(SUNDAYS), "2026-11-29T02:30:01Z", 30);
        assertThat(no.next()).contains(Instant.parse("2026-12-06T01:00:00Z"));
    }

    @Test
    void what_is_longer_than_every_window_is_said_to_be() {
        assertThat(hold(ask(berlin(SUNDAYS), "2026-11-29T01:00:00Z", 121)))
                .isEqualTo(new Hold.TooLong(Duration.ofMinutes(121), Duration.ofMinutes(120)));
    }

    @Test
    void windows_that_touch_are_one() {
        var daily = window("round", WindowKind.MAINTENANCE, "FREQ=DAILY", "00:00", 1440);
        assertThat(ask(berlin(daily), "2026-11-26T22:30:00Z", 120))
                .isInstanceOf(MayStart.Yes.class);
    }

    @Test
    void the_whole_interval_of_what_time_it_may_be_must_lie_inside() {
        var site = berlin(SUNDAYS);
        var inside = Instant.parse("2026-11-29T01:00:00Z");
        var needs = Duration.ofMinutes(30);
        assertThat(site.mayStart(inside, inside.plusSeconds(5_400), needs, List.of()))
                .isInstanceOf(MayStart.Yes.class);
        assertThat(site.mayStart(inside, inside.plusSeconds(5_401), needs, List.of()))
                .isInstanceOf(MayStart.No.class);
        assertThat(site.mayStart(inside.minusSeconds(1), inside, needs, List.of()))
                .isInstanceOf(MayStart.No.class);
        assertThat(hold(site.mayStart(inside, Instant.MAX, needs, List.of())))
                .isEqualTo(new Hold.TimeUnknown());
    }

    @Test
    void a_denied_time_forbids_only_itself() {
        var office = window("office", WindowKind.DENY, "FREQ=DAILY", "08:00", 480);
        assertThat(ask(berlin(office), "2026-11-26T06:00:00Z", 60))
                .isInstanceOf(MayStart.Yes.class);
        var no = (MayStart.No) ask(berlin(office), "2026-11-26T06:00:01Z", 60);
        assertThat(no.hold()).isInstanceOf(Hold.Denied.class);
        assertThat(no.next()).contains(Instant.parse("2026-11-26T15:00:00Z"));
    }

    @Test
    void a_freeze_wins_over_an_open_window_and_over_none() {
        var freeze =
                new Freeze(
                        Instant.parse("2026-11-28T00:00:00Z"),
                        Instant.parse("2026-12-01T00:00:00Z"),
                        "audit week");
        for (var site : List.of(berlin(SUNDAYS), berlin())) {
            assertThat(hold(ask(site, "2026-11-29T01:00:00Z", 30, freeze)))
                    .isEqualTo(new Hold.Frozen(freeze));
        }
        var no = (MayStart.No) ask(berlin(SUNDAYS), "2026-11-29T01:00:00Z", 30, freeze);
        assertThat(no.next()).isEqualTo(Optional.of(Instant.parse("2026-12-06T01:00:00Z")));
        assertThat(ask(berlin(), "2026-12-01T00:00:00Z", 30, freeze))
                .isInstanceOf(MayStart.Yes.class);
    }

    @Test
    void when_the_last_window_is_over_it_is_said() {
        var once =
                window("once", WindowKind.MAINTENANCE, "FREQ=WEEKLY;BYDAY=SU;COUNT=2", "02:00", 60);
        assertThat(hold(ask(berlin(once), "2026-11-26T21:00:00Z", 30)))
                .isEqualTo(new Hold.NoWindowLeft());
    }
}
