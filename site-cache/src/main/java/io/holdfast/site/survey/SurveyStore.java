package io.holdfast.site.survey;

import static java.util.stream.Collectors.joining;

import io.holdfast.core.Bytes;
import io.holdfast.core.observe.Surveyed;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.ledger.SeenDatabase;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.SurveyTold;
import java.nio.file.Path;
import java.sql.Connection;
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
import java.util.stream.Stream;

/**
 * The newest survey of each device, what the centre has of it, and the SNMP engine each device was
 * first seen with. A row that is not what was written is taken for absent: the survey is taken
 * anew.
 */
public final class SurveyStore implements AutoCloseable {

    /** Where only readings, loads and stations move, the centre gets them this often. */
    static final Duration MOVING = Duration.ofHours(1);

    private final SeenDatabase database;
    private final ReentrantLock lock = new ReentrantLock();

    private SurveyStore(SeenDatabase database) {
        this.database = database;
    }

    public static SurveyStore open(Path file) {
        return new SurveyStore(
                SeenDatabase.open(file, SeenDatabase.Writes.NORMAL, SurveyStore::makeTables));
    }

    private static void makeTables(Connection connection) throws SQLException {
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
        // Empty for rows of a release that kept none.
        SeenDatabase.addColumn(connection, "survey", "row_digest", "TEXT NOT NULL DEFAULT ''");
        SeenDatabase.addColumn(connection, "engine", "row_digest", "TEXT NOT NULL DEFAULT ''");
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
                if (before.get().told().confirmed().isBefore(at)) {
                    put(before.get().confirmedAt(at));
                }
                return;
            }
            put(
                    new Row(
                            SurveyTold.whole(slot, at, at, surveyed),
                            standing,
                            before.map(Row::sent).orElse(""),
                            before.map(Row::sentConfirmed).orElse(0L)));
        });
    }

    private void put(Row row) throws SQLException {
        try (var insert =
                database.connection()
                        .prepareStatement(
                                "INSERT OR REPLACE INTO survey (slot, taken, confirmed, standing, digest,"
                                        + " length, compressed, sent, sent_confirmed, row_digest) VALUES"
                                        + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            var told = row.told();
            insert.setString(1, told.slot().value());
            insert.setLong(2, told.taken().toEpochMilli());
            insert.setLong(3, told.confirmed().toEpochMilli());
            insert.setString(4, row.standing());
            insert.setString(5, told.digest());
            insert.setInt(6, told.length());
            insert.setBytes(7, told.compressed().toArray());
            insert.setString(8, row.sent());
            insert.setLong(9, row.sentConfirmed());
            insert.setString(10, row.ownDigest());
            insert.executeUpdate();
        }
    }

    /** A row; what is in {@code told} is not told before its bytes are what its digest says. */
    private record Row(SurveyTold told, String standing, String sent, long sentConfirmed) {

        Row confirmedAt(Instant at) {
            return new Row(
                    new SurveyTold(
                            told.slot(),
                            told.taken(),
                            at,
                            told.digest(),
                            told.length(),
                            told.compressed()),
                    standing,
                    sent,
                    sentConfirmed);
        }

        String ownDigest() {
            return digest(
                    told.slot(),
                    told.taken().toEpochMilli(),
                    told.confirmed().toEpochMilli(),
                    standing,
                    told.digest(),
                    told.length(),
                    Digests.of(told.compressed()),
                    sent,
                    sentConfirmed);
        }
    }

    private static String digest(Object... values) {
        return Digests.of(Stream.of(values).map(String::valueOf).collect(joining("\n")));
    }

    /** Empty if the row is not what was written: its device is surveyed anew. */
    private static Optional<Row> row(ResultSet found) throws SQLException {
        try {
            var row =
                    new Row(
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
            var written = found.getString("row_digest");
            return Optional.of(row).filter(r -> isAsWritten(written, r.ownDigest()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isAsWritten(String written, String now) {
        return written.isEmpty() || written.equals(now);
    }

    private Optional<Row> row(DeviceSlot slot) throws SQLException {
        try (var query =
                database.connection().prepareStatement("SELECT * FROM survey WHERE slot = ?")) {
            query.setString(1, slot.value());
            try (var found = query.executeQuery()) {
                return found.next() ? row(found) : Optional.empty();
            }
        }
    }

    private List<Row> rows(String order) throws SQLException {
        try (var query = database.connection().prepareStatement("SELECT * FROM survey " + order);
                var found = query.executeQuery()) {
            var rows = new ArrayList<Row>();
            while (found.next()) {
                row(found).ifPresent(rows::add);
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
                var row = row(told.slot());
                if (row.isPresent()) {
                    put(
                            new Row(
                                    row.get().told(),
                                    row.get().standing(),
                                    there ? told.digest() : "",
                                    there ? told.confirmed().toEpochMilli() : 0));
                }
            }
        });
    }

    /** The engine a device was first seen with under this access; empty if it was not yet. */
    public String engine(DeviceSlot slot, String access) {
        var engine = new String[] {""};
        locked(() -> {
            engine[0] =
                    pin(slot)
                            .filter(pin -> pin.access().equals(access))
                            .map(Pin::engine)
                            .orElse("");
        });
        return engine[0];
    }

    private record Pin(DeviceSlot slot, String engine, String access, long since) {
        String ownDigest() {
            return digest(slot, engine, access, since);
        }
    }

    /** Empty if there is none, or the row is not what was written. */
    private Optional<Pin> pin(DeviceSlot slot) throws SQLException {
        try (var query =
                database.connection().prepareStatement("SELECT * FROM engine WHERE slot = ?")) {
            query.setString(1, slot.value());
            try (var found = query.executeQuery()) {
                if (!found.next()) {
                    return Optional.empty();
                }
                var pin =
                        new Pin(
                                slot,
                                found.getString("engine"),
                                found.getString("access"),
                                found.getLong("since"));
                var written = found.getString("row_digest");
                return Optional.of(pin).filter(p -> isAsWritten(written, p.ownDigest()));
            }
        }
    }

    /** Remembers the engine a device shows; the first under an access stays. */
    public void pin(DeviceSlot slot, String access, String engine, Instant at) {
        locked(() -> {
            if (pin(slot).filter(pin -> pin.access().equals(access)).isPresent()) {
                return;
            }
            var pin = new Pin(slot, engine, access, at.toEpochMilli());
            try (var insert =
                    database.connection()
                            .prepareStatement(
                                    "INSERT OR REPLACE INTO engine (slot, engine, access, since,"
                                            + " row_digest) VALUES (?, ?, ?, ?, ?)")) {
                insert.setString(1, slot.value());
                insert.setString(2, engine);
                insert.setString(3, access);
                insert.setLong(4, pin.since());
                insert.setString(5, pin.ownDigest());
                insert.executeUpdate();
            }
        });
    }

    /** Forgets devices this site no longer has. */
    public void keepOnly(List<DeviceSlot> slots) {
        locked(() -> {
            for (var slot : slotsOfRows()) {
                if (slots.stream().noneMatch(s -> s.value().equals(slot))) {
                    forget("DELETE FROM survey WHERE slot = ?", slot);
                    forget("DELETE FROM engine WHERE slot = ?", slot);
                }
            }
        });
    }

    private List<String> slotsOfRows() throws SQLException {
        try (var query =
                        database.connection()
                                .prepareStatement(
                                        "SELECT slot FROM survey UNION SELECT slot FROM engine");
                var found = query.executeQuery()) {
            var slots = new ArrayList<String>();
            while (found.next()) {
                slots.add(found.getString(1));
            }
            return slots;
        }
    }

    private void forget(String statement, String slot) throws SQLException {
        try (PreparedStatement delete = database.connection().prepareStatement(statement)) {
            delete.setString(1, slot);
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
        locked(database::close);
    }
}
