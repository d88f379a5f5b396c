package io.holdfast.controller.observations.store;

import static io.holdfast.controller.observations.store.Columns.at;
import static io.holdfast.controller.observations.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.topology.ChassisId;
import io.holdfast.core.topology.LinkBook;
import io.holdfast.core.topology.OwnDevice;
import io.holdfast.core.topology.Stranger.Charge;
import io.holdfast.sitelink.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each site's devices told of links, and who answers for strangers. */
@Component
public class LinkStore {

    private final JdbcClient jdbc;

    LinkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A site's book with the devices as their neighbours may know them. */
    public record Known(LinkBook book, List<OwnDevice> devices) {

        public static final Known NOTHING = new Known(LinkBook.EMPTY, List.of());

        public Known {
            devices = List.copyOf(devices);
        }
    }

    private record DevicesForm(List<OwnDevice> devices) {}

    public Known known(SiteId site) {
        return jdbc.sql("select book, devices from link_book where site_code = ?")
                .params(site.value())
                .query((row, _) ->
                        new Known(
                                WireJson.read(LinkBook.class, Bytes.of(row.getBytes("book"))),
                                WireJson.read(DevicesForm.class, Bytes.of(row.getBytes("devices")))
                                        .devices()))
                .optional()
                .orElse(Known.NOTHING);
    }

    public void keep(SiteId site, Known known, Instant now) {
        jdbc.sql(
                        """
                        insert into link_book (organization_id, site_code, book, devices, changed_at)
                        values (?, ?, ?, ?, ?) on conflict (organization_id, site_code) do update
                          set book = excluded.book, devices = excluded.devices, changed_at = excluded.changed_at\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        WireJson.write(known.book()).toArray(),
                        WireJson.write(new DevicesForm(known.devices())).toArray(),
                        at(now))
                .update();
    }

    /** Who answers for which stranger of a site. */
    public Map<ChassisId, Charge> charges(SiteId site) {
        var charges = new TreeMap<ChassisId, Charge>();
        jdbc.sql("select * from stranger_charge where site_code = ?")
                .params(site.value())
                .query(row -> {
                    charges.put(
                            new ChassisId(
                                    ChassisId.Kind.valueOf(row.getString("chassis_kind")),
                                    row.getString("chassis")),
                            new Charge(
                                    row.getString("owner"),
                                    instant(row, "due"),
                                    row.getString("reason")));
                });
        return charges;
    }

    public void charge(SiteId site, ChassisId chassis, Charge charge, Instant now) {
        jdbc.sql(
                        """
                        insert into stranger_charge (organization_id, site_code, chassis_kind, chassis, owner,
                            due, reason, charged_at, charged_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (organization_id, site_code, chassis_kind, chassis) do update
                          set owner = excluded.owner, due = excluded.due, reason = excluded.reason,
                              charged_at = excluded.charged_at, charged_by = excluded.charged_by\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        chassis.kind().name(),
                        chassis.value(),
                        charge.owner(),
                        at(charge.due()),
                        charge.reason(),
                        at(now),
                        Acting.caller().name())
                .update();
    }
}
