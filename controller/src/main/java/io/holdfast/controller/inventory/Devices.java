package io.holdfast.controller.inventory;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.inventory.store.InventoryStore;
import io.holdfast.controller.policies.PolicyBook;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The devices of the sites, as the policy in force plans them. What was seen of them is told by
 * their sites.
 */
@Service("inventoryDevices")
public class Devices {

    private final Access access;
    private final InventoryStore store;

    private final PolicyBook policy;

    Devices(Access access, InventoryStore store, PolicyBook policy) {
        this.access = access;
        this.store = store;
        this.policy = policy;
    }

    /** The devices of a site, by slot. */
    @Transactional(readOnly = true)
    public List<DeviceView> of(SiteId site) {
        access.requireRead();
        if (store.site(site).isEmpty()) {
            throw Refused.notFound("site", site.value());
        }
        return policy.current().plan(site).map(Devices::views).orElse(List.of());
    }

    /** All devices of all sites. */
    @Transactional(readOnly = true)
    public List<DeviceView> all() {
        access.requireRead();
        return policy.current().plans().stream().flatMap(p -> views(p).stream()).toList();
    }

    private static List<DeviceView> views(SitePlan plan) {
        return plan.devices().stream()
                .sorted(Comparator.comparing(Device::slot))
                .map(d -> new DeviceView(plan.site(), d, 0))
                .toList();
    }

    @Transactional(readOnly = true)
    public DeviceView get(SiteId site, DeviceSlot slot) {
        return of(site).stream()
                .filter(d -> d.device().slot().equals(slot))
                .findFirst()
                .orElseThrow(() -> Refused.notFound("device", site + "/" + slot));
    }
}
