package io.holdfast.controller.inventory.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** A site as a row. Its organisation is set and checked by the database. */
@Entity
@Table(name = "site")
class SiteRow {

    @Id
    @Column(name = "site_id")
    private UUID id;

    private String code;
    private String name;

    @Column(name = "time_zone")
    private String timeZone;

    private int number;

    /** Separated by blanks. */
    private String tags = "";

    @Column(name = "created_at")
    private Instant createdAt;

    @Version private long version;

    protected SiteRow() {}

    SiteRow(UUID id, String code, String name, String timeZone, int number, Instant createdAt) {
        this.id = id;
        this.code = code;
        this.name = name;
        this.timeZone = timeZone;
        this.number = number;
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    String code() {
        return code;
    }

    String name() {
        return name;
    }

    String timeZone() {
        return timeZone;
    }

    int number() {
        return number;
    }

    String tags() {
        return tags;
    }

    void tag(String newTags) {
        this.tags = newTags;
    }

    Instant createdAt() {
        return createdAt;
    }

    long version() {
        return version;
    }

    void rename(String newName, String newTimeZone) {
        this.name = newName;
        this.timeZone = newTimeZone;
    }
}
