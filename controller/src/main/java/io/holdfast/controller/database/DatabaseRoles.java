package io.holdfast.controller.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;

/**
 * Brings a database to where the centre can work with it: roles, schema, migrations. Runs with the
 * administrator's account, which nothing else uses.
 */
public final class DatabaseRoles {

    private DatabaseRoles() {}

    /**
     * Makes what is missing; repeating it changes nothing.
     *
     * @param appPassword of the role the centre logs in with; if none is given, a role that is
     *     there keeps its own: it belongs to the whole server, and another centre may use it
     */
    public static void prepare(DatabaseSettings settings, Optional<String> appPassword) {
        try (var connection =
                DriverManager.getConnection(
                        settings.url(), settings.adminUser(), settings.adminPassword())) {
            if (mayCreateRoles(connection)) {
                createRoles(connection, settings, appPassword);
            }
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "create schema if not exists %s authorization %s"
                                .formatted(DatabaseSettings.SCHEMA, settings.ownerRole()));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the database at " + settings.url() + " cannot be prepared: " + e.getMessage(),
                    e);
        }
        Flyway.configure()
                .dataSource(settings.url(), settings.adminUser(), settings.adminPassword())
                .initSql("set role " + settings.ownerRole())
                .defaultSchema(DatabaseSettings.SCHEMA)
                .createSchemas(false)
                .placeholders(
                        java.util.Map.of(
                                "owner", settings.ownerRole(),
                                "app", settings.appRole(),
                                "schema", DatabaseSettings.SCHEMA))
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    /**
     * The migrations of this product with their checksums, as in {@code 50 -1234}, oldest first.
     */
    public static List<String> migrations(DatabaseSettings settings) {
        return Arrays.stream(
                        Flyway.configure()
                                .dataSource(
                                        settings.url(),
                                        settings.adminUser(),
                                        settings.adminPassword())
                                .defaultSchema(DatabaseSettings.SCHEMA)
                                .createSchemas(false)
                                .locations("classpath:db/migration")
                                .load()
                                .info()
                                .all())
                .filter(m -> m.getVersion() != null && m.getChecksum() != null)
                .map(m -> m.getVersion() + " " + m.getChecksum())
                .toList();
    }

    /** The number of the newest of them; 0 if there is none. */
    public static String newest(List<String> migrations) {
        return migrations.isEmpty() ? "0" : migrations.getLast().split(" ", 2)[0];
    }

    private static boolean mayCreateRoles(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select rolcreaterole or rolsuper from pg_roles where rolname ="
                                        + " current_user")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static void createRoles(
            Connection connection, DatabaseSettings settings, Optional<String> appPassword)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            if (!exists(connection, settings.ownerRole())) {
                statement.execute("create role " + settings.ownerRole() + " nologin");
                statement.execute("grant " + settings.ownerRole() + " to current_user");
            }
            boolean isThere = exists(connection, settings.appRole());
            if (!isThere) {
                statement.execute("create role " + settings.appRole());
            }
            statement.execute(
                    "alter role %s login nosuperuser nobypassrls nocreaterole nocreatedb"
                            .formatted(settings.appRole()));
            if (appPassword.isPresent() || !isThere) {
                var password = appPassword.orElseGet(KeyDirectory::randomSecret);
                statement.execute(
                        "alter role %s password '%s'"
                                .formatted(settings.appRole(), password.replace("'", "''")));
            }
        }
    }

    private static boolean exists(Connection connection, String role) throws SQLException {
        try (var statement =
                connection.prepareStatement("select 1 from pg_roles where rolname = ?")) {
            statement.setString(1, role);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
