package io.holdfast.controller.inventory;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.inventory.store.InventoryStore;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The devices of the sites, as they are meant to be. What was seen of them is told by their sites.
 */
@Service("inventoryDevices")
public class Devices {

    private final Access access;
    private final InventoryStore store;

    Devices(Access access, InventoryStore store) {
        this.access = access;
        this.store = store;
    }

    /** The devices of a site, by slot. */
    @Transactional(readOnly = true)
    public List<DeviceView> of(SiteId site) {
        access.requireRead();
        if (store.site(site).isEmpty()) {
            throw Refused.notFound("site", site.value());
        }
        return store.devices(site);
    }

    /** All devices of all sites. */
    @Transactional(readOnly = true)
    public List<DeviceView> all() {
        access.requireRead();
        return store.sites().stream().flatMap(s -> store.devices(s.id()).stream()).toList();
    }

    @Transactional(readOnly = true)
    public DeviceView get(SiteId site, DeviceSlot slot) {
        return of(site).stream()
                .filter(d -> d.device().slot().equals(slot))
                .findFirst()
                .orElseThrow(() -> Refused.notFound("device", site + "/" + slot));
    }
}
