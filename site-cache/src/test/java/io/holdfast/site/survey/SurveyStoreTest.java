package io.holdfast.site.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.Surveyed;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.telemetry.SurveyTold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** As a disk does it: one bit of one value of a row is another. */
    private void flip(String column, String value) throws SQLException {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("surveys.db"));
                var direct = connection.createStatement()) {
            direct.execute("UPDATE survey SET " + column + " = " + value + " WHERE slot = 'sw-1'");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "digest, replace(digest; substr(digest; 1; 1); char(122))",
        "slot, replace(slot; char(45); char(95))",
        "slot, replace(slot; 1; 3)",
        "taken, taken + 1024",
        "confirmed, 4",
        "length, -length",
        "standing, upper(standing)",
        "sent, digest",
        "compressed, zeroblob(1)",
    })
    void one_flipped_bit_costs_one_survey_which_is_taken_anew(String column, String value)
            throws Exception {
        try (var store = open()) {
            store.keep(SW, surveyed("a", 10), START);
            store.keep(FW, surveyed("b", 10), START);
        }
        flip(column, value.replace(';', ','));
        try (var store = open()) {
            assertThat(store.newest()).containsOnlyKeys(FW);
            assertThat(store.unsent(ROOM)).extracting(SurveyTold::slot).containsExactly(FW);
            store.keep(SW, surveyed("a", 10), START.plusSeconds(300));
            store.keepOnly(List.of(FW, SW));
            assertThat(store.newest()).containsOnlyKeys(FW, SW);
            assertThat(store.unsent(ROOM)).allMatch(SurveyTold::isWhole).hasSize(2);
        }
    }

    @Test
    void an_engine_that_is_not_what_was_written_is_none() throws Exception {
        try (var store = open()) {
            store.pin(SW, "access", "80aa", START);
            store.pin(SW, "access", "80bb", START);
            assertThat(store.engine(SW, "access")).isEqualTo("80aa");
        }
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("surveys.db"));
                var direct = connection.createStatement()) {
            direct.execute("UPDATE engine SET engine = '80ab'");
        }
        try (var store = open()) {
            assertThat(store.engine(SW, "access")).isEmpty();
        }
    }

    @Test
    void a_database_that_is_none_is_set_aside_and_the_surveys_are_taken_anew() throws Exception {
        Files.writeString(folder.resolve("surveys.db"), "this was a database once".repeat(400));
        try (var store = open()) {
            assertThat(store.newest()).isEmpty();
            store.keep(SW, surveyed("a", 10), START);
            assertThat(store.newest()).containsOnlyKeys(SW);
        }
    }
}
