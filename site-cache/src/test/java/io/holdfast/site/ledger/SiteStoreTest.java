package io.holdfast.site.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.core.Bytes;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteStoreTest {

    @TempDir Path folder;
    private Path database;

    @BeforeEach
    void place() {
        database = folder.resolve("site.db");
    }

    private static Bytes bytes(String text) {
        return Bytes.utf8(text);
    }

    private static JournalLine entry(long sequence) {
        var stored = bytes("{\"entry\":" + sequence + "}");
        var hash = Sha256.hex(new byte[] {0}, stored.toArray());
        return new JournalLine(sequence, hash, stored);
    }

    private void damage(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    @Test
    void what_was_written_is_there_after_opening_again() {
        try (var store = SiteStore.open(database)) {
            store.write(
                    List.of(entry(1), entry(2)), Map.of("accepted", bytes("epoch 1")), List.of());
        }
        try (var store = SiteStore.open(database)) {
            assertThat(store.head()).isEqualTo(new JournalHead(2, entry(2).hash()));
            assertThat(store.kept("accepted")).hasValue(bytes("epoch 1"));
            assertThat(store.names()).containsExactly("accepted");
            assertThat(store.entriesAfter(0, 10, 1000))
                    .extracting(JournalLine::sequence)
                    .containsExactly(1L, 2L);
        }
    }

    @Test
    void a_value_is_replaced_and_removed() {
        try (var store = SiteStore.open(database)) {
            store.write(List.of(), Map.of("a", bytes("1"), "b", bytes("2")), List.of());
            store.write(List.of(), Map.of("a", bytes("3")), List.of("b"));
            assertThat(store.kept("a")).hasValue(bytes("3"));
            assertThat(store.kept("b")).isEmpty();
        }
    }

    @Test
    void an_entry_that_is_not_the_next_one_is_refused_and_nothing_is_written() {
        try (var store = SiteStore.open(database)) {
            assertThatThrownBy(() ->
                            store.write(List.of(entry(2)), Map.of("a", bytes("1")), List.of()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(store.head()).isEqualTo(JournalHead.EMPTY);
            assertThat(store.kept("a")).isEmpty();
        }
    }

    @Test
    void a_value_changed_on_disk_is_never_used() throws Exception {
        try (var store = SiteStore.open(database)) {
            store.write(List.of(), Map.of("accepted", bytes("epoch 1")), List.of());
        }
        damage("UPDATE kept SET bytes = x'65706f63682032' WHERE name = 'accepted'");
        try (var store = SiteStore.open(database)) {
            assertThatThrownBy(() -> store.kept("accepted")).isInstanceOf(StoreDamaged.class);
        }
    }

    @Test
    void two_values_swapped_on_disk_are_never_used() throws Exception {
        try (var store = SiteStore.open(database)) {
            store.write(List.of(), Map.of("a", bytes("1"), "b", bytes("2")), List.of());
        }
        damage("UPDATE kept SET name = 'c' WHERE name = 'a'");
        try (var store = SiteStore.open(database)) {
            assertThatThrownBy(() -> store.kept("c")).isInstanceOf(StoreDamaged.class);
        }
    }

    @Test
    void a_changed_journal_entry_stops_the_start_and_is_named() throws Exception {
        try (var store = SiteStore.open(database)) {
            store.write(List.of(entry(1), entry(2), entry(3)), Map.of(), List.of());
        }
        damage("UPDATE journal SET bytes = x'00' WHERE sequence = 2");
        assertThatThrownBy(() -> SiteStore.open(database))
                .isInstanceOf(StoreDamaged.class)
                .hasMessageContaining("entry 2");
    }

    @Test
    void a_missing_journal_entry_stops_the_start_and_is_named() throws Exception {
        try (var store = SiteStore.open(database)) {
            store.write(List.of(entry(1), entry(2), entry(3)), Map.of(), List.of());
        }
        damage("DELETE FROM journal WHERE sequence = 2");
        assertThatThrownBy(() -> SiteStore.open(database))
                .isInstanceOf(StoreDamaged.class)
                .hasMessageContaining("entry 2 is missing");
    }

    @Test
    void a_file_that_is_no_database_is_said_to_be_damaged() throws Exception {
        Files.writeString(database, "not a database, but long enough to be one? ".repeat(50));
        assertThatThrownBy(() -> SiteStore.open(database)).isInstanceOf(StoreDamaged.class);
    }

    @Test
    void an_upload_is_cut_by_count_and_by_size_but_never_empty() {
        try (var store = SiteStore.open(database)) {
            store.write(List.of(entry(1), entry(2), entry(3)), Map.of(), List.of());
            assertThat(store.entriesAfter(0, 2, 1000)).hasSize(2);
            assertThat(store.entriesAfter(1, 10, 1))
                    .extracting(JournalLine::sequence)
                    .containsExactly(2L);
            assertThat(store.entriesAfter(3, 10, 1000)).isEmpty();
        }
    }

    @Test
    void the_journal_can_be_listed_while_the_store_is_open() {
        try (var store = SiteStore.open(database)) {
            store.write(List.of(entry(1), entry(2)), Map.of(), List.of());
            var out = new ByteArrayOutputStream();
            JournalListing.print(database, new PrintStream(out, true, StandardCharsets.UTF_8));
            assertThat(out.toString(StandardCharsets.UTF_8).lines())
                    .containsExactly("1 " + entry(1).hash(), "2 " + entry(2).hash());
            store.write(List.of(entry(3)), Map.of(), List.of());
        }
    }
}
