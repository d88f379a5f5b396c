package io.holdfast.controller.drifts.store;

import io.holdfast.controller.drifts.DriftAnswer;
import io.holdfast.controller.scope.Acting;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The newest decision about each device; earlier ones are in the audit log. */
@Component
public class DriftAnswerStore {

    private final JdbcClient jdbc;

    DriftAnswerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A device of a site. */
    public record Key(SiteId site, DeviceSlot slot) {}

    /** The decisions about every device; those that are over among them. */
    public Map<Key, DriftAnswer> all() {
        var all = new HashMap<Key, DriftAnswer>();
        jdbc.sql("select * from drift_answer")
                .query(row -> {
                    all.put(
                            new Key(
                                    new SiteId(row.getString("site_code")),
                                    new DeviceSlot(row.getString("slot"))),
                            answer(row));
                });
        return all;
    }

    private static DriftAnswer answer(ResultSet row) throws SQLException {
        return new DriftAnswer(
                DriftAnswer.Kind.valueOf(row.getString("kind")),
                row.getString("running_digest"),
                Optional.ofNullable(row.getObject("until_time", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getString("reason"),
                row.getString("answered_by"),
                row.getObject("answered_at", OffsetDateTime.class).toInstant(),
                row.getLong("revision"));
    }

    public void put(SiteId site, DeviceSlot slot, DriftAnswer answer) {
        jdbc.sql(
                        """
                        insert into drift_answer (organization_id, site_code, slot, kind, running_digest, until_time,
                            reason, answered_by, answered_at, revision)
                        values (?, ?, ?, ?, ?, nullif(?, '')::timestamptz, ?, ?, ?, ?)
                        on conflict (organization_id, site_code, slot) do update
                          set kind = excluded.kind, running_digest = excluded.running_digest,
                              until_time = excluded.until_time, reason = excluded.reason,
                              answered_by = excluded.answered_by, answered_at = excluded.answered_at,
                              revision = excluded.revision\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        slot.value(),
                        answer.kind().name(),
                        answer.running(),
                        answer.until().map(Instant::toString).orElse(""),
                        answer.reason(),
                        answer.by(),
                        utc(answer.at()),
                        answer.revision())
                .update();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
