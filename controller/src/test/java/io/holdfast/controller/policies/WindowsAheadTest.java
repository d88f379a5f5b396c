package io.holdfast.controller.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.policies.ChangePreview.FindingLine;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.window.Recurrence;
import io.holdfast.core.window.Window;
import io.holdfast.core.window.WindowKind;
import io.holdfast.core.zone.Blueprint;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A change that would leave a site alone without a window is refused when it is planned. */
class WindowsAheadTest {

    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");
    private static final SitePlan PLAN =
            Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks", "Europe/Berlin", 1);

    private static SitePlan nights(String rule, WindowKind kind) {
        return PLAN.within(
                List.of(
                        new Window(
                                "nights",
                                kind,
                                Recurrence.of(rule),
                                LocalDateTime.of(2026, 11, 1, 22, 0),
                                Duration.ofHours(6))));
    }

    private static List<String> codes(SitePlan before, SitePlan after) {
        var findings = new ArrayList<FindingLine>();
        WindowsAhead.judge(List.of(before), after, NOW, findings);
        return findings.stream().map(f -> f.severity() + " " + f.code()).toList();
    }

    @Test
    void windows_that_end_within_ninety_days_are_a_blocker() {
        assertThat(codes(PLAN, nights("FREQ=DAILY;COUNT=40", WindowKind.MAINTENANCE)))
                .containsExactly("BLOCKER WINDOWS_END_TOO_SOON");
        assertThat(
                        codes(
                                PLAN,
                                nights(
                                        "FREQ=WEEKLY;UNTIL=20270101T000000Z",
                                        WindowKind.MAINTENANCE)))
                .containsExactly("BLOCKER WINDOWS_END_TOO_SOON");
    }

    @Test
    void windows_that_recur_or_last_longer_are_not_nor_forbidden_times_that_end() {
        assertThat(codes(PLAN, nights("FREQ=DAILY", WindowKind.MAINTENANCE))).isEmpty();
        assertThat(codes(PLAN, nights("FREQ=DAILY;COUNT=200", WindowKind.MAINTENANCE))).isEmpty();
        assertThat(codes(PLAN, nights("FREQ=DAILY;COUNT=40", WindowKind.DENY))).isEmpty();
        assertThat(codes(nights("FREQ=DAILY;COUNT=40", WindowKind.MAINTENANCE), PLAN)).isEmpty();
    }

    @Test
    void a_change_of_something_else_is_not_held_up_by_windows_that_come_to_their_end() {
        var ending = nights("FREQ=DAILY;COUNT=40", WindowKind.MAINTENANCE);

        assertThat(codes(ending, ending)).isEmpty();
    }

    @Test
    void a_later_last_window_is_better_than_an_earlier_one_and_no_fault() {
        var ending = nights("FREQ=DAILY;COUNT=30", WindowKind.MAINTENANCE);
        var later = nights("FREQ=DAILY;COUNT=60", WindowKind.MAINTENANCE);

        assertThat(codes(ending, later)).isEmpty();
        assertThat(codes(later, ending)).containsExactly("BLOCKER WINDOWS_END_TOO_SOON");
    }
}
