package io.holdfast.apps.bench.audit;

import io.holdfast.controller.access.People;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The centre itself on a database of its own that syncs every commit; entries are written as use
 * cases write them, and a run ends when the last of them has its number. Rows go into the same
 * server over as many connections.
 */
final class AppendRuns implements AutoCloseable {

    private static final int WRITERS = 8;

    private static final String DETAIL =
            "{\"riskClass\":\"R2\",\"title\":\"Telemetry to the historian\"}";

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final ConfigurableApplicationContext centre;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final Caller caller;
    private final List<Connection> connections = new ArrayList<>();
    private final Connection administrator;

    /** The centre's features without dashboard and dialects. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan("io.holdfast.controller")
    static class Features {}

    /**
     * What a run took.
     *
     * @param cpu seconds of both processes
     * @param wall seconds by the clock
     */
    record Spent(double cpu, double wall) {
        static final Spent NOTHING = new Spent(0, 0);
    }

    AppendRuns() throws IOException, SQLException {
        folder = Files.createTempDirectory("holdfast-audit");
        postgres =
                EmbeddedPostgres.builder()
                        .setDataDirectory(folder.resolve("database"))
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "60")
                        .start();
        try (var connection = connection("postgres");
                var statement = connection.createStatement()) {
            statement.execute("create database holdfast");
        }
        centre =
                new SpringApplicationBuilder(Features.class)
                        .run(
                                "--spring.config.import=classpath:holdfast-centre.yaml",
                                "--logging.level.root=error",
                                "--holdfast.directory=" + folder.resolve("centre"),
                                "--holdfast.database.url=" + url("holdfast"),
                                "--holdfast.link.port=0",
                                "--holdfast.reminders.every=PT24H",
                                "--server.port=0");
        transaction = new TransactionTemplate(centre.getBean(PlatformTransactionManager.class));
        audit = centre.getBean(AuditLog.class);
        caller = Caller.centre(founded(), "bench");
        administrator = connection("holdfast");
        try (var statement = administrator.createStatement()) {
            statement.execute("set search_path = holdfast");
            statement.execute(
                    "create table public.audit_row (organization_id uuid, at timestamptz, entry_id"
                            + " uuid, actor text, actor_kind text, action text, object_type text,"
                            + " object_id text, outcome text, code text, reason text, door text,"
                            + " before text, after text, primary key (organization_id, at,"
                            + " entry_id))");
        }
        for (int i = 0; i < WRITERS; i++) {
            var connection = connection("holdfast");
            connection.setAutoCommit(false);
            connections.add(connection);
        }
    }

    private OrganizationId founded() {
        var people = centre.getBean(People.class);
        var organization = people.newOrganization();
        Acting.run(
                Caller.centre(organization, "bench"),
                () ->
                        transaction.executeWithoutResult(
                                _ -> people.found(organization, "Waterworks")));
        return organization;
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
    }

    private Connection connection(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", "postgres");
    }

    String version() throws SQLException {
        try (var statement = administrator.createStatement();
                var row = statement.executeQuery("show server_version")) {
            return row.next() ? "PostgreSQL " + row.getString(1) : "PostgreSQL";
        }
    }

    /**
     * Writes entries until each has its number.
     *
     * @param together how many in one transaction
     */
    Spent append(int entries, int together) throws Exception {
        return spent(() -> {
            write(
                    entries / together,
                    n ->
                            Acting.run(
                                    caller,
                                    () ->
                                            transaction.executeWithoutResult(
                                                    _ -> record(n, together))));
            while (isPending()) {
                Thread.sleep(10);
            }
        });
    }

    private void record(int number, int together) {
        for (int i = 0; i < together; i++) {
            audit.record("change.approve", "change:" + number + "/" + i, Map.of("after", DETAIL));
        }
    }

    private boolean isPending() throws SQLException {
        try (var statement = administrator.createStatement();
                var row = statement.executeQuery("select exists (select 1 from audit_pending)")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Inserts rows, as an application does that keeps its record in a table. */
    Spent rows(int rows, int together) throws Exception {
        return spent(() ->
                write(
                        rows / together,
                        n -> {
                            try {
                                insert(connections.get(n % WRITERS), n, together);
                            } catch (SQLException e) {
                                throw new IllegalStateException(e);
                            }
                        }));
    }

    private static void insert(Connection connection, int number, int together)
            throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        "insert into public.audit_row values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                + " ?)")) {
            for (int i = 0; i < together; i++) {
                insert.setObject(1, new UUID(1, 1));
                insert.setObject(2, OffsetDateTime.now(java.time.ZoneOffset.UTC));
                insert.setObject(3, UUID.randomUUID());
                var texts =
                        List.of(
                                "bench",
                                "CENTRE",
                                "change.approve",
                                "change",
                                number + "/" + i,
                                "ALLOWED",
                                "",
                                "",
                                "",
                                "",
                                DETAIL);
                for (int t = 0; t < texts.size(); t++) {
                    insert.setString(4 + t, texts.get(t));
                }
                insert.executeUpdate();
            }
        }
        connection.commit();
    }

    /** Each writer every eighth transaction, so that each has its own connection. */
    private static void write(int transactions, IntConsumer one)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = new ArrayList<Future<?>>();
            for (int w = 0; w < WRITERS; w++) {
                int first = w;
                writers.add(
                        threads.submit(() -> {
                            for (int n = first; n < transactions; n += WRITERS) {
                                one.accept(n);
                            }
                        }));
            }
            for (var writer : writers) {
                writer.get();
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private Spent spent(Work work) throws Exception {
        double cpu = cpu();
        long before = System.nanoTime();
        work.run();
        return new Spent(cpu() - cpu, (System.nanoTime() - before) / 1e9);
    }

    /** Of this process and of the database's; a backend that ended is no longer counted. */
    private double cpu() throws IOException {
        var pid = Files.readAllLines(folder.resolve("database/postmaster.pid")).getFirst();
        var server = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        return Stream.concat(Stream.of(ProcessHandle.current(), server), server.descendants())
                .map(p -> p.info().totalCpuDuration().orElse(Duration.ZERO))
                .mapToDouble(d -> d.toMillis() / 1e3)
                .sum();
    }

    @Override
    public void close() throws IOException {
        centre.close();
        postgres.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
