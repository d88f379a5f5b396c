package io.holdfast.controller.access;

import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.scope.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who belongs to the acting organisation and as what. Rights are looked up at each request, so
 * whoever is removed may do nothing from then on, whatever token he still holds.
 */
@Component
public class Members {

    private final JdbcClient jdbc;
    private final Access access;
    private final AuditLog audit;
    private final Directory directory;
    private final ApiTokenStore tokens;
    private final LoginStore logins;
    private final InstantSource clock;

    Members(
            JdbcClient jdbc,
            Access access,
            AuditLog audit,
            Directory directory,
            ApiTokenStore tokens,
            LoginStore logins,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.directory = directory;
        this.tokens = tokens;
        this.logins = logins;
        this.clock = clock;
    }

    /** The members, by name. */
    @Transactional(readOnly = true)
    public List<MemberLine> list() {
        access.require(Permission.ADMINISTER, "member.list", "member:all");
        return jdbc.sql("select * from membership order by display_name, member_id")
                .query((row, _) -> line(row))
                .list();
    }

    @Transactional(readOnly = true)
    public MemberLine get(UUID id) {
        access.require(Permission.ADMINISTER, "member.read", "member:" + id);
        return find(id).orElseThrow(() -> Refused.notFound("member", id.toString()));
    }

    /**
     * A member who was just added.
     *
     * @param invitation where the person chooses a password; works once
     */
    public record Invited(MemberLine member, Invitation invitation) {}

    /**
     * Adds a person, with a name to log in with that is made here: it cannot be taken, so nothing
     * is learnt about other organisations' people. With an outside provider the person logs in
     * there.
     */
    @Transactional
    public Invited invite(String name, Set<Role> roles) {
        access.require(Permission.ADMINISTER, "member.add", "member:new");
        access.shownLately("member.add", "member:new");
        var known = name.strip();
        if (known.isEmpty()
                || known.length() > 100
                || known.chars().anyMatch(Character::isISOControl)) {
            throw Refused.invalid(
                    "/name", "NAME_MISSING", "A person has a name of 1 to 100 characters.");
        }
        needsRole(roles);
        var invitation = directory.invite(known, roles);
        var id =
                jdbc.sql("select member_id from membership where subject = ?")
                        .param(invitation.user())
                        .query(UUID.class)
                        .single();
        return new Invited(find(id).orElseThrow(), invitation);
    }

    /** Gives a member other roles. */
    @Transactional
    public MemberLine changeRoles(UUID id, long version, Set<Role> roles) {
        access.require(Permission.ADMINISTER, "member.change", "member:" + id);
        access.shownLately("member.change", "member:" + id);
        needsRole(roles);
        var member = locked(id, version);
        keepAnAdministrator(member, roles);
        jdbc.sql("update membership set roles = ?, version = version + 1 where member_id = ?")
                .params(roles.stream().map(Role::name).sorted().toArray(String[]::new), id)
                .update();
        audit.record(
                "member.change",
                "member:" + id,
                Map.of(
                        "subject", member.subject(),
                        "before", texts(member.roles()),
                        "roles", texts(roles)));
        return find(id).orElseThrow();
    }

    /** Takes a member out; an account that belongs nowhere else is switched off. */
    @Transactional
    public void remove(UUID id, long version) {
        var me = access.require(Permission.ADMINISTER, "member.remove", "member:" + id);
        access.shownLately("member.remove", "member:" + id);
        var member = locked(id, version);
        keepAnAdministrator(member, Set.of());
        jdbc.sql("delete from membership where member_id = ?").param(id).update();
        audit.record(
                "member.remove",
                "member:" + id,
                Map.of("subject", member.subject(), "before", texts(member.roles())));
        tokens.revokeAllOf(member.issuer(), member.subject(), clock.instant());
        logins.endAll(
                member.issuer(), member.subject(), Optional.empty(), me.subject(), clock.instant());
        directory.left(member.issuer(), member.subject(), member.kind());
    }

    private MemberLine locked(UUID id, long version) {
        // Two administrators who remove each other wait here for one another.
        jdbc.sql("select 1 from membership order by member_id for update").query().listOfRows();
        var member = find(id).orElseThrow(() -> Refused.notFound("member", id.toString()));
        if (member.version() != version) {
            throw new Refused(
                    Refused.Kind.STALE,
                    "VERSION_CHANGED",
                    "The member has changed since you read it; its version is "
                            + member.version()
                            + ".");
        }
        return member;
    }

    private void keepAnAdministrator(MemberLine member, Set<Role> then) {
        if (!isAdministrator(member) || then.contains(Role.NETWORK_ADMINISTRATOR)) {
            return;
        }
        boolean another =
                jdbc
                        .sql("select * from membership where member_id <> ?")
                        .param(member.id())
                        .query((row, _) -> line(row))
                        .list()
                        .stream()
                        .anyMatch(Members::isAdministrator);
        if (!another) {
            throw Refused.conflict(
                    "LAST_ADMINISTRATOR",
                    "This is the last network administrator; make somebody else one first.");
        }
    }

    /** Programs do not count, nor does who has not come yet: somebody must be able to log in. */
    private static boolean isAdministrator(MemberLine member) {
        return member.kind() == Caller.Kind.PERSON
                && member.joined()
                && member.roles().contains(Role.NETWORK_ADMINISTRATOR);
    }

    private static void needsRole(Set<Role> roles) {
        if (roles.isEmpty()) {
            throw Refused.invalid(
                    "/roles", "MEMBER_WITHOUT_ROLE", "A member has at least one role.");
        }
    }

    private Optional<MemberLine> find(UUID id) {
        return jdbc.sql("select * from membership where member_id = ?")
                .param(id)
                .query((row, _) -> line(row))
                .optional();
    }

    private static String texts(Set<Role> roles) {
        return roles.stream().map(Role::text).sorted().collect(Collectors.joining(","));
    }

    private static MemberLine line(ResultSet row) throws SQLException {
        return new MemberLine(
                row.getObject("member_id", UUID.class),
                row.getLong("version"),
                Caller.Kind.valueOf(row.getString("kind")),
                row.getString("issuer"),
                row.getString("subject"),
                row.getString("display_name"),
                Arrays.stream((String[]) row.getArray("roles").getArray())
                        .map(Role::valueOf)
                        .collect(Collectors.toUnmodifiableSet()),
                row.getBoolean("joined"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
