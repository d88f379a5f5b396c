package io.holdfast.site.health;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.core.series.Gap;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStoreTest {

    private static final Instant NOW = Instant.parse("2026-03-17T09:00:00Z");

    @TempDir Path folder;

    private static SiteWord word(int i) {
        return new SiteWord.GapTold(
                new Gap(
                        new DeviceSlot("sw-1"),
                        NOW,
                        NOW.plusSeconds(i),
                        Gap.Reason.DEVICE_SILENT,
                        ""));
    }

    private EventStore store(int most, int told) {
        var store = EventStore.open(folder.resolve("events.db"), most);
        for (int i = 1; i <= told; i++) {
            store.tell(word(i), NOW.plusSeconds(i));
        }
        return store;
    }

    @Test
    void events_are_numbered_without_a_hole_over_restarts() {
        store(100, 3).close();
        try (var again = store(100, 2)) {
            assertThat(again.after(0, 100, 1 << 20))
                    .extracting(EventLine::sequence)
                    .containsExactly(1L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    void what_the_centre_has_is_let_go_and_its_number_never_comes_again() {
        var store = store(100, 5);
        store.acknowledged(5);
        store.close();
        try (var again = store(100, 1)) {
            assertThat(again.after(0, 9, 1 << 20))
                    .extracting(EventLine::sequence)
                    .containsExactly(6L);
        }
    }

    @Test
    void a_full_store_drops_the_oldest_and_says_which() {
        try (var store = store(50, 500)) {
            var lines = store.after(0, 1000, 1 << 20);
            assertThat(lines.size()).isLessThanOrEqualTo(51);
            assertThat(lines.getFirst().word())
                    .isInstanceOfSatisfying(
                            SiteWord.EventsDropped.class,
                            d -> {
                                assertThat(d.from()).isEqualTo(1);
                                assertThat(d.to()).isEqualTo(lines.getFirst().sequence());
                                assertThat(d.since()).isEqualTo(NOW.plusSeconds(1));
                            });
            for (int i = 1; i < lines.size(); i++) {
                assertThat(lines.get(i).sequence()).isEqualTo(lines.get(i - 1).sequence() + 1);
            }
            assertThat(lines.getLast().sequence()).isEqualTo(500);
        }
    }

    @Test
    void a_store_that_was_lost_goes_on_after_what_the_centre_has() {
        try (var store = store(100, 3)) {
            store.acknowledged(70);
            assertThat(store.after(70, 9, 1 << 20))
                    .extracting(EventLine::sequence)
                    .containsExactly(71L, 72L, 73L);
            store.tell(word(9), NOW);
            assertThat(store.last()).isEqualTo(74);
        }
    }

    @Test
    void what_a_lost_store_dropped_is_told_by_the_numbers_its_events_have_now() {
        try (var store = store(50, 51)) {
            assertThat(store.after(0, 1, 1 << 20).getFirst().word())
                    .isEqualTo(new SiteWord.EventsDropped(1, 6, NOW.plusSeconds(1)));
            store.acknowledged(70);
            assertThat(store.after(0, 1, 1 << 20))
                    .containsExactly(
                            new EventLine(
                                    76,
                                    NOW.plusSeconds(51),
                                    new SiteWord.EventsDropped(71, 76, NOW.plusSeconds(1))));
        }
    }

    private void sql(String statement) throws SQLException {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("events.db"));
                var direct = connection.createStatement()) {
            direct.execute(statement);
        }
    }

    @Test
    void half_a_character_in_a_word_of_a_device_stops_neither_this_event_nor_the_next()
            throws Exception {
        try (var store = store(100, 1)) {
            store.tell(
                    new SiteWord.CredentialsTried(
                            new DeviceSlot("sw-1"), 1, "SILENT", "no \uD83D answer"),
                    NOW);
            store.tell(word(3), NOW);
            assertThat(store.after(0, 9, 1 << 20))
                    .extracting(EventLine::word)
                    .hasSize(3)
                    .contains(
                            new SiteWord.CredentialsTried(
                                    new DeviceSlot("sw-1"), 1, "SILENT", "no \uFFFD answer"));
        }
    }

    @Test
    void an_event_that_cannot_be_written_takes_nothing_with_it() {
        try (var store = store(100, 1)) {
            var tooLarge = new SiteWord.SyslogTold(new DeviceSlot("sw-1"), 1, 0, 0, LARGE);
            assertThatThrownBy(() -> store.tell(List.of(word(2), tooLarge), NOW))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        try (var again = store(100, 1)) {
            assertThat(again.last()).isEqualTo(2);
        }
    }

    private static final List<String> LARGE = List.of("x".repeat(WireJson.LIMIT));

    @Test
    void an_event_that_is_not_what_was_written_is_skipped_and_its_place_says_so() throws Exception {
        store(100, 6).close();
        sql("UPDATE event SET bytes = X'7b7d', digest = '' WHERE sequence = 2");
        sql(
                "UPDATE event SET bytes = CAST(replace(bytes, 'sw-1', 'sw-3') AS BLOB) WHERE sequence = 3");
        sql("DELETE FROM event WHERE sequence = 5");
        try (var store = store(100, 0)) {
            assertThat(store.after(0, 9, 1 << 20))
                    .extracting(EventLine::sequence, EventLine::word)
                    .containsExactly(
                            tuple(1L, word(1)),
                            tuple(3L, new SiteWord.EventsDropped(2, 3, null)),
                            tuple(4L, word(4)),
                            tuple(5L, new SiteWord.EventsDropped(5, 5, null)),
                            tuple(6L, word(6)));
        }
    }

    @Test
    void what_is_missing_after_what_the_centre_has_is_said_too() throws Exception {
        store(100, 6).close();
        sql("DELETE FROM event WHERE sequence < 4");
        try (var store = store(100, 0)) {
            store.acknowledged(1);
            assertThat(store.after(0, 3, 1 << 20))
                    .extracting(EventLine::sequence, EventLine::word)
                    .containsExactly(
                            tuple(3L, new SiteWord.EventsDropped(2, 3, null)),
                            tuple(4L, word(4)),
                            tuple(5L, word(5)));
        }
    }

    @Test
    void a_full_batch_with_a_word_about_missing_events_is_no_larger_than_a_batch()
            throws Exception {
        int batch = TelemetryRequest.MOST_EVENTS;
        try (var store = store(1000, 0)) {
            store.tell(IntStream.rangeClosed(1, batch + 3).mapToObj(i -> word(i)).toList(), NOW);
        }
        sql("DELETE FROM event WHERE sequence < 4");
        try (var store = store(1000, 0)) {
            store.acknowledged(1);
            assertThat(store.after(0, batch, 1 << 20))
                    .hasSize(batch)
                    .startsWith(new EventLine(3, NOW, new SiteWord.EventsDropped(2, 3, null)))
                    .endsWith(new EventLine(batch + 2, NOW, word(batch + 2)));
        }
    }

    @Test
    void a_page_damaged_inside_the_database_is_found_at_the_start_and_the_start_goes_on()
            throws Exception {
        try (var store = store(1000, 0)) {
            store.tell(IntStream.rangeClosed(1, 500).mapToObj(i -> word(i)).toList(), NOW);
        }
        try (var file = new RandomAccessFile(folder.resolve("events.db").toFile(), "rw")) {
            assertThat(file.length()).isGreaterThan(20 * 4096);
            file.seek(12 * 4096);
            file.write(new byte[4096]);
        }
        try (var store = store(1000, 2)) {
            assertThat(store.after(0, 9, 1 << 20)).hasSize(2);
        }
        assertThat(folder.resolve("events.db.damaged")).exists();
    }

    @Test
    void a_database_that_is_none_is_set_aside_and_the_events_go_on_after_what_the_centre_has()
            throws Exception {
        Files.write(
                folder.resolve("events.db"),
                "this was a database once".repeat(400).getBytes(UTF_8));
        try (var store = store(100, 2)) {
            store.acknowledged(70);
            assertThat(store.after(0, 9, 1 << 20))
                    .extracting(EventLine::sequence)
                    .containsExactly(71L, 72L);
        }
        assertThat(folder.resolve("events.db.damaged")).exists();
    }
}
