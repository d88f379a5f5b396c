package io.holdfast.controller.policies.store;

import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.controller.scope.Acting;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.WireJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Policy revisions, append-only. */
@Component
public class PolicyStore {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    PolicyStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What is stored of a revision. */
    public record Document(ZoneModel model, List<SitePlan> plans) {
        public Document {
            plans = List.copyOf(plans);
        }
    }

    /** An organisation without any revision. */
    public static PolicyInForce beforeTheFirst() {
        return new PolicyInForce(
                0,
                "0".repeat(64),
                Instant.EPOCH,
                Optional.empty(),
                new ZoneModel(List.of(), List.of(), List.of()),
                List.of());
    }

    public Optional<PolicyInForce> newest() {
        return jdbc.sql("select * from policy_revision order by revision desc limit 1")
                .query((row, _) -> read(row))
                .optional();
    }

    /** What was in force then. */
    public Optional<PolicyInForce> at(Instant then) {
        return jdbc.sql(
                        """
                        select * from policy_revision where created_at <= ? order by revision desc limit 1\
                        """)
                .param(then.atOffset(ZoneOffset.UTC))
                .query((row, _) -> read(row))
                .optional();
    }

    public Optional<PolicyInForce> revision(long revision) {
        return jdbc.sql("select * from policy_revision where revision = ?")
                .param(revision)
                .query((row, _) -> read(row))
                .optional();
    }

    /** Until the transaction ends nobody else adds a revision to this organisation. */
    public void hold() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 1))")
                .param("policy/" + Acting.organization())
                .query((_, _) -> true)
                .single();
    }

    public long append(ZoneModel model, List<SitePlan> plans, Optional<UUID> change) {
        var document = WireJson.text(new Document(model, plans));
        return jdbc.sql(
                        """
                        insert into policy_revision (revision, document, digest, change_id, created_at)
                        select coalesce(max(revision), 0) + 1, :document, :digest, cast(:change as uuid), :at
                        from policy_revision returning revision\
                        """)
                .param("document", document)
                .param("digest", Digests.of(document))
                .param("change", change.map(UUID::toString).orElse(null), java.sql.Types.VARCHAR)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private static PolicyInForce read(ResultSet row) throws SQLException {
        var document = WireJson.read(Document.class, Bytes.utf8(row.getString("document")));
        return new PolicyInForce(
                row.getLong("revision"),
                row.getString("digest"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("change_id", UUID.class)),
                document.model(),
                document.plans());
    }
}
