package io.holdfast.controller.inventory.store;

import io.holdfast.controller.database.Ids;
import io.holdfast.controller.inventory.DeviceView;
import io.holdfast.controller.inventory.SiteView;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.sitelink.WireJson;
import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sites and devices of the acting organisation; speaks core records. */
@Component
public class InventoryStore {

    private final SiteRows sites;
    private final DeviceRows devices;
    private final EntityManager entities;
    private final InstantSource clock;

    InventoryStore(
            SiteRows sites, DeviceRows devices, EntityManager entities, InstantSource clock) {
        this.sites = sites;
        this.devices = devices;
        this.entities = entities;
        this.clock = clock;
    }

    public List<SiteView> sites() {
        return sites.findAllByOrderByCode().stream().map(this::view).toList();
    }

    public Optional<SiteView> site(SiteId id) {
        return sites.findByCode(id.value()).map(this::view);
    }

    public List<DeviceView> devices(SiteId id) {
        return sites.findByCode(id.value()).stream()
                .flatMap(s -> devices.findBySiteIdOrderBySlot(s.id()).stream())
                .map(d ->
                        new DeviceView(
                                id,
                                WireJson.read(Device.class, Bytes.utf8(d.document())),
                                d.version()))
                .toList();
    }

    public void add(SitePlan plan, int number) {
        var now = clock.instant();
        var row =
                sites.save(
                        new SiteRow(
                                Ids.next(now),
                                plan.site().value(),
                                plan.name(),
                                plan.timeZone(),
                                number,
                                now));
        entities.flush();
        for (var device : plan.devices()) {
            devices.save(
                    new DeviceRow(
                            Ids.next(now), row.id(), device.slot().value(), WireJson.text(device)));
        }
        entities.flush();
    }

    public void edit(SiteId id, String name, String timeZone) {
        sites.findByCode(id.value()).orElseThrow().rename(name, timeZone);
        entities.flush();
    }

    private SiteView view(SiteRow row) {
        return new SiteView(
                new SiteId(row.code()),
                row.name(),
                row.timeZone(),
                row.number(),
                devices.countBySiteId(row.id()),
                row.version());
    }
}
