package io.holdfast.apps.lab;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The plant's own PostgreSQL 18: loopback only, passwords checked by SCRAM, and every commit on
 * disk before it is acknowledged (the library's default for tests is the opposite).
 */
final class Database implements AutoCloseable {

    static final String SUPERUSER = "postgres";

    private final Options options;
    private final int port;
    private final EmbeddedPostgres postgres;

    private Database(Options options, int port, EmbeddedPostgres postgres) {
        this.options = options;
        this.port = port;
        this.postgres = postgres;
    }

    static Database start(Options options, int port, String password) {
        Secrets.write(passwordFile(options), password + "\n");
        var binaries = binaries(options);
        clearHalfUnpacked(binaries);
        try {
            var postgres = launch(options, port, password);
            createDatabase(port, password);
            Files.writeString(binaries.resolve("complete"), "");
            return new Database(options, port, postgres);
        } catch (IOException | SQLException e) {
            throw new Refusal(1, "the database does not start: " + e.getMessage(), e);
        }
    }

    static Path passwordFile(Options options) {
        return options.plant().resolve("database-password.txt");
    }

    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/holdfast";
    }

    /** Starts it again if it was killed, as the machine's service manager would. */
    void keepAlive() {
        if (isAlive()) {
            return;
        }
        System.out.println("PostgreSQL ended; starting it again.");
        try {
            var log = options.plant().resolve("logs").resolve("database.log").toFile();
            // With the options of the first start, which it has noted itself.
            new ProcessBuilder(
                            Stream.concat(
                                            isRoot() ? Stream.of("unshare", "-U") : Stream.of(),
                                            Stream.of(
                                                    control().toString(),
                                                    "-D",
                                                    data().toString(),
                                                    "-w",
                                                    "-t",
                                                    "20",
                                                    "restart"))
                                    .toList())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            System.err.println("holdfast: cannot start the database again: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** PostgreSQL refuses to run as root, and is started as the library starts it. */
    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private Path data() {
        return options.plant().resolve("database");
    }

    private Path control() throws IOException {
        try (var files = Files.walk(binaries(options), 3)) {
            return files.filter(f -> f.endsWith(Path.of("bin", "pg_ctl")))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no pg_ctl"));
        }
    }

    /** By the file in which PostgreSQL itself names its process. */
    private boolean isAlive() {
        var file = data().resolve("postmaster.pid");
        try (var lines = Files.lines(file)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("[0-9]{1,18}"))
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
                    .filter(ProcessHandle::isAlive)
                    .isPresent();
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static EmbeddedPostgres launch(Options options, int port, String password)
            throws IOException {
        var log = Files.createDirectories(options.plant().resolve("logs")).resolve("database.log");
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(options.plant().resolve("database"))
                .setOverrideWorkingDirectory(binaries(options).toFile())
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", passwordFile(options).toString())
                .setConnectConfig("password", password)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "60")
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static Path binaries(Options options) {
        return options.state().resolve("postgres-binaries");
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
        return url(port);
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
