package io.holdfast.site.health;

import io.holdfast.core.Bytes;
import io.holdfast.site.ledger.SeenDatabase;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Events the centre does not have yet: stream J1, numbered without a hole. Bounded: beyond {@link
 * #MOST} the oldest tenth is dropped, and one event in its place says so. What the centre has is
 * deleted. A row that is not what was written is left out, and an event in its place says so.
 */
public final class EventStore implements AutoCloseable {

    /** A busy site makes a few hundred a day; this is ninety days of a thousand. */
    public static final int MOST = 100_000;

    private final SeenDatabase database;
    private final ReentrantLock lock = new ReentrantLock();
    private final int most;
    private long last;
    private long rows;

    /** What the centre said it has; -1 until it said so. */
    private long has = -1;

    private EventStore(SeenDatabase database, int most) throws SQLException {
        this.database = database;
        this.most = most;
        last = Math.max(number("SELECT max(sequence) FROM event"), number("SELECT last FROM head"));
        rows = number("SELECT count(*) FROM event");
    }

    public static EventStore open(Path file) {
        return open(file, MOST);
    }

    static EventStore open(Path file, int most) {
        try {
            return new EventStore(
                    SeenDatabase.open(file, SeenDatabase.Writes.FULL, EventStore::makeTables),
                    most);
        } catch (SQLException e) {
            throw new IllegalStateException("the events in " + file + " cannot be read", e);
        }
    }

    private static void makeTables(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS event (sequence INTEGER PRIMARY KEY, bytes BLOB NOT"
                            + " NULL) STRICT");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS head (one INTEGER PRIMARY KEY, last INTEGER NOT"
                            + " NULL) STRICT");
        }
        // Empty for events of a release that kept no digest of them.
        SeenDatabase.addColumn(connection, "event", "digest", "TEXT NOT NULL DEFAULT ''");
    }

    private long number(String query) throws SQLException {
        try (var statement = database.connection().createStatement();
                var row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Adds an event; it is on disk when this returns. */
    public void tell(SiteWord word, Instant at) {
        tell(List.of(word), at);
    }

    /** Adds events, all of them or none, with one write to disk for all. */
    public void tell(List<SiteWord> words, Instant at) {
        if (words.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            while (rows > 0 && rows + words.size() > most) {
                dropOldest(at);
            }
            add(words, at);
        } catch (SQLException e) {
            throw new IllegalStateException("an event cannot be written", e);
        } finally {
            lock.unlock();
        }
    }

    private void add(List<SiteWord> words, Instant at) throws SQLException {
        database.whole(_ -> {
            long number = last;
            for (var word : words) {
                number++;
                put(new EventLine(number, at, word));
            }
        });
        last += words.size();
        rows += words.size();
    }

    private void put(EventLine line) throws SQLException {
        var bytes = WireJson.write(line);
        try (var insert =
                database.connection()
                        .prepareStatement(
                                "INSERT OR REPLACE INTO event (sequence, bytes, digest) VALUES (?, ?, ?)")) {
            insert.setLong(1, line.sequence());
            insert.setBytes(2, bytes.toArray());
            insert.setString(3, Digests.of(bytes));
            insert.executeUpdate();
        }
    }

    private void dropOldest(Instant now) throws SQLException {
        long from = number("SELECT min(sequence) FROM event");
        var first = read(from - 1, 1, Integer.MAX_VALUE).getFirst();
        boolean again = first.word() instanceof SiteWord.EventsDropped;
        long to = from + Math.max(1, most / 10);
        var dropped =
                first.word() instanceof SiteWord.EventsDropped(var earlier, _, var since) && again
                        ? new SiteWord.EventsDropped(earlier, to, since)
                        : new SiteWord.EventsDropped(from, to, first.at());
        database.whole(_ -> {
            deleteUpTo(to);
            put(new EventLine(to, now, dropped));
        });
        rows = number("SELECT count(*) FROM event");
    }

    /** Events after a number, in order; at most so many, those that say what is missing too. */
    public List<EventLine> after(long sequence, int most, int maxBytes) {
        lock.lock();
        try {
            return read(sequence, most, maxBytes);
        } catch (SQLException e) {
            throw new IllegalStateException("the events cannot be read", e);
        } finally {
            lock.unlock();
        }
    }

    private List<EventLine> read(long sequence, int limit, int maxBytes) throws SQLException {
        try (var query =
                database.connection()
                        .prepareStatement(
                                "SELECT sequence, bytes, digest FROM event WHERE sequence > ? ORDER BY"
                                        + " sequence LIMIT ?")) {
            query.setLong(1, sequence);
            query.setInt(2, limit);
            try (var found = query.executeQuery()) {
                var lines = new EventLines(sequence > 0 ? Math.max(sequence, has) : has);
                long left = maxBytes;
                while (found.next()) {
                    var bytes = found.getBytes(2);
                    left -= bytes.length;
                    if (left < 0 && found.getRow() > 1) {
                        break;
                    }
                    lines.add(found.getLong(1), Bytes.of(bytes), found.getString(3));
                }
                return lines.inOrder(limit);
            }
        }
    }

    private void deleteUpTo(long number) throws SQLException {
        try (var delete =
                database.connection().prepareStatement("DELETE FROM event WHERE sequence <= ?")) {
            delete.setLong(1, number);
            delete.executeUpdate();
        }
    }

    /** The number of the newest event. */
    public long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The centre has everything up to here. If it has more than this store ever wrote, the store
     * was lost once: what is in it gets numbers after what the centre has.
     */
    public void acknowledged(long upTo) {
        lock.lock();
        try {
            long newest = upTo > last ? last + upTo : last;
            database.whole(_ -> {
                var after = upTo > last ? renumbered(upTo) : List.<EventLine>of();
                deleteUpTo(upTo > last ? last : upTo);
                for (var line : after) {
                    put(line);
                }
                keepHead(newest);
            });
            last = newest;
            has = upTo;
            rows = number("SELECT count(*) FROM event");
        } catch (SQLException e) {
            throw new IllegalStateException("the events cannot be written", e);
        } finally {
            lock.unlock();
        }
    }

    private List<EventLine> renumbered(long offset) throws SQLException {
        return read(0, Integer.MAX_VALUE, Integer.MAX_VALUE).stream()
                .map(line ->
                        new EventLine(
                                line.sequence() + offset,
                                line.at(),
                                renumbered(line.word(), offset)))
                .toList();
    }

    /** A word about numbers speaks of them as they are now. */
    private static SiteWord renumbered(SiteWord word, long offset) {
        return word instanceof SiteWord.EventsDropped(var from, var to, var since)
                ? new SiteWord.EventsDropped(from + offset, to + offset, since)
                : word;
    }

    private void keepHead(long number) throws SQLException {
        try (var insert =
                database.connection()
                        .prepareStatement(
                                "INSERT INTO head (one, last) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET"
                                        + " last = excluded.last")) {
            insert.setLong(1, number);
            insert.executeUpdate();
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
