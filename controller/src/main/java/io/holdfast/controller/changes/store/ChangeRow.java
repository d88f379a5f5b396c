package io.holdfast.controller.changes.store;

import io.holdfast.core.Bytes;
import io.holdfast.core.change.Person;
import io.holdfast.sitelink.RiskClass;
import io.holdfast.sitelink.WireJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A change request as a row. Its organisation is set and checked by the database. */
@Entity
@Table(name = "change_request")
@SuppressWarnings("UnusedVariable") // title, state and authors are for queries and the database
class ChangeRow {

    @Id
    @Column(name = "change_id")
    private UUID id;

    private String title;
    private String state;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private String[] authors;

    @Column(name = "author_name")
    private String authorName;

    private String document;
    private String basis;
    private String preview;

    @Column(name = "flow_digest")
    private String flowDigest;

    @Column(name = "config_digest")
    private String configDigest;

    @Column(name = "risk_class")
    private String riskClass;

    @Column(name = "rollout_id")
    private @Nullable UUID rolloutId;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Version private long version;

    protected ChangeRow() {}

    /** A new row of this change. */
    static ChangeRow of(StoredChange change, Instant now) {
        var row = new ChangeRow();
        row.id = change.id();
        row.authorName = change.authorName();
        row.createdAt = now;
        row.write(change, now);
        return row;
    }

    void write(StoredChange change, Instant now) {
        title = change.request().proposal().title();
        state = StoredChange.state(change.request());
        authors =
                change.request().proposal().authors().stream()
                        .map(Person::id)
                        .toArray(String[]::new);
        document = WireJson.text(new StoredChange.Document(change.request()));
        basis = change.basis();
        preview = change.preview();
        flowDigest = change.flowDigest();
        configDigest = change.configDigest();
        riskClass = change.risk().name();
        rolloutId = change.rollout().orElse(null);
        updatedAt = now;
    }

    StoredChange toChange() {
        return new StoredChange(
                id,
                version,
                WireJson.read(StoredChange.Document.class, Bytes.utf8(document)).request(),
                authorName,
                basis,
                preview,
                flowDigest,
                configDigest,
                RiskClass.valueOf(riskClass),
                Optional.ofNullable(rolloutId),
                createdAt,
                updatedAt);
    }
}
