package io.holdfast.plant;

import io.holdfast.controller.access.People;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A centre on its own database, with its own key directory. The database outlives the centre, so
 * that a test can start it again.
 */
public final class TestPlant implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final Path directory;
    private final List<String> settings;
    private final List<Class<?>> application;
    private String database = "holdfast";
    private ConfigurableApplicationContext context;

    /** The centre's features without dashboard and dialects. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan("io.holdfast.controller")
    public static class Features {}

    private TestPlant(
            EmbeddedPostgres postgres,
            Path directory,
            List<Class<?>> application,
            List<String> settings) {
        this.postgres = postgres;
        this.directory = directory;
        this.application = List.copyOf(application);
        this.settings = List.copyOf(settings);
        this.context = run(directory);
    }

    /** Starts database and centre. */
    public static TestPlant start(Path folder, String... settings) {
        return start(folder, List.of(Features.class), settings);
    }

    /**
     * Starts database and centre.
     *
     * @param application the classes that make it up
     */
    public static TestPlant start(Path folder, List<Class<?>> application, String... settings) {
        try {
            var postgres =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(folder.resolve("database"))
                            .setServerConfig("max_connections", "60")
                            .start();
            try (var connection =
                            DriverManager.getConnection(
                                    postgres.getJdbcUrl("postgres", "postgres"));
                    var statement = connection.createStatement()) {
                statement.execute("create database holdfast");
            }
            return new TestPlant(
                    postgres, folder.resolve("centre"), application, List.of(settings));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private ConfigurableApplicationContext run(Path keys) {
        return new SpringApplicationBuilder(application.toArray(Class<?>[]::new))
                .run(arguments(keys).toArray(String[]::new));
    }

    /** What another centre is started with that works on the same database with the same keys. */
    public List<String> replica() {
        return arguments(directory);
    }

    private List<String> arguments(Path keys) {
        var arguments = new LinkedHashMap<String, String>();
        arguments.put("--spring.config.import", "classpath:holdfast-centre.yaml");
        arguments.put("--holdfast.directory", keys.toString());
        arguments.put(
                "--holdfast.database.url",
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database);
        arguments.put("--holdfast.link.port", "0");
        arguments.put("--holdfast.link.names", "127.0.0.1,localhost");
        arguments.put("--server.port", "0");
        for (var setting : settings) {
            int equals = setting.indexOf('=');
            arguments.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return arguments.entrySet().stream().map(a -> a.getKey() + "=" + a.getValue()).toList();
    }

    /** Stops the centre and starts it again on the same database and keys. */
    public void restart() {
        context.close();
        context = run(directory);
    }

    /** Stops the centre and starts it with another key directory. */
    public void restartWithKeysIn(Path other) {
        context.close();
        context = run(other);
    }

    /** Makes another, empty database and answers its address. */
    public String emptyDatabase(String name) {
        sql("create database " + name);
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + name;
    }

    /** From now on statements go to another database. */
    public void look(String other) {
        database = other;
    }

    /** Stops the centre and starts another one, with its own database and keys. */
    public void restartOn(String other, Path keys) {
        context.close();
        database = other;
        context = run(keys);
    }

    /** Without a centre at all: what is stopped comes back by a restart. */
    public void stop() {
        context.close();
    }

    public Path directory() {
        return directory;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    /** Founds an organisation. */
    public OrganizationId organization(String name) {
        var people = bean(People.class);
        var organization = people.newOrganization();
        as(
                Caller.centre(organization, "test"),
                () -> {
                    people.found(organization, name);
                    return true;
                });
        return organization;
    }

    /** Does something as somebody, in a transaction. */
    public <T> T as(Caller caller, java.util.function.Supplier<T> what) {
        var transaction = new TransactionTemplate(bean(PlatformTransactionManager.class));
        return Acting.as(
                caller, () -> Objects.requireNonNull(transaction.execute(_ -> what.get())));
    }

    /** Asks or changes the database as its administrator, whom no row-level security binds. */
    public List<String> sql(String statement) {
        try (var connection =
                        DriverManager.getConnection(postgres.getJdbcUrl("postgres", database));
                var sql = connection.createStatement()) {
            sql.execute("set search_path = holdfast");
            var answers = new ArrayList<String>();
            if (sql.execute(statement)) {
                try (var rows = sql.getResultSet()) {
                    while (rows.next()) {
                        answers.add(String.valueOf(rows.getString(1)));
                    }
                }
            }
            return answers;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps what a statement locks until the latch is opened; told when it has it. */
    public boolean locking(String statement, CountDownLatch locked, CountDownLatch open) {
        try (var connection =
                        DriverManager.getConnection(postgres.getJdbcUrl("postgres", database));
                var sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute("set search_path = holdfast");
            sql.execute(statement);
            locked.countDown();
            boolean opened = open.await(5, TimeUnit.MINUTES);
            connection.rollback();
            return opened;
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        try {
            postgres.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
