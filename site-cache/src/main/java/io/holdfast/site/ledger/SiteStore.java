package io.holdfast.site.ledger;

import io.holdfast.core.Bytes;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ledger and journal of a site node in one SQLite file (write-ahead log, synchronous FULL): when a
 * write returns, it survives a power loss. Every row carries its digest, checked on each read
 * (rulings S8): no wrong value is ever used. It does not know what its values mean.
 */
public final class SiteStore implements AutoCloseable {

    /** Larger than any state the link may carry. */
    private static final int MAX_VALUE = 64 * 1024 * 1024;

    private static final int MAX_NAME = 200;

    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private JournalHead head;

    private SiteStore(Connection connection, JournalHead head) {
        this.connection = connection;
        this.head = head;
    }

    /** Opens or makes the database and checks all of the journal. */
    public static SiteStore open(Path database) {
        try {
            var connection =
                    DriverManager.getConnection(
                            "jdbc:sqlite:"
                                    + database.toAbsolutePath()
                                    + "?journal_mode=WAL&synchronous=FULL&busy_timeout=10000");
            try {
                checkHowItWrites(connection);
                makeTables(connection);
                return new SiteStore(connection, JournalCheck.wholeJournal(connection));
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw broken("cannot open " + database, e);
        }
    }

    private static void checkHowItWrites(Connection connection) throws SQLException {
        if (!"wal".equals(pragma(connection, "journal_mode"))
                || !"2".equals(pragma(connection, "synchronous"))) {
            throw new StoreDamaged("the database does not write ahead with full synchronisation");
        }
        checkSound(connection);
    }

    /** Reads every page once: a damaged one is found here, not by whoever comes to need it. */
    static void checkSound(Connection connection) throws SQLException {
        var check = pragma(connection, "quick_check");
        if (!"ok".equals(check)) {
            throw new StoreDamaged("the database is not sound: " + check);
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA " + name)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static void makeTables(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, bytes BLOB NOT NULL,"
                            + " digest TEXT NOT NULL) STRICT");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS journal (sequence INTEGER PRIMARY KEY, hash TEXT NOT"
                            + " NULL, bytes BLOB NOT NULL) STRICT");
        }
    }

    /** The value kept under a name. */
    public Optional<Bytes> kept(String name) {
        lock.lock();
        try (var query =
                connection.prepareStatement("SELECT bytes, digest FROM kept WHERE name = ?")) {
            query.setString(1, name);
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                var bytes = rows.getBytes(1);
                if (!digest(name, bytes).equals(rows.getString(2))) {
                    throw new StoreDamaged("the row " + name + " is not what was written");
                }
                return Optional.of(Bytes.of(bytes));
            }
        } catch (SQLException e) {
            throw broken("cannot read " + name, e);
        } finally {
            lock.unlock();
        }
    }

    /** All names that are kept, sorted. */
    public List<String> names() {
        lock.lock();
        try (var query = connection.prepareStatement("SELECT name FROM kept ORDER BY name");
                var rows = query.executeQuery()) {
            var names = new ArrayList<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return List.copyOf(names);
        } catch (SQLException e) {
            throw broken("cannot list what is kept", e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes journal entries, values and removals in one transaction: all of it is durable when
     * this returns, or none of it happened.
     *
     * @param entries exactly the entries after {@link #head()}, in order
     */
    public void write(List<JournalLine> entries, Map<String, Bytes> values, List<String> removed) {
        lock.lock();
        try {
            var newHead = headAfter(entries);
            connection.setAutoCommit(false);
            try {
                insert(entries);
                keep(values);
                remove(removed);
                connection.commit();
                head = newHead;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw broken("cannot write", e);
        } finally {
            lock.unlock();
        }
    }

    private JournalHead headAfter(List<JournalLine> entries) {
        var expected = head.sequence() + 1;
        for (var entry : entries) {
            if (entry.sequence() != expected || !JournalCheck.sound(entry)) {
                throw new IllegalArgumentException(
                        "entry " + entry.sequence() + " cannot stand at " + expected);
            }
            expected++;
        }
        if (entries.isEmpty()) {
            return head;
        }
        return entries.getLast().head();
    }

    private void insert(List<JournalLine> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        try (var insert =
                connection.prepareStatement(
                        "INSERT INTO journal (sequence, hash, bytes) VALUES (?, ?, ?)")) {
            for (var entry : entries) {
                insert.setLong(1, entry.sequence());
                insert.setString(2, entry.hash());
                insert.setBytes(3, entry.bytes().toArray());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void keep(Map<String, Bytes> values) throws SQLException {
        if (values.isEmpty()) {
            return;
        }
        try (var upsert =
                connection.prepareStatement(
                        "INSERT INTO kept (name, bytes, digest) VALUES (?, ?, ?) ON CONFLICT (name)"
                                + " DO UPDATE SET bytes = excluded.bytes, digest ="
                                + " excluded.digest")) {
            for (var value : values.entrySet()) {
                if (value.getKey().length() > MAX_NAME || value.getValue().size() > MAX_VALUE) {
                    throw new IllegalArgumentException(value.getKey() + " is too large to keep");
                }
                upsert.setString(1, value.getKey());
                var bytes = value.getValue().toArray();
                upsert.setBytes(2, bytes);
                upsert.setString(3, digest(value.getKey(), bytes));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private void remove(List<String> names) throws SQLException {
        for (var name : names) {
            try (var delete = connection.prepareStatement("DELETE FROM kept WHERE name = ?")) {
                delete.setString(1, name);
                delete.executeUpdate();
            }
        }
    }

    /** How far the journal on disk has come. */
    public JournalHead head() {
        lock.lock();
        try {
            return head;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Consecutive entries after a sequence number, at most so many and at least one if there is
     * one.
     *
     * @param maxBytes how many bytes of entries one answer may have
     */
    public List<JournalLine> entriesAfter(long sequence, int limit, long maxBytes) {
        lock.lock();
        try {
            return JournalCheck.entriesAfter(connection, sequence, limit, maxBytes);
        } catch (SQLException e) {
            throw broken("cannot read the journal", e);
        } finally {
            lock.unlock();
        }
    }

    private static String digest(String name, byte[] bytes) {
        return Sha256.hex(name.getBytes(StandardCharsets.UTF_8), new byte[] {0}, bytes);
    }

    static RuntimeException broken(String what, SQLException e) {
        var code = e.getErrorCode() & 0xff;
        var corrupt = 11;
        var notADatabase = 26;
        if (code == corrupt || code == notADatabase) {
            return new StoreDamaged(what, e);
        }
        return new StoreUnusable(what, e);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw broken("cannot close", e);
        } finally {
            lock.unlock();
        }
    }
}
