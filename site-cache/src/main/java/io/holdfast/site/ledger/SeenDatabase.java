package io.holdfast.site.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database of what was seen, beside the ledger. It is not what a site decides by: one that is
 * damaged is set aside for people, and seeing begins anew. One that only cannot be had now, on a
 * full disk or while somebody else holds it, stays where it is: nothing in it is lost.
 */
public final class SeenDatabase implements AutoCloseable {

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

    private final Path file;
    private final Writes writes;
    private Connection connection;
    private boolean unsure;

    private SeenDatabase(Path file, Writes writes, Work tables) throws SQLException {
        this.file = file;
        this.writes = writes;
        this.connection = connect(file, writes);
        try {
            SiteStore.checkSound(connection);
            tables.run(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Opens the database and makes its tables; one that is damaged is begun anew.
     *
     * @throws StoreUnusable if it cannot be had now; it is left as it is
     */
    public static SeenDatabase open(Path file, Writes writes, Work tables) {
        try {
            return tried(file, writes, tables);
        } catch (StoreDamaged e) {
            LOG.error("{} is damaged; it is set aside and begun anew", file, e);
        }
        try {
            setAside(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is damaged and cannot be set aside", e);
        }
        return tried(file, writes, tables);
    }

    private static SeenDatabase tried(Path file, Writes writes, Work tables) {
        try {
            return new SeenDatabase(file, writes, tables);
        } catch (SQLException e) {
            throw SiteStore.broken("cannot open " + file, e);
        }
    }

    /** Under a name nothing has yet: what was set aside before may be the better one. */
    private static void setAside(Path file) throws IOException {
        var name = file.getFileName() + ".damaged";
        int earlier = 1;
        while (Files.exists(file.resolveSibling(name))) {
            earlier++;
            name = file.getFileName() + ".damaged-" + earlier;
        }
        for (var part : new String[] {"", "-wal", "-shm"}) {
            var from = file.resolveSibling(file.getFileName() + part);
            if (Files.exists(from)) {
                Files.move(from, file.resolveSibling(name + part));
            }
        }
    }

    private static Connection connect(Path file, Writes writes) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlite:"
                        + file.toAbsolutePath()
                        + "?journal_mode=WAL&busy_timeout=10000&synchronous="
                        + writes);
    }

    /** The connection to read and write with; not to be kept, it may be another the next time. */
    public Connection connection() throws SQLException {
        if (unsure) {
            connection.close();
            connection = connect(file, writes);
            unsure = false;
        }
        return connection;
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
    public void whole(Work work) throws SQLException {
        var used = connection();
        used.setAutoCommit(false);
        try {
            work.run(used);
            used.commit();
        } catch (SQLException | RuntimeException | Error e) {
            takeBack(used, e);
            throw e;
        }
        used.setAutoCommit(true);
    }

    /**
     * A connection that could not be rolled back is in nobody knows which transaction: to end it
     * might keep half of it. It is closed, which keeps nothing, and another is opened.
     */
    private void takeBack(Connection used, Throwable cause) {
        try {
            used.rollback();
            used.setAutoCommit(true);
        } catch (SQLException e) {
            unsure = true;
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
