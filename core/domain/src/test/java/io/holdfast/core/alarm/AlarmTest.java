package io.holdfast.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.alarm.Alarm.Told;
import io.holdfast.core.rollout.LinkState;
import io.holdfast.core.site.DeviceSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmTest {

    private static final Instant NOW = Instant.parse("2026-03-17T09:42:00Z");
    private static final AlarmKey KEY = new AlarmKey(new DeviceSlot("sw-1"), "cpu-high", "");
    private static final Threshold CPU =
            new Threshold(
                    "cpu-high",
                    Threshold.Severity.MAJOR,
                    "%",
                    90,
                    70,
                    Duration.ofMinutes(3),
                    Duration.ofMinutes(5));

    private static final class Watched {
        private Alarm alarm = Alarm.fresh(KEY, NOW);
        private Instant at = NOW;
        private final List<Told> told = new ArrayList<>();

        Watched minutes(int minutes, long value) {
            for (int i = 0; i < minutes; i++) {
                at = at.plusSeconds(60);
                learn(new Observation.Measured(value, at));
            }
            return this;
        }

        Watched learn(Observation observation) {
            var step = alarm.learn(observation, CPU, at);
            alarm = step.alarm();
            told.addAll(step.told());
            return this;
        }
    }

    @Test
    void a_value_beyond_the_line_for_a_while_is_an_alarm() {
        assertThat(new Watched().minutes(3, 95).told).isEmpty();
        var watched = new Watched().minutes(4, 95);
        assertThat(watched.told).containsExactly(Told.RAISED);
        assertThat(watched.alarm.raised()).isTrue();
    }

    @Test
    void a_value_that_trembles_on_the_line_makes_one_alarm_and_not_a_hundred() {
        var watched = new Watched().minutes(5, 95);
        for (int i = 0; i < 50; i++) {
            watched.minutes(1, 89).minutes(1, 91);
        }
        assertThat(watched.told).containsExactly(Told.RAISED);
    }

    @Test
    void it_clears_behind_the_other_line_after_a_while() {
        var watched = new Watched().minutes(5, 95).minutes(4, 60).minutes(1, 80).minutes(5, 60);
        assertThat(watched.told).containsExactly(Told.RAISED);
        assertThat(watched.minutes(1, 60).told).containsExactly(Told.RAISED, Told.CLEARED);
    }

    @Test
    void a_value_that_must_not_fall_is_watched_from_the_other_side() {
        var battery =
                new Threshold(
                        "battery-low",
                        Threshold.Severity.MAJOR,
                        "%",
                        20,
                        40,
                        Duration.ZERO,
                        Duration.ZERO);
        var low = Alarm.fresh(KEY, NOW).learn(new Observation.Measured(15, NOW), battery, NOW);
        assertThat(low.told()).containsExactly(Told.RAISED);
        assertThat(low.alarm().learn(new Observation.Measured(30, NOW), battery, NOW).told())
                .isEmpty();
        assertThat(low.alarm().learn(new Observation.Measured(41, NOW), battery, NOW).told())
                .containsExactly(Told.CLEARED);
    }

    @Test
    void what_nobody_knows_is_unknown_since_then_and_neither_raised_nor_cleared() {
        var watched = new Watched().minutes(5, 95);
        var lost = watched.at;
        watched.learn(new Observation.NotKnown("no answer", lost));

        assertThat(watched.alarm.raised()).isFalse();
        assertThat(watched.alarm.phase())
                .isInstanceOfSatisfying(
                        Phase.Unknown.class, u -> assertThat(u.since()).isEqualTo(lost));
        assertThat(watched.learn(new Observation.NotKnown("still none", lost.plusSeconds(9))).told)
                .containsExactly(Told.RAISED, Told.UNKNOWN);
        assertThat(watched.minutes(1, 95).told)
                .containsExactly(Told.RAISED, Told.UNKNOWN, Told.KNOWN_AGAIN);
        assertThat(watched.alarm.raised()).isTrue();
    }

    @Test
    void the_centre_says_unknown_since_the_site_was_last_heard_never_down() {
        var alarm = new Watched().minutes(5, 95).alarm;
        var silent = NOW.plusSeconds(3600);

        for (var link : LinkState.values()) {
            var shown = alarm.seenOver(link, silent);
            assertThat(shown.phase() instanceof Phase.Unknown)
                    .isEqualTo(link == LinkState.ISLANDED);
        }
        assertThat(alarm.seenOver(LinkState.ISLANDED, silent).phase().since()).isEqualTo(silent);
    }

    @Test
    void flapping_is_told_once_and_held_until_it_was_quiet() {
        var watched = new Watched();
        for (int i = 0; i < 40; i++) {
            watched.minutes(4, 95).minutes(6, 10);
        }
        assertThat(watched.told.stream().filter(t -> t == Told.FLAPPING)).hasSize(1);
        assertThat(watched.told.stream().filter(t -> t == Told.RAISED)).hasSize(Alarm.FLAPS - 1);
        assertThat(watched.alarm.raises()).hasSizeLessThanOrEqualTo(Alarm.FLAPS);
        assertThat(watched.minutes(40, 10).told).last().isEqualTo(Told.CLEARED);
        assertThat(watched.alarm.flapping()).isFalse();
    }

    @Test
    void an_acknowledgement_ends_with_its_alarm() {
        var watched = new Watched().minutes(5, 95);
        watched.alarm = watched.alarm.acknowledge("Mara", "looking", watched.at).orElseThrow();
        assertThat(watched.minutes(1, 95).alarm.handling())
                .isInstanceOf(Handling.Acknowledged.class);
        assertThat(watched.minutes(7, 10).alarm.handling()).isInstanceOf(Handling.Open.class);
        assertThat(watched.alarm.acknowledge("Mara", "", watched.at)).isEmpty();
    }

    @Test
    void a_shelf_has_a_reason_and_an_end_and_gives_the_alarm_back() {
        var watched = new Watched().minutes(5, 95);
        var until = watched.at.plus(Duration.ofMinutes(10));
        watched.alarm =
                watched.alarm.shelve("Mara", "fan ordered", until, watched.at).orElseThrow();

        assertThat(watched.minutes(8, 10).minutes(1, 95).alarm.handling())
                .isInstanceOf(Handling.Shelved.class);
        assertThat(watched.minutes(2, 95).alarm.handling()).isInstanceOf(Handling.Open.class);
        assertThat(watched.alarm.shelve("Mara", "x", watched.at, watched.at)).isEmpty();
        assertThat(
                        watched.alarm.shelve(
                                "Mara", "x", watched.at.plus(Duration.ofDays(31)), watched.at))
                .isEmpty();
    }

    @Test
    void an_observation_that_comes_late_changes_nothing() {
        var alarm = new Watched().minutes(5, 95).alarm;
        assertThat(alarm.learn(new Observation.Measured(10, NOW), CPU, NOW).alarm())
                .isEqualTo(alarm);
    }
}
