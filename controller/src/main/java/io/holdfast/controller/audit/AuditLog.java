package io.holdfast.controller.audit;

import io.holdfast.auditlog.ActorKind;
import io.holdfast.auditlog.AuditEntry;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.Outcome;
import io.holdfast.controller.database.Ids;
import io.holdfast.controller.scope.Acting;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The audit log of the acting organisation. What is done is recorded in the transaction that does
 * it: no entry, no effect. What is refused is recorded in a transaction of its own.
 */
@Component
public class AuditLog {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final TransactionTemplate ownTransaction;

    AuditLog(JdbcClient jdbc, InstantSource clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Records what the surrounding transaction does.
     *
     * @param action stable, as in change.approve
     * @param object type and id, as in change:0190...
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(String action, String object, Map<String, ?> detail) {
        append(entry(action, object, Outcome.ALLOWED, "", "", detail));
    }

    /**
     * Records an attempt that was refused; it stays whatever becomes of the caller's transaction.
     */
    public void refused(
            String action, String object, String code, String reason, Map<String, ?> detail) {
        var entry = entry(action, object, Outcome.REFUSED, code, reason, detail);
        ownTransaction.executeWithoutResult(_ -> append(entry));
    }

    private AuditEntry entry(
            String action,
            String object,
            Outcome outcome,
            String code,
            String reason,
            Map<String, ?> detail) {
        var caller = Acting.caller();
        var at = clock.instant();
        int colon = object.indexOf(':');
        return new AuditEntry(
                Ids.next(at).toString(),
                caller.organization().toString(),
                at,
                cut(caller.subject(), AuditEntry.WORD),
                ActorKind.valueOf(caller.kind().name()),
                action,
                colon < 0 ? object : object.substring(0, colon),
                colon < 0 ? "" : cut(object.substring(colon + 1), AuditEntry.WORD),
                outcome,
                code,
                cut(reason, AuditEntry.SENTENCE),
                cut(Acting.door(), AuditEntry.WORD),
                "",
                detail.isEmpty()
                        ? ""
                        : cut(JSON.writeValueAsString(new TreeMap<>(detail)), AuditEntry.OBJECT));
    }

    private static String cut(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit);
    }

    /**
     * The entry, and that it waits for its number, in one statement: every use case pays for it.
     */
    private void append(AuditEntry entry) {
        var canonical = entry.canonicalBytes();
        jdbc.sql(
                        """
                        with entry as (insert into audit_entry
                            (organization_id, at, entry_id, actor, actor_kind, action, object_type, object_id,
                             outcome, code, reason, door, before, after, canonical, digest)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        returning organization_id, at, entry_id)
                        insert into audit_pending (organization_id, at, entry_id)
                        select organization_id, at, entry_id from entry\
                        """)
                .params(
                        UUID.fromString(entry.organization()),
                        entry.at().atOffset(ZoneOffset.UTC),
                        UUID.fromString(entry.id()),
                        entry.actor(),
                        entry.actorKind().name(),
                        entry.action(),
                        entry.objectType(),
                        entry.objectId(),
                        entry.outcome().name(),
                        entry.code(),
                        entry.reason(),
                        entry.door(),
                        entry.before(),
                        entry.after(),
                        canonical,
                        Digest.of(canonical).bytes())
                .update();
    }

    /** The newest entries, newest first; before the given entry if one is given. */
    @Transactional(readOnly = true)
    public List<AuditLine> newest(int limit, java.util.Optional<UUID> before, AuditFilter filter) {
        return jdbc.sql(
                        """
                        select e.*, l.leaf from audit_entry e
                        left join audit_leaf l on l.entry_id = e.entry_id
                        where (cast(:before as uuid) is null or e.entry_id < cast(:before as uuid))
                        and (:actor = '' or e.actor = :actor) and starts_with(e.action, :action)
                        and (:outcome = '' or e.outcome = :outcome)
                        order by e.entry_id desc limit :limit\
                        """)
                .param("before", before.map(UUID::toString).orElse(null), java.sql.Types.VARCHAR)
                .param("actor", filter.actor())
                .param("action", filter.action())
                .param("outcome", filter.outcome())
                .param("limit", limit)
                .query((row, _) ->
                        new AuditLine(
                                row.getObject("entry_id", UUID.class),
                                row.getObject("at", java.time.OffsetDateTime.class).toInstant(),
                                row.getString("actor_kind"),
                                row.getString("actor"),
                                row.getString("action"),
                                row.getString("object_type"),
                                row.getString("object_id"),
                                row.getString("outcome"),
                                row.getString("code"),
                                row.getString("reason"),
                                row.getString("door"),
                                row.getString("after"),
                                HexFormat.of().formatHex(row.getBytes("digest")),
                                leaf(row.getObject("leaf", Long.class))))
                .list();
    }

    /**
     * What was recorded of one thing.
     *
     * @param detail as a JSON object
     */
    public record Recorded(Instant at, String detail) {}

    /** What was done to one object under one action, the oldest first. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Recorded> recorded(String action, String objectType, String objectId) {
        return jdbc.sql(
                        """
                        select at, after from audit_entry
                        where action = ? and object_type = ? and object_id = ?
                        and outcome = 'ALLOWED' order by at, entry_id\
                        """)
                .params(action, objectType, objectId)
                .query((row, _) ->
                        new Recorded(
                                row.getObject("at", java.time.OffsetDateTime.class).toInstant(),
                                row.getString("after")))
                .list();
    }

    private static OptionalLong leaf(@org.jspecify.annotations.Nullable Long leaf) {
        return leaf == null ? OptionalLong.empty() : OptionalLong.of(leaf);
    }
}
