package io.holdfast.controller.inventory.store;

import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** Devices of the acting organisation. */
interface DeviceRows extends Repository<DeviceRow, UUID> {

    DeviceRow save(DeviceRow row);

    List<DeviceRow> findBySiteIdOrderBySlot(UUID siteId);

    int countBySiteId(UUID siteId);
}
