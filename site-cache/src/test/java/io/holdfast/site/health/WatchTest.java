package io.holdfast.site.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.observe.DeviceIdentity;
import io.holdfast.core.observe.InterfaceSighting;
import io.holdfast.core.observe.Inventory;
import io.holdfast.core.observe.Load;
import io.holdfast.core.observe.SensorReading;
import io.holdfast.core.observe.Survey;
import io.holdfast.core.series.Gap;
import io.holdfast.core.series.PollingProfile;
import io.holdfast.core.series.Retention;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {

    private static final Instant START = Instant.parse("2026-03-17T09:00:00Z");
    private static final DeviceSlot SW = new DeviceSlot("sw-1");

    @TempDir Path folder;
    private SampleStore samples;
    private EventStore events;
    private Watch watch;
    private Instant now = START;

    @BeforeEach
    void open() {
        samples = SampleStore.open(folder.resolve("samples"));
        events = EventStore.open(folder.resolve("events.db"));
        watch = new Watch(samples, events, PollingProfile.USUAL, () -> now);
    }

    @AfterEach
    void close() {
        samples.close();
        events.close();
    }

    private static Inventory inventory(boolean up) {
        return new Inventory(
                "sw-1",
                "",
                "",
                "",
                4200,
                "",
                "",
                "",
                "",
                List.of(new InterfaceSighting(1, "ge-0/0/0", "", 6, "", 0, true, up)));
    }

    private List<SiteWord> told() {
        return events.after(0, 1000, 1 << 20).stream().map(EventLine::word).toList();
    }

    private long count(SeriesKey key, Retention retention) {
        return samples.read(key, retention, START, now.plusSeconds(1)).stream()
                .mapToLong(s -> s.count())
                .sum();
    }

    @Test
    void samples_are_kept_as_often_as_the_profile_says_and_for_as_long() {
        for (int i = 0; i < 60; i++) {
            watch.answered(SW);
            watch.inventory(SW, inventory(true));
            now = now.plusSeconds(20);
        }
        assertThat(count(new SeriesKey(SW, "if.up", "ge-0/0/0"), Retention.STANDARD)).isEqualTo(20);
        assertThat(count(new SeriesKey(SW, "device.answers", ""), Retention.LONG)).isEqualTo(5);
    }

    @Test
    void a_device_that_does_not_answer_is_an_alarm_after_a_while_and_its_gap_is_told() {
        watch.answered(SW);
        var since = now.plusSeconds(60);
        for (int i = 0; i < 5; i++) {
            now = now.plusSeconds(60);
            watch.silent(SW, "no answer");
        }
        assertThat(told())
                .singleElement()
                .isInstanceOfSatisfying(
                        SiteWord.AlarmTold.class,
                        a -> assertThat(a.code()).isEqualTo("device-silent"));
        now = now.plusSeconds(60);
        watch.answered(SW);
        assertThat(told())
                .contains(
                        new SiteWord.GapTold(
                                new Gap(SW, since, now, Gap.Reason.DEVICE_SILENT, "")));
    }

    private static Survey survey(int processor, double celsius) {
        return new Survey(
                inventory(true),
                "",
                new DeviceIdentity("", "", "", ""),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new SensorReading(2, "inside", SensorReading.Kind.CELSIUS, celsius, true)),
                new Load(List.of(processor), Optional.of(new Load.Memory(97, 100))),
                List.of(),
                List.of(),
                List.of());
    }

    private List<String> phases(String code) {
        return told().stream()
                .filter(w -> w instanceof SiteWord.AlarmTold a && a.code().equals(code))
                .map(w -> ((SiteWord.AlarmTold) w).phase().getClass().getSimpleName())
                .toList();
    }

    @Test
    void what_is_hot_or_busy_for_a_while_is_an_alarm_until_it_is_well_below_the_line_again() {
        for (double celsius : new double[] {80, 70, 80, 80}) {
            watch.surveyed(SW, survey(95, celsius));
            now = now.plus(Duration.ofMinutes(5));
        }
        assertThat(phases("cpu-high")).containsExactly("Raised");
        assertThat(phases("memory-high")).containsExactly("Raised");
        assertThat(phases("temperature-high")).containsExactly("Raised");
        for (double celsius : new double[] {72, 72}) {
            watch.surveyed(SW, survey(50, celsius));
            now = now.plus(Duration.ofMinutes(5));
        }
        assertThat(phases("temperature-high")).as("between the lines").containsExactly("Raised");
        for (double celsius : new double[] {60, 60}) {
            watch.surveyed(SW, survey(50, celsius));
            now = now.plus(Duration.ofMinutes(5));
        }
        assertThat(phases("temperature-high")).containsExactly("Raised", "Normal");
        assertThat(phases("cpu-high")).containsExactly("Raised", "Normal");
        assertThat(count(new SeriesKey(SW, "sensor.celsius", "inside"), Retention.LONG))
                .isEqualTo(8);
    }

    @Test
    void another_engine_is_an_alarm_at_once_and_none_when_the_old_one_is_back() {
        watch.engineChanged(SW, false);
        assertThat(told()).isEmpty();
        watch.engineChanged(SW, true);
        watch.engineChanged(SW, true);
        now = now.plusSeconds(300);
        watch.engineChanged(SW, false);
        assertThat(phases("engine-changed")).containsExactly("Raised", "Normal");
    }

    @Test
    void the_time_the_node_did_not_run_is_a_gap_of_every_device() {
        now = START.plus(Duration.ofHours(2));
        watch.started(Optional.of(START), List.of(SW, new DeviceSlot("fw-1")));
        assertThat(told())
                .containsExactly(
                        new SiteWord.GapTold(new Gap(SW, START, now, Gap.Reason.NODE_DOWN, "")),
                        new SiteWord.GapTold(
                                new Gap(
                                        new DeviceSlot("fw-1"),
                                        START,
                                        now,
                                        Gap.Reason.NODE_DOWN,
                                        "")));
    }
}
