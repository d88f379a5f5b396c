package io.holdfast.controller.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * A table's partitions by UTC day: made when a day is first needed, dropped whole when it is kept
 * no longer. The application's role owns nothing, so this works with the administrator's account as
 * the owner, as the migrations do; nothing of a request reaches its statements but a day.
 */
@Component
public class DayPartitions {

    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    /** Any number: whoever makes or drops a partition holds this lock of the database. */
    private static final long LOCK = 7_203_117_554L;

    private final DatabaseSettings settings;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    DayPartitions(DatabaseSettings settings) {
        this.settings = settings;
    }

    /**
     * Sees to it that rows of a day have a place.
     *
     * @param table a table of ours, partitioned by day
     */
    public void need(String table, LocalDate day) {
        var name = name(table, day);
        if (known.contains(name)) {
            return;
        }
        asOwner(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "create table if not exists %s partition of %s for values from ('%s') to ('%s')"
                                .formatted(
                                        name,
                                        table,
                                        day.atStartOfDay(ZoneOffset.UTC).toInstant(),
                                        day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
                statement.execute("alter table %s enable row level security".formatted(name));
                statement.execute("alter table %s force row level security".formatted(name));
            }
        });
        known.add(name);
    }

    /** Drops the days before one. */
    public int dropBefore(String table, LocalDate oldest) {
        var dropped = new int[1];
        asOwner(connection -> {
            try (var statement = connection.createStatement();
                    var names =
                            statement.executeQuery(
                                    "select relname from pg_class join pg_inherits on oid = inhrelid"
                                            + " where inhparent = '%s'::regclass order by 1"
                                                    .formatted(table))) {
                var old = new java.util.ArrayList<String>();
                while (names.next()) {
                    if (names.getString(1).compareTo(name(table, oldest)) < 0) {
                        old.add(names.getString(1));
                    }
                }
                for (var name : old) {
                    try (var drop = connection.createStatement()) {
                        drop.execute("drop table " + name);
                    }
                    known.remove(name);
                    dropped[0]++;
                }
            }
        });
        return dropped[0];
    }

    private static String name(String table, LocalDate day) {
        if (!table.matches("[a-z_]{1,40}")) {
            throw new IllegalArgumentException("not a table of ours");
        }
        return table + "_" + DAY.format(day);
    }

    /** What is done as the owner. */
    private interface Work {
        void with(Connection connection) throws SQLException;
    }

    private void asOwner(Work work) {
        try (var connection =
                DriverManager.getConnection(
                        settings.url(), settings.adminUser(), settings.adminPassword())) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                // Whoever waits for a table here, as beside a backup, lets nobody else at it:
                // rather
                // it is tried again later.
                statement.execute("set local lock_timeout = '2s'");
                statement.execute("set local role " + settings.ownerRole());
                statement.execute("set local search_path = " + DatabaseSettings.SCHEMA);
                statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            }
            work.with(connection);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("partitions cannot be kept", e);
        }
    }
}
