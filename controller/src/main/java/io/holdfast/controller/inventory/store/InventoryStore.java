package io.holdfast.controller.inventory.store;

import io.holdfast.controller.database.Ids;
import io.holdfast.controller.inventory.SiteView;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteTag;
import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Sites of the acting organisation; speaks core records. */
@Component
public class InventoryStore {

    private final SiteRows sites;
    private final EntityManager entities;
    private final InstantSource clock;

    InventoryStore(SiteRows sites, EntityManager entities, InstantSource clock) {
        this.sites = sites;
        this.entities = entities;
        this.clock = clock;
    }

    public List<SiteView> sites() {
        return sites.findAllByOrderByCode().stream().map(InventoryStore::view).toList();
    }

    public Optional<SiteView> site(SiteId id) {
        return sites.findByCode(id.value()).map(InventoryStore::view);
    }

    public void add(SitePlan plan, int number) {
        var now = clock.instant();
        sites.save(
                new SiteRow(
                        Ids.next(now),
                        plan.site().value(),
                        plan.name(),
                        plan.timeZone(),
                        number,
                        now));
        entities.flush();
    }

    public void edit(SiteId id, String name, String timeZone, List<SiteTag> tags) {
        var row = sites.findByCode(id.value()).orElseThrow();
        row.rename(name, timeZone);
        row.tag(tags.stream().map(SiteTag::value).collect(Collectors.joining(" ")));
        entities.flush();
    }

    private static SiteView view(SiteRow row) {
        return new SiteView(
                new SiteId(row.code()),
                row.name(),
                row.timeZone(),
                row.number(),
                0,
                tags(row.tags()),
                row.version());
    }

    private static List<SiteTag> tags(String words) {
        return words.isEmpty()
                ? List.of()
                : Stream.of(words.split(" ", -1)).map(SiteTag::new).toList();
    }
}
