package io.holdfast.apps.lab;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The plant's own PostgreSQL 18: loopback only, passwords checked by SCRAM, and every commit on
 * disk before it is acknowledged (the library's default for tests is the opposite).
 */
final class Database implements AutoCloseable {

    static final String SUPERUSER = "postgres";

    private final EmbeddedPostgres postgres;
    private final int port;

    private Database(EmbeddedPostgres postgres, int port) {
        this.postgres = postgres;
        this.port = port;
    }

    static Database start(Options options, int port, String password) {
        var passwordFile = options.plant().resolve("database-password.txt");
        Secrets.write(passwordFile, password + "\n");
        var binaries = options.state().resolve("postgres-binaries");
        clearHalfUnpacked(binaries);
        try {
            var postgres =
                    EmbeddedPostgres.builder()
                            .setPort(port)
                            .setDataDirectory(options.plant().resolve("database"))
                            .setOverrideWorkingDirectory(binaries.toFile())
                            .setCleanDataDirectory(false)
                            .setPGStartupWait(Duration.ofSeconds(60))
                            .setLocaleConfig("auth", "scram-sha-256")
                            .setLocaleConfig("pwfile", passwordFile.toString())
                            .setConnectConfig("password", password)
                            .setServerConfig("listen_addresses", "127.0.0.1")
                            .setServerConfig("unix_socket_directories", "")
                            .setServerConfig("fsync", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("full_page_writes", "on")
                            .setServerConfig("max_connections", "60")
                            .setOutputRedirector(
                                    ProcessBuilder.Redirect.appendTo(
                                            Files.createDirectories(options.plant().resolve("logs"))
                                                    .resolve("database.log")
                                                    .toFile()))
                            .setErrorRedirector(
                                    ProcessBuilder.Redirect.appendTo(
                                            options.plant()
                                                    .resolve("logs")
                                                    .resolve("database.log")
                                                    .toFile()))
                            .start();
            createDatabase(port, password);
            Files.writeString(binaries.resolve("complete"), "");
            return new Database(postgres, port);
        } catch (IOException | SQLException e) {
            throw new Refusal(1, "the database does not start: " + e.getMessage(), e);
        }
    }

    /** An unpacking that was broken off leaves files the next start stumbles over. */
    private static void clearHalfUnpacked(Path binaries) {
        if (Files.isDirectory(binaries) && !Files.exists(binaries.resolve("complete"))) {
            Leftovers.delete(binaries);
        }
    }

    private static void createDatabase(int port, String password) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                                SUPERUSER,
                                password);
                var statement = connection.createStatement()) {
            statement.execute("create database holdfast");
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/holdfast";
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            System.err.println("holdfast: the database did not stop cleanly: " + e.getMessage());
        }
    }
}
