package io.holdfast.apps.bench.link;

import io.holdfast.controller.access.ApiTokens;
import io.holdfast.controller.access.People;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Role;
import io.holdfast.controller.sitelinks.Onboarding;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Release;
import io.holdfast.sitelink.RiskClass;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A process with the centre itself, on a PostgreSQL of its own that syncs every commit. */
public final class CentreHall {

    private final EmbeddedPostgres postgres;
    private final ConfigurableApplicationContext centre;
    private final TransactionTemplate transaction;
    private final List<OrganizationId> organizations = new ArrayList<>();
    private final List<SiteId> sites = new ArrayList<>();
    private int offers;

    /** The centre's features without dashboard and dialects. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan("io.holdfast.controller")
    static class Features {}

    private CentreHall(Path folder, int connections) throws Exception {
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
                                "--holdfast.link.names=127.0.0.1",
                                "--holdfast.link.connections=" + connections,
                                "--server.port=0");
        transaction = new TransactionTemplate(centre.getBean(PlatformTransactionManager.class));
    }

    /** Its words: a folder, how many organisations, how many connections it may keep open. */
    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[0]);
        var hall = new CentreHall(folder, Integer.parseInt(args[2]));
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            hall.organizations.add(hall.found("Waterworks " + i));
        }
        var keys = hall.centre.getBean(LinkKeys.class);
        var environment = hall.centre.getEnvironment();
        Told.say(
                String.join(
                        " ",
                        keys.authority().der().hex(),
                        Files.readAllLines(folder.resolve("database/postmaster.pid"))
                                .getFirst()
                                .strip(),
                        "http://127.0.0.1:" + environment.getProperty("local.server.port"),
                        hall.token()));
        Told.until(hall::deed);
        hall.centre.close();
        hall.postgres.close();
        System.exit(0);
    }

    private String deed(List<String> words) throws SQLException {
        return switch (words.getFirst()) {
            case "site" -> site();
            case "offer" -> offer(Integer.parseInt(words.get(1)));
            case "journal" -> journal();
            case "peak" -> Long.toString(peak());
            default -> throw new IllegalArgumentException(words.getFirst());
        };
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
    }

    private Connection connection(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", "postgres");
    }

    private <T> T as(Caller caller, Supplier<T> what) {
        return Acting.as(
                caller, () -> Objects.requireNonNull(transaction.execute(_ -> what.get())));
    }

    private <T> T as(OrganizationId organization, Supplier<T> what) {
        return as(Caller.centre(organization, "bench"), what);
    }

    private OrganizationId found(String name) {
        var people = centre.getBean(People.class);
        var organization = people.newOrganization();
        return as(
                organization,
                () -> {
                    people.found(organization, name);
                    return organization;
                });
    }

    /** A token of a person of the first organisation, for what a dashboard reads. */
    private String token() throws SQLException {
        var organization = organizations.getFirst();
        try (var connection = connection("holdfast");
                var insert =
                        connection.prepareStatement(
                                "insert into holdfast.membership (organization_id, issuer, subject,"
                                        + " kind, display_name, roles, created_at) values (?,"
                                        + " 'bench', 'ada', 'PERSON', 'Ada', '{OBSERVER}',"
                                        + " now())")) {
            insert.setObject(1, organization.value());
            insert.executeUpdate();
        }
        var ada =
                new Caller(
                                organization,
                                Caller.Kind.PERSON,
                                "bench",
                                "ada",
                                "Ada",
                                Set.of(Role.OBSERVER),
                                Role.OBSERVER.permissions())
                        .shownAt(Instant.now());
        return as(
                ada,
                () ->
                        centre.getBean(ApiTokens.class)
                                .make(
                                        "bench",
                                        Set.of(Permission.READ),
                                        Instant.now().plus(Duration.ofDays(1)))
                                .secret());
    }

    private OrganizationId organizationOf(int number) {
        return organizations.get(number % organizations.size());
    }

    /** Opens one more site and says the token for its node. */
    private String site() {
        var site = new SiteId("site-" + (sites.size() + 1));
        var organization = organizationOf(sites.size());
        sites.add(site);
        return as(
                organization,
                () -> {
                    centre.getBean(SiteLinks.class).open(site);
                    return centre.getBean(Onboarding.class).issueToken(site).file();
                });
    }

    /** Gives the first so many sites another state, each in a transaction of its own. */
    private String offer(int count) {
        var links = centre.getBean(SiteLinks.class);
        var content = Bytes.utf8("{\"state\":" + ++offers + "}" + " ".repeat(4000));
        for (int o = 0; o < organizations.size(); o++) {
            var organization = organizations.get(o);
            var release =
                    as(
                            organization,
                            () ->
                                    links.signRelease(
                                            new Release(
                                                    1,
                                                    organization.toString(),
                                                    "change-" + offers,
                                                    Digests.of(content),
                                                    1,
                                                    RiskClass.R1,
                                                    List.of(),
                                                    Instant.now())));
            for (int i = o; i < count; i += organizations.size()) {
                var site = sites.get(i);
                as(organization, () -> links.offer(site, release, 0, List.of(), content));
            }
        }
        return "offered";
    }

    /** How many entries are stored, and how many journals have as many as their head says. */
    private String journal() throws SQLException {
        try (var connection = connection("holdfast");
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                """
                                select coalesce(sum(entries), 0), count(*) filter (where whole) from (
                                    select count(*) as entries,
                                        count(*) = max(h.sequence) and count(*) = max(j.sequence) as whole
                                    from holdfast.site_journal j
                                    join holdfast.site_journal_head h
                                        using (organization_id, site_code, incarnation)
                                    group by organization_id, site_code, incarnation) journals\
                                """)) {
            row.next();
            return row.getLong(1) + " " + row.getLong(2);
        }
    }

    /** The most that the heap has held, garbage included. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(java.lang.management.MemoryUsage::getUsed)
                .sum();
    }
}
