package io.holdfast.controller.access;

import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.database.Ids;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.scope.Role;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Organisations and their members. An identity without a membership may do nothing. */
@Component
public class People {

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    People(
            JdbcClient jdbc,
            InstantSource clock,
            AuditLog audit,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** One member as lists show it. */
    public record Member(
            String issuer, String subject, Caller.Kind kind, String name, Set<Role> roles) {}

    /**
     * The ids of the organisations an identity belongs to; asked before any organisation is known.
     */
    public List<OrganizationId> organizationsOf(String issuer, String subject) {
        return jdbc.sql("select organizations_of_identity(?, ?)")
                .params(issuer, subject)
                .query((row, _) -> new OrganizationId(row.getObject(1, UUID.class)))
                .list();
    }

    /**
     * The caller behind a checked identity in one organisation.
     *
     * @param scopes the scopes of the token; they limit a program, not a person
     * @param shown when that identity last showed who it is
     */
    public Optional<Caller> caller(
            OrganizationId organization,
            String issuer,
            String subject,
            Set<String> scopes,
            Shown shown) {
        return Acting.as(
                Caller.centre(organization, "access"),
                () ->
                        Optional.ofNullable(transaction.execute(_ -> member(issuer, subject)))
                                .flatMap(m -> m)
                                .map(m ->
                                        callerOf(organization, m, scopes)
                                                .shownAt(shown.of(m.kind()))));
    }

    /**
     * When an identity last showed who it is.
     *
     * @param login when a person logged in; long ago if that is not said
     * @param issue when the token was given: a program shows its secret for each
     */
    public record Shown(Instant login, Instant issue) {
        Instant of(Caller.Kind kind) {
            return kind == Caller.Kind.CLIENT ? issue : login;
        }
    }

    private Optional<Member> member(String issuer, String subject) {
        return jdbc.sql("select * from membership where issuer = ? and subject = ?")
                .params(issuer, subject)
                .query((row, _) -> memberOf(row))
                .optional();
    }

    private static Caller callerOf(OrganizationId organization, Member member, Set<String> scopes) {
        var permissions = EnumSet.noneOf(Permission.class);
        member.roles().forEach(r -> permissions.addAll(r.permissions()));
        if (member.kind() == Caller.Kind.CLIENT) {
            permissions.removeIf(p -> !scopes.contains(p.scope()));
        }
        return new Caller(
                organization,
                member.kind(),
                member.issuer(),
                member.subject(),
                member.name(),
                member.roles(),
                permissions);
    }

    /** The members of this organisation, by name. */
    @Transactional(readOnly = true)
    public List<Member> members() {
        return jdbc.sql("select * from membership order by display_name")
                .query((row, _) -> memberOf(row))
                .list();
    }

    /** The name of this organisation. */
    @Transactional(readOnly = true)
    public String organizationName() {
        return jdbc.sql("select name from organization").query(String.class).single();
    }

    /** The ids of all organisations, for the clock. */
    public List<OrganizationId> everyOrganization() {
        return jdbc.sql(
                        "select organization_id from organization_directory order by"
                                + " organization_id")
                .query((row, _) -> new OrganizationId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Whether nobody has set this installation up yet. */
    public boolean empty() {
        return everyOrganization().stream().allMatch(OrganizationId.INSTALLATION::equals);
    }

    /** Founds an organisation. Only set-up does it: there is no operation for it. */
    @Transactional
    public void found(OrganizationId organization, String name) {
        directory(organization);
        jdbc.sql("insert into organization (organization_id, name, created_at) values (?, ?, ?)")
                .params(organization.value(), name, now())
                .update();
        audit.record("organization.found", "organization:" + organization, Map.of("name", name));
    }

    /** Makes sure that an organisation, or the installation itself, can have entries. */
    public void directoryOf(OrganizationId organization) {
        directory(organization);
    }

    private void directory(OrganizationId organization) {
        jdbc.sql(
                        "insert into organization_directory (organization_id) values (?) on"
                                + " conflict do nothing")
                .param(organization.value())
                .update();
    }

    /** A new organisation's id. */
    public OrganizationId newOrganization() {
        return new OrganizationId(Ids.next(clock.instant()));
    }

    /** A person of the embedded provider, as the one who did something before any request. */
    public static Caller person(OrganizationId organization, String issuer, String user) {
        return new Caller(organization, Caller.Kind.PERSON, issuer, user, user, Set.of(), Set.of());
    }

    /** An invited person has chosen a password. */
    @Transactional
    void joined(String issuer, String subject) {
        jdbc.sql("update membership set joined = true where issuer = ? and subject = ?")
                .params(issuer, subject)
                .update();
        audit.record("member.join", "member:" + subject, Map.of());
    }

    /** An invited person has logged in elsewhere and takes the place that was held. */
    @Transactional
    void comes(OrganizationId organization, String issuer, String standIn, String subject) {
        jdbc.sql(
                        """
                        update membership set subject = ?, joined = true, version = version + 1
                        where organization_id = ? and issuer = ? and subject = ?\
                        """)
                .params(subject, organization.value(), issuer, standIn)
                .update();
        audit.record("member.join", "member:" + subject, Map.of());
    }

    /** Adds a member to this organisation. */
    @Transactional
    public void add(Member member) {
        add(member, true);
    }

    @Transactional
    void add(Member member, boolean joined) {
        if (member.roles().isEmpty()) {
            throw Refused.invalid(
                    "/roles", "MEMBER_WITHOUT_ROLE", "A member has at least one role.");
        }
        jdbc.sql(
                        """
                        insert into membership (organization_id, issuer, subject, kind, display_name, roles, joined, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        Acting.organization().value(),
                        member.issuer(),
                        member.subject(),
                        member.kind().name(),
                        member.name(),
                        member.roles().stream().map(Role::name).sorted().toArray(String[]::new),
                        joined,
                        now())
                .update();
        audit.record(
                "member.add",
                "member:" + member.subject(),
                Map.of(
                        "name", member.name(),
                        "roles",
                                member.roles().stream()
                                        .map(Role::text)
                                        .sorted()
                                        .collect(Collectors.joining(","))));
    }

    private java.time.OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Member memberOf(ResultSet row) throws SQLException {
        Array roles = row.getArray("roles");
        return new Member(
                row.getString("issuer"),
                row.getString("subject"),
                Caller.Kind.valueOf(row.getString("kind")),
                row.getString("display_name"),
                Arrays.stream((String[]) roles.getArray())
                        .map(Role::valueOf)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
