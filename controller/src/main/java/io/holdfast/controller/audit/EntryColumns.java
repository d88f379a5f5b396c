package io.holdfast.controller.audit;

import io.holdfast.auditlog.ActorKind;
import io.holdfast.auditlog.AuditEntry;
import io.holdfast.auditlog.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * Entries as their columns say, which is what people read: a column that somebody changed leaves
 * the centre as it stands, and is no longer what the log has the digest of.
 */
final class EntryColumns {

    private EntryColumns() {}

    /** Empty if the columns can be no entry. */
    static Optional<AuditEntry> entry(ResultSet row) throws SQLException {
        try {
            return Optional.of(
                    new AuditEntry(
                            row.getObject("entry_id", UUID.class).toString(),
                            row.getObject("organization_id", UUID.class).toString(),
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            row.getString("actor"),
                            ActorKind.valueOf(row.getString("actor_kind")),
                            row.getString("action"),
                            row.getString("object_type"),
                            row.getString("object_id"),
                            Outcome.valueOf(row.getString("outcome")),
                            row.getString("code"),
                            row.getString("reason"),
                            row.getString("door"),
                            row.getString("before"),
                            row.getString("after")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
