package io.holdfast.sitelink.site;

import static io.holdfast.sitelink.site.Plant.FW;
import static io.holdfast.sitelink.site.Plant.SW;
import static io.holdfast.sitelink.site.Plant.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.window.Recurrence;
import io.holdfast.core.window.Window;
import io.holdfast.core.window.WindowKind;
import io.holdfast.sitelink.JournalEntry;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.site.SlotState.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same while something else goes wrong, or another change is under way. */
class HardEndsInTroubleTest extends OpenForAWhile {

    private static final int REPAIRED = 12;

    @Test
    void an_end_while_the_opening_is_on_trial_closes_right_after_the_trial() {
        plant.devices.get(FW).failedProbes =
                List.of(new SiteEvent.FailedProbe("historian", "it does not answer"));
        var end = plant.now.plusSeconds(60);
        accept(7, content(OPEN, OPEN, until(end)));
        plant.run(Duration.ofSeconds(90));
        assertThat(plant.memory.work()).isInstanceOf(Work.Proving.class);
        plant.devices.get(FW).failedProbes = List.of();
        plant.settle();
        everythingIsClosed();
        assertThat(plant.devices.get(SW).history).containsExactly(digest(CLOSED, SW));
    }

    @Test
    void a_device_that_is_dead_at_the_end_does_not_keep_the_others_open() {
        opened(NOON);
        plant.devices.get(FW).reachable = false;
        runUntil(NOON.plus(BOUND));
        runs(SW, CLOSED);
        runs(FW, OPEN);
        assertThat(lastReport(FW).reason()).isNotEmpty();

        runUntil(NOON.plus(Duration.ofDays(2)));
        plant.devices.get(FW).reachable = true;
        plant.run(Duration.ofMinutes(20));
        everythingIsClosed();
    }

    /** The repair closes what ended, too, in another way that the device does not refuse. */
    @Test
    void a_closing_that_a_device_refuses_again_and_again_does_not_keep_out_what_mends_it() {
        opened(NOON);
        plant.devices.get(FW).cutBy = digest(CLOSED, FW);
        runUntil(NOON.plus(Duration.ofHours(6)));
        runs(SW, CLOSED);
        runs(FW, OPEN);

        accept(8, content(REPAIRED, REPAIRED));
        plant.run(Duration.ofHours(2));
        runs(FW, REPAIRED);
        runs(SW, REPAIRED);
    }

    /** They go together in the repair, and one of them is dead. */
    @Test
    void a_repair_that_waits_for_a_silent_device_does_not_keep_the_others_open() {
        opened(NOON);
        plant.devices.get(FW).cutBy = digest(CLOSED, FW);
        runUntil(NOON.plus(Duration.ofHours(1)));
        plant.devices.get(SW).reachable = false;
        plant.run(Duration.ofHours(1));
        accept(8, together(content(REPAIRED, REPAIRED)));
        plant.run(Duration.ofHours(1));
        plant.devices.get(FW).cutBy = "";
        plant.run(Duration.ofHours(3));
        runs(FW, CLOSED);
    }

    private static SiteContent together(SiteContent content) {
        return new SiteContent(
                content.schema(),
                content.organization(),
                content.plan(),
                content.model(),
                content.devices().stream()
                        .map(d ->
                                new SiteContent.DeviceContent(
                                        d.slot(),
                                        1,
                                        d.dialect(),
                                        d.config(),
                                        d.text(),
                                        d.textDigest()))
                        .toList(),
                content.ends());
    }

    @Test
    void a_device_that_takes_back_its_closing_is_told_again_until_it_stays_closed() {
        opened(NOON);
        plant.devices.get(FW).cutByChange = true;
        runUntil(NOON.plus(Duration.ofDays(1)));
        runs(SW, CLOSED);
        assertThat(alarms()).contains("HARD_END_OPEN");
        int tried = plant.entries("INTENT").size();
        assertThat(tried).isBetween(20, 300);

        plant.devices.get(FW).cutByChange = false;
        plant.run(Duration.ofMinutes(15));
        everythingIsClosed();
    }

    @Test
    void what_was_typed_by_hand_is_not_written_over_and_people_are_told() {
        opened(NOON);
        plant.devices.get(FW).running = digest(99, FW);
        runUntil(NOON.plus(Duration.ofHours(1)));
        assertThat(plant.devices.get(FW).running).isEqualTo(digest(99, FW));
        runs(SW, CLOSED);
        assertThat(alarms()).contains("HARD_END_OPEN");

        plant.devices.get(FW).running = digest(OPEN, FW);
        plant.run(Duration.ofMinutes(30));
        everythingIsClosed();
    }

    @Test
    void unsure_of_the_time_it_closes_after_its_longest_and_not_before() {
        opened(NEXT_DAY.plus(Duration.ofDays(30)));
        plant.wan = false;
        plant.now = plant.now.plus(Duration.ofHours(1));
        plant.start();
        var restarted = plant.now;
        plant.run(Duration.ofHours(35).minus(Duration.ofMinutes(10)));
        runs(FW, OPEN);
        plant.run(Duration.ofHours(1).plus(BOUND));
        everythingIsClosed();
        assertThat(Duration.between(restarted, plant.now)).isLessThan(Duration.ofHours(36));
        assertThat(
                        note(
                                        plant.entries("HARD_END_REACHED").getFirst(),
                                        JournalNote.HardEndReached.class)
                                .cause())
                .contains("nobody is sure of the time");
    }

    @Test
    void restarts_do_not_lengthen_what_is_open() {
        opened(NEXT_DAY.plus(Duration.ofDays(30)));
        plant.wan = false;
        for (int i = 0; i < 36; i++) {
            plant.run(Duration.ofMinutes(60).minusSeconds(5));
            plant.now = plant.now.plusSeconds(30);
            plant.start();
        }
        plant.settle();
        everythingIsClosed();
    }

    @Test
    void unsure_of_the_time_it_closes_when_it_is_surely_past_its_end() {
        accept(7, content(OPEN, OPEN, new End(NOON, Duration.ofDays(80), CLOSED, CLOSED)));
        plant.settle();
        plant.wan = false;
        plant.now = plant.now.plus(Duration.ofMinutes(10));
        plant.start();
        runUntil(NOON.plus(Duration.ofMinutes(30)));
        everythingIsClosed();
    }

    @Test
    void a_site_that_is_sure_of_the_time_does_not_close_before_the_end() {
        opened(Instant.parse("2026-12-20T12:00:00Z"));
        plant.wan = false;
        plant.run(Duration.ofDays(20));
        runs(FW, OPEN);
    }

    @Test
    void what_an_older_content_opened_is_closed_while_the_newer_waits_for_its_window() {
        opened(NOON);
        plant.windows =
                List.of(
                        new Window(
                                "evening",
                                WindowKind.MAINTENANCE,
                                Recurrence.of("FREQ=DAILY"),
                                LocalDateTime.parse("2026-11-01T20:00"),
                                Duration.ofHours(2)));
        accept(8, content(30, 30, new End(NEXT_DAY, Duration.ofDays(2), 31, 31)));
        runUntil(NOON.plus(BOUND));
        runs(FW, CLOSED);
        runs(SW, CLOSED);
        assertThat(plant.memory.ends()).hasSize(1);
        runUntil(Instant.parse("2026-11-23T21:00:00Z"));
        runs(FW, 30);
        assertThat(plant.slot(FW).standing()).isEqualTo(new Standing.Kept(1, 8));
        runUntil(NEXT_DAY.plus(BOUND));
        runs(FW, 31);
    }

    @Test
    void a_conduit_that_was_extended_stays_open_until_its_new_end() {
        opened(NOON);
        accept(8, content(OPEN, OPEN, until(NEXT_DAY)));
        runUntil(NOON.plus(Duration.ofHours(2)));
        runs(FW, OPEN);
        assertThat(plant.slot(FW).standing()).isEqualTo(new Standing.Kept(1, 8));
        runUntil(NEXT_DAY.plus(BOUND));
        runs(FW, CLOSED);
        runs(SW, CLOSED);
    }

    @Test
    void a_conduit_that_was_withdrawn_is_closed_at_once_and_its_end_forgotten() {
        opened(NOON);
        accept(8, content(CLOSED, CLOSED));
        plant.settle();
        runs(FW, CLOSED);
        assertThat(plant.memory.ends()).isEmpty();
        runUntil(NOON.plus(Duration.ofHours(1)));
        assertThat(plant.entries("HARD_END_REACHED")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false,PT7S", "true,PT7S", "false,PT10M", "true,PT10M"})
    void power_lost_at_any_order_of_a_closing_leaves_nothing_open(boolean late, Duration outage) {
        opened(NOON);
        runUntil(NOON.minus(Duration.ofSeconds(40)));
        int before = plant.done.size();
        runUntil(NOON.plus(Duration.ofMinutes(5)));
        int orders = plant.done.size();
        assertThat(orders - before).isGreaterThan(10);

        for (int at = before; at < orders; at++) {
            var crashed = new HardEndsInTroubleTest();
            crashed.opened(NOON);
            crashed.plant.crashAt = at;
            crashed.plant.crashLate = late;
            crashed.plant.outage = outage;
            crashed.runUntil(NOON.plus(Duration.ofMinutes(40)));

            crashed.everythingIsClosed();
            assertThat(crashed.plant.crashAt).isEqualTo(Integer.MAX_VALUE);
            assertThat(crashed.plant.entries("OUTCOME").stream().map(JournalEntry::object).toList())
                    .isEqualTo(
                            crashed.plant.entries("INTENT").stream()
                                    .map(JournalEntry::object)
                                    .toList());
        }
    }
}
