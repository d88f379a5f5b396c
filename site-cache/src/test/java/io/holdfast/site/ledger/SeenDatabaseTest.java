package io.holdfast.site.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenDatabaseTest {

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void where() {
        file = folder.resolve("seen.db");
    }

    private SeenDatabase open() {
        return SeenDatabase.open(
                file,
                SeenDatabase.Writes.NORMAL,
                c -> run(c, "CREATE TABLE IF NOT EXISTS seen (what TEXT) STRICT"));
    }

    private static void run(Connection connection, String statement) throws SQLException {
        try (var direct = connection.createStatement()) {
            direct.execute(statement);
        }
    }

    private static int rows(SeenDatabase database) throws SQLException {
        try (var statement = database.connection().createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM seen")) {
            return row.getInt(1);
        }
    }

    private void oneRow() throws SQLException {
        try (var database = open()) {
            database.whole(c -> run(c, "INSERT INTO seen VALUES ('kept')"));
        }
    }

    @Test
    void a_full_disk_leaves_a_sound_database_where_it_is() throws Exception {
        oneRow();
        assertThatThrownBy(() ->
                        SeenDatabase.open(
                                file,
                                SeenDatabase.Writes.NORMAL,
                                c -> {
                                    run(c, "PRAGMA max_page_count = 2");
                                    run(c, "CREATE TABLE large AS SELECT randomblob(100000)");
                                }))
                .isInstanceOf(StoreUnusable.class)
                .hasRootCauseInstanceOf(SQLException.class)
                .rootCause()
                .hasMessageContaining("SQLITE_FULL");
        assertThat(folder.resolve("seen.db.damaged")).doesNotExist();
        try (var database = open()) {
            assertThat(rows(database)).isEqualTo(1);
        }
    }

    @Test
    void what_cannot_be_opened_is_not_set_aside() throws Exception {
        Files.createDirectory(file);
        assertThatThrownBy(this::open).isInstanceOf(StoreUnusable.class);
        assertThat(file).isDirectory();
        assertThat(folder.resolve("seen.db.damaged")).doesNotExist();
    }

    @Test
    void what_was_set_aside_earlier_stays() throws Exception {
        for (var text : new String[] {"the first ", "the second ", "the third "}) {
            Files.write(file, text.repeat(400).getBytes(UTF_8));
            open().close();
        }
        assertThat(folder.resolve("seen.db.damaged")).content().startsWith("the first");
        assertThat(folder.resolve("seen.db.damaged-2")).content().startsWith("the second");
        assertThat(folder.resolve("seen.db.damaged-3")).content().startsWith("the third");
    }

    @Test
    void a_change_that_cannot_even_be_taken_back_does_not_stop_the_next() throws Exception {
        oneRow();
        try (var database = open()) {
            assertThatThrownBy(() ->
                            database.whole(c -> {
                                run(c, "INSERT INTO seen VALUES ('half')");
                                // As SQLite does by itself when the disk is full.
                                run(c, "ROLLBACK");
                                throw new SQLException("the disk is full");
                            }))
                    .hasMessage("the disk is full")
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
            database.whole(c -> run(c, "INSERT INTO seen VALUES ('next')"));
            assertThat(database.connection().getAutoCommit()).isTrue();
            assertThat(rows(database)).isEqualTo(2);
        }
        try (var database = open()) {
            assertThat(rows(database)).isEqualTo(2);
        }
    }
}
