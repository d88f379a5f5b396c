package io.holdfast.apps.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The oracle of the kill check on histories made up for it. */
class DeviceHistoryTest {

    private final DeviceHistory history = new DeviceHistory();

    private void device(String name, String... lines) {
        history.device(name, List.of(lines).stream().map("2026-11-27T01:00:00Z "::concat).toList());
    }

    @Test
    void a_group_that_was_kept_everywhere_or_taken_back_everywhere_is_whole() {
        device("a", "STARTED old -", "ON_TRIAL new t-1", "KEPT new t-1", "SAVED new -");
        device("b", "STARTED old -", "ON_TRIAL new t-1", "KEPT new t-1", "SAVED new -");
        device("c", "STARTED old -", "ON_TRIAL new t-2", "TAKEN_BACK_BY_TIMER old t-2");
        device("d", "STARTED old -", "ON_TRIAL new t-2", "STARTED old -");

        assertThat(history.halves()).isEmpty();
        assertThat(history.twice()).isEmpty();
        assertThat(history.running("a")).isEqualTo(history.kept("a")).isEqualTo("new");
    }

    @Test
    void a_group_with_one_member_back_and_one_kept_is_half_applied() {
        device("a", "STARTED old -", "ON_TRIAL new t-1", "KEPT new t-1");
        device("b", "STARTED old -", "ON_TRIAL new t-1", "TAKEN_BACK_BY_TIMER old t-1");

        assertThat(history.halves()).singleElement().asString().contains("t-1", "BACK", "KEPT");
    }

    @Test
    void a_trial_that_nobody_ended_is_half_applied() {
        device("a", "STARTED old -", "ON_TRIAL new t-1");

        assertThat(history.halves()).isNotEmpty();
    }

    @Test
    void what_is_put_on_trial_or_kept_a_second_time_is_a_duplicate() {
        device("a", "STARTED old -", "ON_TRIAL new t-1", "KEPT new t-1", "ON_TRIAL new t-2");
        device("b", "STARTED old -", "ON_TRIAL new t-1", "KEPT new t-1", "KEPT new t-1");

        assertThat(history.twice()).hasSize(2);
    }

    @Test
    void what_was_kept_and_lost_with_the_current_may_be_brought_again() {
        device(
                "a",
                "STARTED old -",
                "ON_TRIAL new t-1",
                "KEPT new t-1",
                "STARTED old -",
                "ON_TRIAL new t-1",
                "KEPT new t-1",
                "SAVED new -");

        assertThat(history.twice()).isEmpty();
        assertThat(history.halves()).isEmpty();
    }
}
