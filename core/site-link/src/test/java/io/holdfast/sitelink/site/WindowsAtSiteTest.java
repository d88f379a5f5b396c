package io.holdfast.sitelink.site;

import static io.holdfast.sitelink.site.Plant.FW;
import static io.holdfast.sitelink.site.Plant.SW;
import static io.holdfast.sitelink.site.Plant.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.window.Freeze;
import io.holdfast.core.window.Recurrence;
import io.holdfast.core.window.Window;
import io.holdfast.core.window.WindowKind;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.site.SlotState.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No group begins but in its site's windows, by trusted time (R17, B-51, B-53). */
class WindowsAtSiteTest {

    /** The plant's clock begins at eight in the morning. */
    private final Plant plant = new Plant();

    private static Window daily(WindowKind kind, String time, int minutes) {
        return new Window(
                "at-" + time.replace(":", ""),
                kind,
                Recurrence.of("FREQ=DAILY"),
                LocalDateTime.parse("2026-11-01T" + time),
                Duration.ofMinutes(minutes));
    }

    private void runUntil(String moment) {
        plant.run(Duration.between(plant.now, Instant.parse(moment)));
    }

    private void assertUntouched() {
        assertThat(plant.touched).isEmpty();
        assertThat(plant.entries("INTENT")).isEmpty();
    }

    @Test
    void a_change_waits_for_its_window_says_so_and_begins_when_it_opens() {
        plant.windows = List.of(daily(WindowKind.MAINTENANCE, "10:00", 60));
        plant.accept(2, 2);
        runUntil("2026-11-23T09:59:59Z");
        assertUntouched();
        assertThat(plant.heard.stream().flatMap(r -> r.slots().stream()).toList())
                .anySatisfy(report -> {
                    assertThat(report.slot()).isEqualTo(FW);
                    assertThat(report.state()).isEqualTo("WAITING");
                    assertThat(report.reason())
                            .isEqualTo(
                                    "waits for the window at-1000: Mon 2026-11-23 10:00 to 11:00"
                                            + " UTC (Z)");
                });
        runUntil("2026-11-23T10:12:00Z");
        assertThat(plant.slot(SW).standing()).isEqualTo(new Standing.Kept(1, 2));
        assertThat(plant.touched.getFirst())
                .isBetween(
                        Instant.parse("2026-11-23T10:00:00Z"),
                        Instant.parse("2026-11-23T10:00:30Z"));
        assertThat(plant.memory.hold()).isEqualTo(new SiteState.Hold.None());
    }

    @Test
    void while_it_waits_it_does_not_speak_of_it_again_and_again() {
        plant.windows = List.of(daily(WindowKind.MAINTENANCE, "20:00", 60));
        plant.accept(2, 2);
        plant.settle();
        long changes = plant.slot(FW).changes();
        plant.run(Duration.ofHours(2));
        long looks = Duration.ofHours(2).dividedBy(plant.memory.pace().look());
        assertThat(plant.slot(FW).changes() - changes).isEqualTo(looks);
    }

    @Test
    void a_change_that_cannot_be_over_in_time_does_not_begin() {
        plant.windows = List.of(daily(WindowKind.MAINTENANCE, "07:00", 70));
        plant.accept(2, 2);
        plant.run(Duration.ofMinutes(30));
        assertUntouched();
        runUntil("2026-11-24T07:12:00Z");
        assertThat(plant.slot(SW).standing()).isEqualTo(new Standing.Kept(1, 2));
    }

    @Test
    void a_change_longer_than_every_window_never_begins_and_says_why() {
        plant.windows = List.of(daily(WindowKind.MAINTENANCE, "09:00", 6));
        plant.accept(2, 2);
        runUntil("2026-11-25T12:00:00Z");
        assertUntouched();
        assertThat(plant.memory.hold())
                .isInstanceOfSatisfying(
                        SiteState.Hold.ForItsTime.class,
                        hold ->
                                assertThat(hold.reason())
                                        .contains("no window lasts longer than 6"));
    }

    @Test
    void the_second_group_waits_for_the_next_window_if_it_cannot_end_in_this_one() {
        plant.windows = List.of(daily(WindowKind.MAINTENANCE, "10:00", 12));
        plant.accept(2, 2);
        runUntil("2026-11-23T09:55:00Z");
        plant.devices.get(SW).reachable = false;
        runUntil("2026-11-23T10:09:00Z");
        assertThat(plant.slot(FW).standing()).isEqualTo(new Standing.Kept(1, 2));
        plant.devices.get(SW).reachable = true;
        runUntil("2026-11-24T09:59:00Z");
        assertThat(plant.slot(SW).standing()).isEqualTo(new Standing.Waiting());
        assertThat(plant.touched).hasSize(1);
        runUntil("2026-11-24T10:10:00Z");
        assertThat(plant.slot(SW).standing()).isEqualTo(new Standing.Kept(1, 2));
    }

    @Test
    void a_group_on_trial_takes_itself_back_also_after_the_window() {
        plant.windows = List.of(daily(WindowKind.MAINTENANCE, "10:00", 12));
        var before = plant.devices.get(FW).running;
        plant.devices.get(FW).cutByChange = true;
        plant.accept(2, 2);
        runUntil("2026-11-23T11:00:00Z");
        assertThat(plant.touched).isNotEmpty();
        assertThat(plant.devices.get(FW).running).isEqualTo(before);
    }

    @Test
    void a_state_that_changes_no_device_is_kept_at_once() {
        plant.accept(2, 2);
        plant.settle();
        plant.windows = List.of(daily(WindowKind.MAINTENANCE, "20:00", 60));
        plant.accept(3, 2, 2);
        plant.settle();
        assertThat(plant.slot(FW).standing()).isEqualTo(new Standing.Kept(1, 3));
    }

    @Test
    void taking_back_waits_for_nothing_and_going_forward_again_does() {
        plant.windows = List.of(daily(WindowKind.MAINTENANCE, "08:00", 60));
        plant.accept(2, 2);
        plant.settle();
        plant.accept(3, 2);
        plant.settle();
        assertThat(plant.slot(SW).standing()).isEqualTo(new Standing.Kept(1, 3));
        plant.run(Duration.ofHours(3));
        plant.freezes = List.of(new Freeze(plant.now, plant.now.plus(Duration.ofDays(3)), "audit"));
        plant.accept(4, 2, 2);
        plant.settle();
        assertThat(plant.slot(SW).standing()).isEqualTo(new Standing.Kept(1, 4));
        assertThat(plant.slot(SW).kept()).isEqualTo(digest(2, SW));
        plant.accept(5, 3, 2);
        plant.settle();
        assertThat(plant.slot(SW).standing()).isEqualTo(new Standing.Waiting());
    }

    private long reads() {
        return plant.done.stream().filter(SiteOrder.Read.class::isInstance).count();
    }

    @Test
    void taking_over_what_was_done_by_hand_waits_for_its_window_unread_and_says_so() {
        plant.accept(2, 2);
        plant.settle();
        plant.windows = List.of(daily(WindowKind.MAINTENANCE, "20:00", 60));
        plant.accept(3, 2, 2);
        plant.settle();
        plant.devices.get(FW).running = digest(99, FW);
        plant.run(Duration.ofMinutes(10));
        int intents = plant.entries("INTENT").size();
        long reads = reads();
        plant.accept(4, 2, 2, new Delivery.TakeOver(FW, digest(99, FW)));
        plant.run(Duration.ofMinutes(30));
        assertThat(plant.memory.hold())
                .isInstanceOfSatisfying(
                        SiteState.Hold.ForItsTime.class,
                        hold -> assertThat(hold.reason()).contains("waits for the window at-2000"));
        assertThat(plant.entries("INTENT")).hasSize(intents);
        assertThat(reads()).isEqualTo(reads);
        runUntil("2026-11-23T20:12:00Z");
        assertThat(plant.devices.get(FW).running).isEqualTo(digest(2, FW));
    }

    /** Both keep the first; the second comes to the firewall only, the switch is silent. */
    private void halfChanged() {
        plant.windows = List.of(daily(WindowKind.MAINTENANCE, "08:00", 60));
        plant.accept(2, 2);
        plant.settle();
        plant.devices.get(SW).reachable = false;
        plant.accept(3, 2);
        plant.settle();
        assertThat(plant.slot(FW).standing()).isEqualTo(new Standing.Kept(1, 3));
        assertThat(plant.slot(SW).standing()).isEqualTo(new Standing.Waiting());
    }

    @Test
    void a_silent_device_does_not_keep_the_others_from_being_taken_back() {
        halfChanged();
        plant.accept(4, 2);
        plant.settle();
        assertThat(plant.slot(FW).kept()).isEqualTo(digest(4, FW));
        runUntil("2026-11-23T12:00:00Z");
        plant.accept(5, 3, 2);
        plant.settle();
        assertThat(plant.slot(FW).kept()).isEqualTo(digest(3, FW));
    }

    @Test
    void a_silent_device_does_not_keep_an_old_state_exempt_for_ever() {
        halfChanged();
        plant.accept(4, 2);
        plant.settle();
        plant.accept(5, 2);
        plant.settle();
        assertThat(plant.slot(FW).kept()).isEqualTo(digest(5, FW));
        runUntil("2026-11-23T12:00:00Z");
        plant.accept(6, 2, 2);
        plant.settle();
        assertThat(plant.slot(FW).kept()).isEqualTo(digest(5, FW));
    }

    @Test
    void taking_back_that_is_offered_again_still_waits_for_nothing() {
        plant.windows = List.of(daily(WindowKind.MAINTENANCE, "08:00", 60));
        plant.accept(2, 2);
        plant.settle();
        plant.accept(3, 2);
        plant.settle();
        runUntil("2026-11-23T12:00:00Z");
        plant.devices.values().forEach(d -> d.reachable = false);
        plant.accept(4, 2, 2);
        plant.run(Duration.ofMinutes(1));
        plant.accept(5, 2, 2);
        plant.devices.values().forEach(d -> d.reachable = true);
        plant.settle();
        assertThat(plant.slot(SW).standing()).isEqualTo(new Standing.Kept(1, 5));
    }

    @Test
    void what_is_offered_again_never_becomes_its_own_way_back() {
        plant.windows = List.of(daily(WindowKind.MAINTENANCE, "08:00", 60));
        plant.accept(2, 2);
        plant.settle();
        plant.accept(3, 2);
        plant.settle();
        plant.accept(4, 3, 2);
        plant.settle();
        plant.devices.get(FW).running = digest(99, FW);
        runUntil("2026-11-23T12:00:00Z");
        int intents = plant.entries("INTENT").size();
        plant.accept(5, 3, 2, new Delivery.TakeOver(FW, digest(99, FW)));
        plant.settle();
        assertThat(plant.entries("INTENT")).hasSize(intents);
        assertThat(plant.memory.hold()).isInstanceOf(SiteState.Hold.ForItsTime.class);
    }

    @Test
    void after_the_first_group_took_itself_back_all_of_the_change_must_fit_again() {
        plant.windows = List.of(daily(WindowKind.MAINTENANCE, "09:00", 12));
        plant.devices.get(FW).failedProbes = List.of(new SiteEvent.FailedProbe("historian", "no"));
        plant.accept(2, 2);
        runUntil("2026-11-23T09:01:20Z");
        assertThat(plant.touched).hasSize(1);
        plant.start();
        plant.devices.get(FW).failedProbes = List.of();
        runUntil("2026-11-23T09:20:00Z");
        assertThat(plant.touched).hasSize(1);
        runUntil("2026-11-24T09:12:00Z");
        assertThat(plant.slot(SW).standing()).isEqualTo(new Standing.Kept(1, 2));
    }

    @Test
    void devices_that_cannot_take_themselves_back_are_counted_one_after_the_other() {
        plant.windows = List.of(daily(WindowKind.MAINTENANCE, "10:00", 9));
        plant.devices.values().forEach(d -> d.selfReverting = false);
        plant.run(Duration.ofMinutes(10));
        plant.accept(2, 1);
        runUntil("2026-11-23T10:30:00Z");
        assertUntouched();
        assertThat(plant.memory.hold())
                .isInstanceOfSatisfying(
                        SiteState.Hold.ForItsTime.class,
                        hold -> assertThat(hold.reason()).contains("no window lasts longer"));
    }

    @Test
    void a_freeze_told_by_the_centre_holds_until_it_ends_also_alone() {
        plant.freezes =
                List.of(
                        new Freeze(
                                Instant.parse("2026-11-23T08:00:00Z"),
                                Instant.parse("2026-11-23T14:00:00Z"),
                                "harvest"));
        plant.run(Duration.ofMinutes(2));
        plant.wan = false;
        plant.accept(2, 2);
        runUntil("2026-11-23T13:59:00Z");
        assertUntouched();
        runUntil("2026-11-23T14:15:00Z");
        assertThat(plant.slot(SW).standing()).isEqualTo(new Standing.Kept(1, 2));
    }

    @Test
    void after_a_power_loss_nothing_begins_until_the_centre_told_the_time() {
        plant.windows = List.of(daily(WindowKind.MAINTENANCE, "09:00", 60));
        plant.accept(2, 2);
        plant.run(Duration.ofMinutes(1));
        plant.wan = false;
        plant.start();
        runUntil("2026-11-23T09:30:00Z");
        assertUntouched();
        assertThat(plant.memory.hold())
                .isInstanceOfSatisfying(
                        SiteState.Hold.ForItsTime.class,
                        hold -> assertThat(hold.reason()).contains("surely known"));
        plant.wan = true;
        plant.run(Duration.ofMinutes(15));
        assertThat(plant.slot(SW).standing()).isEqualTo(new Standing.Kept(1, 2));
    }

    /**
     * Clocks wrong by up to 400 days, standing still, power losses, a centre that comes and goes.
     */
    @ParameterizedTest
    @ValueSource(longs = {20_261_126L})
    void nothing_begins_outside_whatever_the_clock_shows(long seed) {
        int begun = 0;
        for (long at = seed; at < seed + 12; at++) {
            begun += days(new Random(at), "seed " + at);
        }
        assertThat(begun).isGreaterThan(8);
    }

    private static int days(Random random, String seed) {
        var plant =
                new Plant(
                        random.nextInt(3) == 0
                                ? Duration.ofDays(random.nextInt(-400, 400))
                                : Duration.ofMinutes(random.nextInt(-300, 300)));
        int from = random.nextInt(24);
        plant.windows =
                List.of(daily(WindowKind.MAINTENANCE, LocalTime.of(from, 0).toString(), 60));
        for (int step = 0; step < 14; step++) {
            switch (random.nextInt(6)) {
                case 0 -> plant.accept(plantRevision(plant) + 1, 1 + random.nextInt(2));
                case 1 -> plant.wan = random.nextInt(4) != 0;
                case 2 -> {
                    // The power is gone, and the clock stands still meanwhile.
                    plant.behind = plant.behind.plusMinutes(random.nextInt(600));
                    plant.start();
                }
                case 3 -> {
                    // People set the clock; the node's own goes on.
                    plant.tell(
                            new SiteEvent.WallClock(
                                    plant.now.plusSeconds(random.nextInt(-90_000, 90_000))));
                }
                default -> {}
            }
            plant.run(Duration.ofMinutes(random.nextInt(300)));
        }
        for (var moment : plant.touched) {
            var time = moment.atOffset(ZoneOffset.UTC);
            assertThat(time.getHour()).as(seed + " touched at " + moment).isEqualTo(from);
        }
        assertThat(plant.broken).isEmpty();
        return plant.touched.size();
    }

    private static int plantRevision(Plant plant) {
        return Math.toIntExact(Math.max(1, plant.memory.desired().revisionOrZero()));
    }
}
