package io.holdfast.site.archive;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.ledger.SeenDatabase;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.telemetry.ArchivedText;
import io.holdfast.sitelink.telemetry.Deflated;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configurations at the site: each text once, under its digest, compressed; versions say which
 * device had which and when. Bounded: {@link #MOST_VERSIONS} of a device, the oldest go first, and
 * texts nobody names go with them.
 */
public final class ArchiveStore implements AutoCloseable {

    /** A change a day for longer than a site may be on its own, and a look by the clock beside. */
    public static final int MOST_VERSIONS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveStore.class);

    private final SeenDatabase database;
    private final ReentrantLock lock = new ReentrantLock();

    private ArchiveStore(SeenDatabase database) {
        this.database = database;
    }

    public static ArchiveStore open(Path file) {
        return new ArchiveStore(
                SeenDatabase.open(file, SeenDatabase.Writes.FULL, ArchiveStore::makeTables));
    }

    private static void makeTables(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS text (digest TEXT PRIMARY KEY, length INTEGER NOT"
                            + " NULL, compressed BLOB NOT NULL, sent INTEGER NOT NULL) STRICT");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS version (slot TEXT NOT NULL, at INTEGER NOT NULL,"
                            + " digest TEXT NOT NULL, PRIMARY KEY (slot, at)) STRICT");
        }
    }

    /** A version of a device's configuration. */
    public record Version(Instant at, String digest) {}

    /** What became of keeping a text. */
    public sealed interface Kept {

        /** Another text than the newest version of this device. */
        record New(String digest) implements Kept {}

        record Same(String digest) implements Kept {}

        /** Too large even compressed. */
        record TooLarge(int bytes) implements Kept {}
    }

    /** Keeps a masked text as the newest version of a device, if it is another. */
    public Kept keep(DeviceSlot slot, String masked, Instant at) {
        lock.lock();
        try {
            var plain = Bytes.utf8(masked);
            var digest = Digests.of(plain);
            var newest = versions(slot, 1);
            if (!newest.isEmpty() && newest.getFirst().digest().equals(digest)) {
                return new Kept.Same(digest);
            }
            var compressed = Deflated.of(plain).toArray();
            if (plain.size() > ArchivedText.LONGEST
                    || compressed.length > ArchivedText.MOST_COMPRESSED) {
                return new Kept.TooLarge(plain.size());
            }
            database.whole(_ -> {
                insert(digest, plain.size(), compressed);
                version(slot, at, digest);
            });
            return new Kept.New(digest);
        } catch (SQLException e) {
            throw new IllegalStateException("the archive cannot be written", e);
        } finally {
            lock.unlock();
        }
    }

    private void insert(String digest, int length, byte[] compressed) throws SQLException {
        try (var insert =
                database.connection()
                        .prepareStatement(
                                "INSERT OR IGNORE INTO text (digest, length, compressed, sent) VALUES (?,"
                                        + " ?, ?, 0)")) {
            insert.setString(1, digest);
            insert.setInt(2, length);
            insert.setBytes(3, compressed);
            insert.executeUpdate();
        }
    }

    private void version(DeviceSlot slot, Instant at, String digest) throws SQLException {
        try (var insert =
                        database.connection()
                                .prepareStatement(
                                        "INSERT OR REPLACE INTO version (slot, at, digest) VALUES (?, ?,"
                                                + " ?)");
                var prune =
                        database.connection()
                                .prepareStatement(
                                        "DELETE FROM version WHERE slot = ? AND at NOT IN (SELECT at FROM"
                                                + " version WHERE slot = ? ORDER BY at DESC LIMIT ?)");
                var texts =
                        database.connection()
                                .prepareStatement(
                                        "DELETE FROM text WHERE sent = 1 AND digest NOT IN (SELECT digest"
                                                + " FROM version)")) {
            insert.setString(1, slot.value());
            insert.setLong(2, at.toEpochMilli());
            insert.setString(3, digest);
            insert.executeUpdate();
            prune.setString(1, slot.value());
            prune.setString(2, slot.value());
            prune.setInt(3, MOST_VERSIONS);
            if (prune.executeUpdate() > 0) {
                texts.executeUpdate();
            }
        }
    }

    /** The versions of a device, newest first. */
    public List<Version> versions(DeviceSlot slot, int most) {
        lock.lock();
        try (var query =
                database.connection()
                        .prepareStatement(
                                "SELECT at, digest FROM version WHERE slot = ? ORDER BY at DESC LIMIT ?")) {
            query.setString(1, slot.value());
            query.setInt(2, most);
            try (var rows = query.executeQuery()) {
                var versions = new ArrayList<Version>();
                while (rows.next()) {
                    versions.add(
                            new Version(Instant.ofEpochMilli(rows.getLong(1)), rows.getString(2)));
                }
                return versions;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the archive cannot be read", e);
        } finally {
            lock.unlock();
        }
    }

    /** A text by its digest. */
    public Optional<ArchivedText> text(String digest) {
        return texts("WHERE digest = '" + checked(digest) + "'", 1, new ArrayList<>()).stream()
                .findFirst();
    }

    private static String checked(String digest) {
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a digest");
        }
        return digest;
    }

    /** Texts the centre does not have, at most so many bytes of them and at least one. */
    public List<ArchivedText> unsent(int maxBytes) {
        var fitting = new ArrayList<ArchivedText>();
        long left = maxBytes;
        for (var text : readable("WHERE sent = 0 ORDER BY rowid", 8)) {
            left -= text.compressed().size();
            if (left < 0 && !fitting.isEmpty()) {
                break;
            }
            fitting.add(text);
        }
        return fitting;
    }

    /** Rows that are no text any more are passed over for good: they stood before all others. */
    private List<ArchivedText> readable(String where, int most) {
        lock.lock();
        try {
            while (true) {
                var unreadable = new ArrayList<Long>();
                var texts = texts(where, most, unreadable);
                if (unreadable.isEmpty()) {
                    return texts;
                }
                LOG.warn("{} archived texts are not what was written; not sent", unreadable.size());
                passOver(unreadable);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the archive cannot be written", e);
        } finally {
            lock.unlock();
        }
    }

    private void passOver(List<Long> rows) throws SQLException {
        try (var update =
                database.connection()
                        .prepareStatement("UPDATE text SET sent = 1 WHERE rowid = ?")) {
            for (long row : rows) {
                update.setLong(1, row);
                update.executeUpdate();
            }
        }
    }

    /**
     * @param unreadable takes the rows that are no text any more
     */
    private List<ArchivedText> texts(String where, int most, List<Long> unreadable) {
        lock.lock();
        try (var query = database.connection().createStatement();
                var rows =
                        query.executeQuery(
                                "SELECT digest, length, compressed, rowid FROM text "
                                        + where
                                        + " LIMIT "
                                        + most)) {
            var texts = new ArrayList<ArchivedText>();
            while (rows.next()) {
                long row = rows.getLong(4);
                text(rows).ifPresentOrElse(texts::add, () -> unreadable.add(row));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException("the archive cannot be read", e);
        } finally {
            lock.unlock();
        }
    }

    /** Empty if the row is no text that was ever written; the others go on. */
    private static Optional<ArchivedText> text(ResultSet row) throws SQLException {
        try {
            return Optional.of(
                    new ArchivedText(row.getString(1), row.getInt(2), Bytes.of(row.getBytes(3))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The centre has these. */
    public void sent(List<ArchivedText> texts) {
        lock.lock();
        try (var update =
                database.connection()
                        .prepareStatement("UPDATE text SET sent = 1 WHERE digest = ?")) {
            for (var text : texts) {
                update.setString(1, text.digest());
                update.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the archive cannot be written", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            database.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            lock.unlock();
        }
    }
}
