package io.holdfast.site.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.Surveyed;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.telemetry.SurveyTold;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyStoreTest {

    private static final Instant START = Instant.parse("2026-03-17T09:00:00Z");
    private static final DeviceSlot SW = new DeviceSlot("sw-1");
    private static final DeviceSlot FW = new DeviceSlot("fw-1");
    private static final int ROOM = 100_000;

    @TempDir Path folder;

    private static Surveyed surveyed(String serial, int load) {
        return new Surveyed(
                Optional.of(SurveyRoundTest.survey(serial, "80aa", load)), BehaviourTable.EMPTY);
    }

    private SurveyStore open() {
        return SurveyStore.open(folder.resolve("surveys.db"));
    }

    @Test
    void what_changed_is_told_whole_the_newest_first_and_the_rest_only_that_it_was_read_again() {
        try (var store = open()) {
            store.keep(SW, surveyed("a", 10), START);
            store.keep(FW, surveyed("b", 10), START.plusSeconds(1));
            var first = store.unsent(ROOM);
            assertThat(first).extracting(SurveyTold::slot).containsExactly(FW, SW);
            assertThat(first).allMatch(SurveyTold::isWhole);
            assertThat(first.getFirst().surveyed()).contains(surveyed("b", 10));
            store.sent(first, List.of());
            assertThat(store.unsent(ROOM)).isEmpty();
        }
        try (var store = open()) {
            assertThat(store.unsent(ROOM)).as("after a restart").isEmpty();
            store.keep(SW, surveyed("a", 55), START.plusSeconds(300));
            store.keep(FW, surveyed("c", 10), START.plusSeconds(300));
            var later = store.unsent(ROOM);
            assertThat(later).extracting(SurveyTold::slot).containsExactly(FW, SW);
            assertThat(later).extracting(SurveyTold::isWhole).containsExactly(true, false);
            assertThat(later.getLast().confirmed()).isEqualTo(START.plusSeconds(300));
            assertThat(later.getLast().taken()).isEqualTo(START);
        }
    }

    @Test
    void readings_that_move_are_told_once_an_hour() {
        try (var store = open()) {
            store.keep(SW, surveyed("a", 10), START);
            store.sent(store.unsent(ROOM), List.of());
            store.keep(SW, surveyed("a", 55), START.plus(SurveyStore.MOVING));
            assertThat(store.unsent(ROOM))
                    .singleElement()
                    .satisfies(told -> assertThat(told.surveyed()).contains(surveyed("a", 55)));
        }
    }

    @Test
    void a_centre_that_misses_a_survey_is_told_it_whole_again() {
        try (var store = open()) {
            store.keep(SW, surveyed("a", 10), START);
            store.sent(store.unsent(ROOM), List.of());
            store.keep(SW, surveyed("a", 10), START.plusSeconds(300));
            store.sent(store.unsent(ROOM), List.of(SW));
            assertThat(store.unsent(ROOM)).singleElement().matches(SurveyTold::isWhole);
        }
    }

    @Test
    void one_goes_though_there_is_no_room_and_a_device_that_is_gone_is_forgotten() {
        try (var store = open()) {
            store.keep(SW, surveyed("a", 10), START);
            store.keep(FW, surveyed("b", 10), START);
            assertThat(store.unsent(1)).hasSize(1);
            store.keepOnly(List.of(FW));
            assertThat(store.newest()).containsOnlyKeys(FW);
        }
    }
}
