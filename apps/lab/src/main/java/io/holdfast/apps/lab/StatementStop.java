package io.holdfast.apps.lab;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Stops the centre between two statements (rulings C4) without a word of it in the centre: another
 * client holds the table against writing, and the first statement that would write stands still
 * where it is, in the middle of its transaction.
 */
final class StatementStop implements AutoCloseable {

    private final Connection holder;

    private StatementStop(Connection holder) {
        this.holder = holder;
    }

    static StatementStop at(PlantDatabase database, String table) throws SQLException {
        var holder = database.open();
        holder.setAutoCommit(false);
        try (var statement = holder.createStatement()) {
            statement.execute("lock table " + table + " in exclusive mode");
        }
        return new StatementStop(holder);
    }

    /** The statement that waits for this table; empty if none does. */
    static String standing(PlantDatabase database, String table) {
        try {
            return database
                    .lines(
                            "select a.query from pg_locks l"
                                    + " join pg_stat_activity a on a.pid = l.pid"
                                    + " where not l.granted and l.locktype = 'relation'"
                                    + " and l.relation = ?::regclass limit 1",
                            table)
                    .stream()
                    .findFirst()
                    .map(query -> query.strip().replaceAll("\\s+", " "))
                    .orElse("");
        } catch (SQLException e) {
            return "";
        }
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (SQLException e) {
            // A database that was killed holds nothing any more.
        }
    }
}
