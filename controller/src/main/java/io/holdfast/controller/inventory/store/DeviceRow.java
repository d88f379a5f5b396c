package io.holdfast.controller.inventory.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;

/** A device as a row; the document is the wire form of {@link io.holdfast.core.site.Device}. */
@Entity
@Table(name = "device")
class DeviceRow {

    @Id
    @Column(name = "device_id")
    private UUID id;

    @Column(name = "site_id")
    private UUID siteId;

    private String slot;
    private String document;

    @Version private long version;

    protected DeviceRow() {}

    DeviceRow(UUID id, UUID siteId, String slot, String document) {
        this.id = id;
        this.siteId = siteId;
        this.slot = slot;
        this.document = document;
    }

    UUID id() {
        return id;
    }

    UUID siteId() {
        return siteId;
    }

    String slot() {
        return slot;
    }

    String document() {
        return document;
    }

    long version() {
        return version;
    }
}
