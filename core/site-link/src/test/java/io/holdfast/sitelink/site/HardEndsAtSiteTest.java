package io.holdfast.sitelink.site;

import static io.holdfast.sitelink.site.Plant.FW;
import static io.holdfast.sitelink.site.Plant.SW;
import static io.holdfast.sitelink.site.Plant.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.window.Freeze;
import io.holdfast.core.window.Recurrence;
import io.holdfast.core.window.Window;
import io.holdfast.core.window.WindowKind;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.site.SlotState.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A temporary conduit closes by itself at its hard end (rulings P5). */
class HardEndsAtSiteTest extends OpenForAWhile {

    @Test
    void it_is_open_until_its_end_and_closed_right_after_it() {
        opened(NOON);
        runUntil(NOON.minus(Duration.ofMinutes(1)));
        runs(FW, OPEN);
        runUntil(NOON.plus(BOUND));
        everythingIsClosed();
    }

    @Test
    void journal_reports_and_a_second_look_say_why() {
        opened(NOON);
        runUntil(NOON.plus(Duration.ofHours(1)));

        var reached = plant.entries("HARD_END_REACHED");
        assertThat(reached).hasSize(1);
        var note = note(reached.getFirst(), JournalNote.HardEndReached.class);
        assertThat(note.closes()).containsExactly("vendor-1");
        assertThat(note.devices()).containsExactly(FW, SW);
        assertThat(
                        plant.entries("INTENT").stream()
                                .map(e -> note(e, JournalNote.Intent.class).closes()))
                .containsExactly(List.of(), List.of(), List.of("vendor-1"), List.of("vendor-1"));
        assertThat(lastReport(FW).state()).isEqualTo("KEPT");
        assertThat(lastReport(FW).reason())
                .startsWith("closed at ")
                .endsWith(", because vendor-1 ended at " + NOON);
        assertThat(lastReport(FW).runningDigest()).isEqualTo(digest(CLOSED, FW));

        int entries = plant.journal.size();
        runUntil(NOON.plus(Duration.ofDays(3)));
        assertThat(plant.journal).hasSize(entries);
    }

    @Test
    void it_waits_for_no_window_and_no_freeze() {
        plant.windows =
                List.of(
                        new Window(
                                "morning",
                                WindowKind.MAINTENANCE,
                                Recurrence.of("FREQ=DAILY"),
                                LocalDateTime.parse("2026-11-01T07:30"),
                                Duration.ofHours(2)));
        opened(NOON);
        plant.freezes =
                List.of(
                        new Freeze(
                                plant.now,
                                NOON.plus(Duration.ofDays(9)),
                                "Nobody touches anything."));
        runUntil(NOON.plus(BOUND));
        everythingIsClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1D", "P90D"})
    void a_site_that_is_cut_off_closes_in_time(Duration alone) {
        var end = plant.now.plus(alone);
        opened(end);
        plant.wan = false;
        runUntil(end.minus(alone.dividedBy(1000)).minus(BOUND));
        runs(FW, OPEN);
        runUntil(end.plus(BOUND));
        everythingIsClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P400D", "-P400D", "PT7H", "-PT7H"})
    void the_nodes_own_clock_is_not_asked(Duration behind) {
        var skewed = new HardEndsAtSiteTest();
        skewed.plant = new Plant(behind);
        var end = skewed.world().plus(Duration.ofHours(5));
        skewed.opened(end);
        skewed.plant.wan = false;
        skewed.runUntil(end.minus(BOUND));
        skewed.runs(FW, OPEN);
        skewed.runUntil(end.plus(BOUND));
        skewed.everythingIsClosed();
    }

    @Test
    void two_ends_close_one_after_the_other() {
        accept(
                7,
                content(
                        OPEN,
                        OPEN,
                        new End(NOON, Duration.ofHours(9), CLOSED, OPEN),
                        new End(NEXT_DAY, Duration.ofHours(48), 12, CLOSED)));
        plant.settle();
        runUntil(NOON.plus(BOUND));
        runs(FW, CLOSED);
        runs(SW, OPEN);
        runUntil(NEXT_DAY.plus(BOUND));
        runs(FW, 12);
        runs(SW, CLOSED);
        assertThat(plant.slot(FW).standing()).isEqualTo(new Standing.Kept(1, 7));
    }

    @Test
    void what_was_not_opened_before_its_end_is_never_opened() {
        plant.windows =
                List.of(
                        new Window(
                                "evening",
                                WindowKind.MAINTENANCE,
                                Recurrence.of("FREQ=DAILY"),
                                LocalDateTime.parse("2026-11-01T20:00"),
                                Duration.ofHours(2)));
        accept(7, content(OPEN, OPEN, until(NOON)));
        runUntil(Instant.parse("2026-11-23T21:00:00Z"));
        everythingIsClosed();
        assertThat(plant.devices.get(FW).history).containsExactly(digest(CLOSED, FW));
    }

    @Test
    void an_end_that_is_over_when_the_content_comes_opens_nothing() {
        accept(7, content(OPEN, OPEN, until(plant.now.minusSeconds(1))));
        plant.settle();
        everythingIsClosed();
        assertThat(plant.devices.get(FW).history).containsExactly(digest(CLOSED, FW));
    }
}
