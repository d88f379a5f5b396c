package io.holdfast.site.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database of what was seen, beside the ledger. It is not what a site decides by: one that is
 * damaged is set aside for people, and seeing begins anew. It never keeps a node from starting.
 */
public final class SeenDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(SeenDatabase.class);

    /** How surely what is written stays over a power failure. */
    public enum Writes {
        FULL,
        NORMAL
    }

    /**
     * What is done with an open database: its tables made, or a change that is whole or nothing.
     */
    @FunctionalInterface
    public interface Work {
        void run(Connection connection) throws SQLException;
    }

    private SeenDatabase() {}

    /** Opens the database and makes its tables; one that cannot be read is begun anew. */
    public static Connection open(Path file, Writes writes, Work tables) {
        try {
            return tried(file, writes, tables);
        } catch (SQLException e) {
            LOG.error("{} cannot be read; it is set aside and begun anew", file, e);
        }
        try {
            for (var part : new String[] {"", "-wal", "-shm"}) {
                var from = file.resolveSibling(file.getFileName() + part);
                if (Files.exists(from)) {
                    Files.move(
                            from,
                            file.resolveSibling(file.getFileName() + ".damaged" + part),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return tried(file, writes, tables);
        } catch (SQLException e) {
            throw new IllegalStateException(file + " cannot be opened", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is damaged and cannot be set aside", e);
        }
    }

    private static Connection tried(Path file, Writes writes, Work tables) throws SQLException {
        var connection =
                DriverManager.getConnection(
                        "jdbc:sqlite:"
                                + file.toAbsolutePath()
                                + "?journal_mode=WAL&busy_timeout=10000&synchronous="
                                + writes);
        try {
            tables.run(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Gives a table a column it did not have in an earlier release. */
    public static void addColumn(Connection connection, String table, String column, String type)
            throws SQLException {
        try (var there = connection.getMetaData().getColumns(null, null, table, column)) {
            if (there.next()) {
                return;
            }
        }
        try (var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE " + table + " ADD COLUMN " + column + " " + type);
        }
    }

    /** Does all of it or, whatever breaks, nothing of it. */
    public static void whole(Connection connection, Work work) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            work.run(connection);
            connection.commit();
            done = true;
        } finally {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }
}
