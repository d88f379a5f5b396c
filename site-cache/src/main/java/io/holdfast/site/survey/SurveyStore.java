package io.holdfast.site.survey;

import io.holdfast.core.Bytes;
import io.holdfast.core.observe.Surveyed;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.SurveyTold;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest survey of each device, what the centre has of it, and the SNMP engine each device was
 * first seen with. A row whose bytes are not what its digest says is taken for absent.
 */
public final class SurveyStore implements AutoCloseable {

    /** Where only readings, loads and stations move, the centre gets them this often. */
    static final Duration MOVING = Duration.ofHours(1);

    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();

    private SurveyStore(Connection connection) throws SQLException {
        this.connection = connection;
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS survey (slot TEXT PRIMARY KEY, taken INTEGER NOT"
                            + " NULL, confirmed INTEGER NOT NULL, standing TEXT NOT NULL, digest"
                            + " TEXT NOT NULL, length INTEGER NOT NULL, compressed BLOB NOT NULL,"
                            + " sent TEXT NOT NULL, sent_confirmed INTEGER NOT NULL) STRICT");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS engine (slot TEXT PRIMARY KEY, engine TEXT NOT"
                            + " NULL, access TEXT NOT NULL, since INTEGER NOT NULL) STRICT");
        }
    }

    public static SurveyStore open(Path file) {
        try {
            return new SurveyStore(
                    DriverManager.getConnection(
                            "jdbc:sqlite:"
                                    + file.toAbsolutePath()
                                    + "?journal_mode=WAL&synchronous=NORMAL&busy_timeout=10000"));
        } catch (SQLException e) {
            throw new IllegalStateException("the surveys in " + file + " cannot be opened", e);
        }
    }

    /**
     * Keeps a survey. If nothing that stands still in it changed, the one before stays the one the
     * centre is told of, but for once in {@link #MOVING}.
     */
    public void keep(DeviceSlot slot, Surveyed surveyed, Instant at) {
        locked(() -> {
            var standing = Digests.of(WireJson.write(surveyed.standing()));
            var before = row(slot);
            if (before.isPresent()
                    && before.get().standing().equals(standing)
                    && before.get().told().taken().plus(MOVING).isAfter(at)) {
                confirm(slot, at);
                return;
            }
            put(SurveyTold.whole(slot, at, at, surveyed), standing);
        });
    }

    private void confirm(DeviceSlot slot, Instant at) throws SQLException {
        try (var update =
                connection.prepareStatement(
                        "UPDATE survey SET confirmed = max(confirmed, ?) WHERE slot = ?")) {
            update.setLong(1, at.toEpochMilli());
            update.setString(2, slot.value());
            update.executeUpdate();
        }
    }

    private void put(SurveyTold told, String standing) throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        "INSERT INTO survey (slot, taken, confirmed, standing, digest, length,"
                                + " compressed, sent, sent_confirmed) VALUES (?, ?, ?, ?, ?, ?, ?,"
                                + " '', 0) ON CONFLICT (slot) DO UPDATE SET taken = excluded.taken,"
                                + " confirmed = excluded.confirmed, standing = excluded.standing,"
                                + " digest = excluded.digest, length = excluded.length, compressed"
                                + " = excluded.compressed")) {
            insert.setString(1, told.slot().value());
            insert.setLong(2, told.taken().toEpochMilli());
            insert.setLong(3, told.confirmed().toEpochMilli());
            insert.setString(4, standing);
            insert.setString(5, told.digest());
            insert.setInt(6, told.length());
            insert.setBytes(7, told.compressed().toArray());
            insert.executeUpdate();
        }
    }

    private record Row(SurveyTold told, String standing, String sent, long sentConfirmed) {}

    private static Row row(ResultSet found) throws SQLException {
        return new Row(
                new SurveyTold(
                        new DeviceSlot(found.getString("slot")),
                        Instant.ofEpochMilli(found.getLong("taken")),
                        Instant.ofEpochMilli(found.getLong("confirmed")),
                        found.getString("digest"),
                        found.getInt("length"),
                        Bytes.of(found.getBytes("compressed"))),
                found.getString("standing"),
                found.getString("sent"),
                found.getLong("sent_confirmed"));
    }

    private Optional<Row> row(DeviceSlot slot) throws SQLException {
        try (var query = connection.prepareStatement("SELECT * FROM survey WHERE slot = ?")) {
            query.setString(1, slot.value());
            try (var found = query.executeQuery()) {
                return found.next() ? Optional.of(row(found)) : Optional.empty();
            }
        }
    }

    private List<Row> rows(String order) throws SQLException {
        try (var query = connection.prepareStatement("SELECT * FROM survey " + order);
                var found = query.executeQuery()) {
            var rows = new ArrayList<Row>();
            while (found.next()) {
                rows.add(row(found));
            }
            return rows;
        }
    }

    /** The newest of each device. */
    public Map<DeviceSlot, Surveyed> newest() {
        var newest = new TreeMap<DeviceSlot, Surveyed>();
        locked(() -> {
            for (var row : rows("ORDER BY slot")) {
                row.told().surveyed().ifPresent(s -> newest.put(row.told().slot(), s));
            }
        });
        return newest;
    }

    /**
     * What the centre does not have, the newest first: whole surveys that changed up to so many
     * bytes but at least one, and of the others that they were read again.
     */
    public List<SurveyTold> unsent(int maxBytes) {
        var unsent = new ArrayList<SurveyTold>();
        locked(() -> {
            long left = maxBytes;
            boolean any = false;
            for (var row :
                    rows(
                            "WHERE sent <> digest OR sent_confirmed < confirmed ORDER BY sent ="
                                    + " digest, confirmed DESC LIMIT 50")) {
                if (row.sent().equals(row.told().digest())) {
                    unsent.add(row.told().again());
                } else if (!any || row.told().compressed().size() <= left) {
                    unsent.add(row.told());
                    left -= row.told().compressed().size();
                    any = true;
                }
            }
        });
        return unsent;
    }

    /** The centre has these, but for the devices it misses. */
    public void sent(List<SurveyTold> surveys, List<DeviceSlot> missing) {
        locked(() -> {
            for (var told : surveys) {
                boolean there = !missing.contains(told.slot());
                try (var update =
                        connection.prepareStatement(
                                "UPDATE survey SET sent = ?, sent_confirmed = ? WHERE slot = ?")) {
                    update.setString(1, there ? told.digest() : "");
                    update.setLong(2, there ? told.confirmed().toEpochMilli() : 0);
                    update.setString(3, told.slot().value());
                    update.executeUpdate();
                }
            }
        });
    }

    /** The engine a device was first seen with under this access; empty if it was not yet. */
    public String engine(DeviceSlot slot, String access) {
        var engine = new String[] {""};
        locked(() -> {
            try (var query =
                    connection.prepareStatement(
                            "SELECT engine FROM engine WHERE slot = ? AND access = ?")) {
                query.setString(1, slot.value());
                query.setString(2, access);
                try (var found = query.executeQuery()) {
                    engine[0] = found.next() ? found.getString(1) : "";
                }
            }
        });
        return engine[0];
    }

    /** Remembers the engine a device shows; the first under an access stays. */
    public void pin(DeviceSlot slot, String access, String engine, Instant at) {
        locked(() -> {
            try (var insert =
                    connection.prepareStatement(
                            "INSERT INTO engine (slot, engine, access, since) VALUES (?, ?, ?, ?)"
                                    + " ON CONFLICT (slot) DO UPDATE SET engine = excluded.engine,"
                                    + " access = excluded.access, since = excluded.since WHERE"
                                    + " engine.access <> excluded.access")) {
                insert.setString(1, slot.value());
                insert.setString(2, engine);
                insert.setString(3, access);
                insert.setLong(4, at.toEpochMilli());
                insert.executeUpdate();
            }
        });
    }

    /** Forgets devices this site no longer has. */
    public void keepOnly(List<DeviceSlot> slots) {
        locked(() -> {
            for (var row : rows("ORDER BY slot")) {
                if (!slots.contains(row.told().slot())) {
                    forget("DELETE FROM survey WHERE slot = ?", row.told().slot());
                    forget("DELETE FROM engine WHERE slot = ?", row.told().slot());
                }
            }
        });
    }

    private void forget(String statement, DeviceSlot slot) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(statement)) {
            delete.setString(1, slot.value());
            delete.executeUpdate();
        }
    }

    /** Something done to the database. */
    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    private void locked(Work work) {
        lock.lock();
        try {
            work.run();
        } catch (SQLException e) {
            throw new IllegalStateException("the surveys cannot be read or written", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        locked(connection::close);
    }
}
