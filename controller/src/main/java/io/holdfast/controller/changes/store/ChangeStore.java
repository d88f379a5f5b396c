package io.holdfast.controller.changes.store;

import io.holdfast.controller.changes.ChangeView.VerdictLine;
import io.holdfast.controller.database.Ids;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Change requests and what people said of them; speaks core records. */
@Component
public class ChangeStore {

    private static final List<String> EVERY_STATE =
            List.of(
                    "DRAFT",
                    "VERIFIED",
                    "IN_REVIEW",
                    "APPROVED",
                    "REJECTED",
                    "WITHDRAWN",
                    "RELEASED");

    private static final UUID AFTER_ALL = new UUID(-1L, -1L);

    private final ChangeRows rows;
    private final JdbcClient jdbc;
    private final EntityManager entities;

    ChangeStore(ChangeRows rows, JdbcClient jdbc, EntityManager entities) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.entities = entities;
    }

    public Optional<StoredChange> find(UUID id) {
        return rows.findById(id).map(ChangeRow::toChange);
    }

    /** The change, kept from every other transaction until this one ends. */
    public Optional<StoredChange> lock(UUID id) {
        return rows.lock(id).map(ChangeRow::toChange);
    }

    /** Newest first; of every state if none is named. */
    public List<StoredChange> newest(int limit, Optional<UUID> before, List<String> states) {
        return rows
                .newest(
                        before.orElse(AFTER_ALL),
                        states.isEmpty() ? EVERY_STATE : states,
                        Limit.of(limit))
                .stream()
                .map(ChangeRow::toChange)
                .toList();
    }

    public StoredChange add(StoredChange change, Instant now) {
        var row = ChangeRow.of(change, now);
        entities.persist(row);
        entities.flush();
        return row.toChange();
    }

    public StoredChange save(StoredChange change, Instant now) {
        var row = rows.findById(change.id()).orElseThrow();
        row.write(change, now);
        entities.flush();
        return row.toChange();
    }

    /** Records what a person said; the database refuses it for the own change. */
    public void addVerdict(
            StoredChange change,
            String person,
            String name,
            List<String> roles,
            String decision,
            String comment,
            Instant at) {
        jdbc.sql(
                        """
                        insert into change_verdict (verdict_id, change_id, person, person_name, decision, comment,
                            flow_digest, config_digest, risk_class, roles, at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        Ids.next(at),
                        change.id(),
                        person,
                        name,
                        decision,
                        comment,
                        change.flowDigest(),
                        change.configDigest(),
                        change.risk().name(),
                        roles.toArray(String[]::new),
                        at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What was approved is no longer what the change does. */
    public void voidApprovals(UUID change) {
        jdbc.sql(
                        "update change_verdict set stands = false where change_id = ? and decision ="
                                + " 'APPROVED' and stands")
                .param(change)
                .update();
    }

    public List<VerdictLine> verdicts(UUID change) {
        return jdbc.sql("select * from change_verdict where change_id = ? order by verdict_id")
                .param(change)
                .query((row, _) ->
                        new VerdictLine(
                                subject(row.getString("person")),
                                row.getString("person_name"),
                                row.getString("decision"),
                                row.getObject("at", OffsetDateTime.class).toInstant(),
                                row.getString("comment"),
                                row.getBoolean("stands")))
                .list();
    }

    /** A person's id without the issuer in front. */
    public static String subject(String person) {
        return person.substring(person.indexOf(' ') + 1);
    }
}
