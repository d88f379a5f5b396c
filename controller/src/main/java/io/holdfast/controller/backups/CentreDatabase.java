package io.holdfast.controller.backups;

import io.holdfast.controller.database.DatabaseRoles;
import io.holdfast.controller.database.DatabaseSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * The centre's database as its administrator sees it: every row of every organisation, in one
 * snapshot. Row-level security is switched to raise, so that a row that is hidden is an error and
 * never a gap.
 */
final class CentreDatabase implements AutoCloseable {

    private static final String SCHEMA = DatabaseSettings.SCHEMA;

    /** Flyway's own book is written anew by the migrations themselves. */
    private static final String MIGRATIONS = "flyway_schema_history";

    private final Connection connection;

    private CentreDatabase(Connection connection) {
        this.connection = connection;
    }

    static CentreDatabase open(DatabaseSettings settings) {
        try {
            var connection =
                    DriverManager.getConnection(
                            settings.url(), settings.adminUser(), settings.adminPassword());
            connection.setAutoCommit(false);
            return new CentreDatabase(connection);
        } catch (SQLException e) {
            throw new Unusable(
                    "the database at " + settings.url() + " does not answer: " + e.getMessage(), e);
        }
    }

    /** Begins the one transaction in which everything is read. */
    void snapshot() {
        execute("set transaction isolation level repeatable read, read only");
        execute("set local row_security = off");
        if (!ask("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
                .equals("t")) {
            throw new Unusable(
                    "the administrator's account of the database must be superuser or bypass"
                            + " row-level security: a backup is of every organisation");
        }
        if (ask("select to_regclass('" + SCHEMA + ".link_keys') is not null").equals("f")) {
            throw new Unusable("there is no centre in this database");
        }
    }

    void requireMayLoad() {
        if (!ask("select has_parameter_privilege('session_replication_role', 'SET')").equals("t")) {
            throw new Unusable(
                    "the administrator's account of the database must be superuser, or may set"
                            + " session_replication_role: rows come back as they were, without being"
                            + " checked as if somebody wrote them now");
        }
    }

    /** Begins the one transaction in which everything is written. */
    void load() {
        execute("set local row_security = off");
        // Rows come in any order and were checked when they were first written.
        execute("set local session_replication_role = replica");
    }

    /** Whether somebody uses the schema already. */
    boolean isEmpty() {
        return ask("select count(*) from pg_class where relnamespace = to_regnamespace('"
                        + SCHEMA
                        + "') and relkind in ('r', 'p', 'S')")
                .equals("0");
    }

    /** Whether a backup came back into it, with all its rows. */
    boolean cameBack() {
        return ask("select to_regclass('" + SCHEMA + ".centre_restore') is not null").equals("t")
                && !ask("select count(*) from " + SCHEMA + ".centre_restore").equals("0");
    }

    /**
     * Takes everything away that an unfinished return made: tables, and no row in any of them, as
     * rows come in one transaction.
     */
    void dropSchema() {
        if (ask("select to_regclass('" + SCHEMA + ".organization_directory') is not null")
                        .equals("t")
                && !ask("select count(*) from " + SCHEMA + ".organization_directory").equals("0")) {
            throw new Unusable("there is a centre with organisations in this database");
        }
        execute("drop schema if exists " + SCHEMA + " cascade");
        commit();
    }

    Instant now() {
        return query("select now()", row -> row.getObject(1, OffsetDateTime.class).toInstant())
                .getFirst();
    }

    String version() {
        return ask("show server_version");
    }

    String schema() {
        return DatabaseRoles.newest(migrations());
    }

    List<String> migrations() {
        return query(
                "select version || ' ' || checksum from "
                        + SCHEMA
                        + "."
                        + MIGRATIONS
                        + " where success and version is not null order by installed_rank",
                row -> row.getString(1));
    }

    long epoch() {
        return Long.parseLong(ask("select epoch from " + SCHEMA + ".link_keys"));
    }

    /** Size and root of the audit log. */
    record AuditTree(long size, String root) {
        static final AuditTree EMPTY = new AuditTree(0, "");
    }

    AuditTree auditTree() {
        return query(
                        "select size, root from " + SCHEMA + ".audit_tree_head",
                        row ->
                                new AuditTree(
                                        row.getLong(1), HexFormat.of().formatHex(row.getBytes(2))))
                .stream()
                .findFirst()
                .orElse(AuditTree.EMPTY);
    }

    String auditHead() {
        return query(
                        "select note from "
                                + SCHEMA
                                + ".audit_checkpoint order by size desc limit 1",
                        row -> row.getString(1))
                .stream()
                .findFirst()
                .orElse("");
    }

    List<String> tables() {
        return query(
                "select relname from pg_class where relnamespace = '"
                        + SCHEMA
                        + "'::regnamespace and relkind in ('r', 'p') and not relispartition"
                        + " and relname <> '"
                        + MIGRATIONS
                        + "' order by relname",
                row -> row.getString(1));
    }

    List<String> columns(String table) {
        return query(
                "select attname from pg_attribute where attrelid = '"
                        + SCHEMA
                        + "."
                        + name(table)
                        + "'::regclass and attnum > 0 and not attisdropped and attgenerated = ''"
                        + " order by attnum",
                row -> row.getString(1));
    }

    List<Manifest.Partition> partitions() {
        return query(
                "select p.relname, c.relname, pg_get_expr(c.relpartbound, c.oid) from pg_inherits i"
                        + " join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid ="
                        + " i.inhparent where c.relnamespace = '"
                        + SCHEMA
                        + "'::regnamespace and c.relispartition and c.relkind = 'r' order by 1, 2",
                row ->
                        new Manifest.Partition(
                                row.getString(1), row.getString(2), row.getString(3)));
    }

    List<Manifest.Sequence> sequences() {
        var names =
                query(
                        "select relname from pg_class where relnamespace = '"
                                + SCHEMA
                                + "'::regnamespace and relkind = 'S' order by relname",
                        row -> row.getString(1));
        return names.stream()
                .map(s ->
                        query(
                                        "select last_value, is_called from "
                                                + SCHEMA
                                                + "."
                                                + name(s),
                                        row ->
                                                new Manifest.Sequence(
                                                        s, row.getLong(1), row.getBoolean(2)))
                                .getFirst())
                .toList();
    }

    long copyOut(String table, List<String> columns, OutputStream out) throws IOException {
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "copy (select "
                                    + list(columns)
                                    + " from "
                                    + SCHEMA
                                    + "."
                                    + name(table)
                                    + ") to stdout",
                            out);
        } catch (SQLException e) {
            throw new Unusable("the table " + table + " cannot be read: " + e.getMessage(), e);
        }
    }

    long copyIn(Manifest.Part part, InputStream in) throws IOException {
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy "
                                    + SCHEMA
                                    + "."
                                    + name(part.plainName())
                                    + " ("
                                    + list(part.columns())
                                    + ") from stdin",
                            in);
        } catch (SQLException e) {
            throw new Unusable(
                    "the table " + part.plainName() + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Makes a partition that the migrations do not make, as the owner. */
    void partition(Manifest.Partition partition, DatabaseSettings settings) {
        var name = SCHEMA + "." + name(partition.name());
        if (ask("select to_regclass('" + name + "') is not null").equals("t")) {
            return;
        }
        if (!partition.bound().startsWith("FOR VALUES ") || partition.bound().contains(";")) {
            throw new Unusable("the backup names a partition that is none: " + partition.name());
        }
        execute("set local role " + settings.ownerRole());
        execute(
                "create table "
                        + name
                        + " partition of "
                        + SCHEMA
                        + "."
                        + name(partition.table())
                        + " "
                        + partition.bound());
        execute("alter table " + name + " enable row level security");
        execute("alter table " + name + " force row level security");
        execute("reset role");
    }

    void sequence(Manifest.Sequence sequence) {
        ask(
                "select setval('"
                        + SCHEMA
                        + "."
                        + name(sequence.name())
                        + "', "
                        + sequence.last()
                        + ", "
                        + sequence.called()
                        + ")");
    }

    int change(String sql, Object... values) {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new Unusable("the database refuses: " + e.getMessage(), e);
        }
    }

    void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new Unusable("the database refuses: " + e.getMessage(), e);
        }
    }

    private static String name(String name) {
        if (!name.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new Unusable("this is no name of ours: " + name);
        }
        return name;
    }

    private static String list(List<String> columns) {
        return String.join(", ", columns.stream().map(c -> '"' + name(c) + '"').toList());
    }

    private void execute(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new Unusable("the database refuses: " + e.getMessage(), e);
        }
    }

    private String ask(String sql) {
        return query(sql, row -> String.valueOf(row.getString(1))).getFirst();
    }

    /** Reads one row. */
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Row<T> row) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw new Unusable("the database refuses: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw new Unusable("the database does not let go: " + e.getMessage(), e);
        }
    }
}
