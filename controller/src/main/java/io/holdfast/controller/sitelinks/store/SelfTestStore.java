package io.holdfast.controller.sitelinks.store;

import static io.holdfast.controller.sitelinks.store.Columns.at;
import static io.holdfast.controller.sitelinks.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.sitelinks.SelfTestStanding;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Self-tests of devices that were ordered, and what sites told of them. */
@Component
public class SelfTestStore {

    private final JdbcClient jdbc;

    SelfTestStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes that a self-test was ordered. */
    public void add(SiteId site, DeviceSlot slot, SelfTestStanding ordered) {
        jdbc.sql(
                        """
                        insert into self_test_order (organization_id, site_code, slot, order_number,
                            ordered_at, ordered_by, reason, not_after) values (?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        slot.value(),
                        ordered.order(),
                        at(ordered.orderedAt()),
                        ordered.orderedBy(),
                        ordered.reason(),
                        at(ordered.notAfter()))
                .update();
    }

    /** The newest one of a device. */
    public Optional<SelfTestStanding> newest(SiteId site, DeviceSlot slot) {
        return jdbc.sql(
                        """
                        select o.*, e.ended_at, e.result, e.reason as told, e.found
                        from self_test_order o
                        left join self_test_end e on e.site_code = o.site_code and e.slot = o.slot
                          and e.order_number = o.order_number
                        where o.site_code = ? and o.slot = ? order by o.order_number desc limit 1\
                        """)
                .params(site.value(), slot.value())
                .query((row, _) -> standing(row))
                .optional();
    }

    private static SelfTestStanding standing(ResultSet row) throws SQLException {
        return new SelfTestStanding(
                row.getLong("order_number"),
                instant(row, "ordered_at"),
                row.getString("ordered_by"),
                row.getString("reason"),
                instant(row, "not_after"),
                row.getString("result") == null ? Optional.empty() : Optional.of(end(row)));
    }

    private static SelfTestStanding.End end(ResultSet row) throws SQLException {
        var found = row.getString("found");
        return new SelfTestStanding.End(
                row.getString("result"),
                row.getString("told"),
                found.isEmpty() ? List.of() : List.of(found.split(",", -1)),
                instant(row, "ended_at"));
    }

    /** Those of a site that wait to be told of, the newest of each device. */
    public List<DeviceAccess.SelfTest> open(SiteId site, Instant now) {
        return jdbc.sql(
                        """
                        select o.slot, o.order_number, o.not_after from self_test_order o
                        where o.site_code = ? and o.not_after > ?
                          and not exists (select 1 from self_test_end e where e.site_code = o.site_code
                            and e.slot = o.slot and e.order_number >= o.order_number)
                          and not exists (select 1 from self_test_order n where n.site_code = o.site_code
                            and n.slot = o.slot and n.order_number > o.order_number)
                        order by o.slot\
                        """)
                .params(site.value(), at(now))
                .query((row, _) ->
                        new DeviceAccess.SelfTest(
                                new DeviceSlot(row.getString("slot")),
                                row.getLong("order_number"),
                                instant(row, "not_after")))
                .list();
    }

    /** Notes what a site told; false if nobody ordered it. A repeat changes nothing. */
    public boolean told(SiteId site, SiteWord.SelfTestTold told, Instant at) {
        boolean ordered =
                jdbc.sql(
                                        """
                                        select count(*) from self_test_order
                                        where site_code = ? and slot = ? and order_number = ?\
                                        """)
                                .params(site.value(), told.slot().value(), told.order())
                                .query(Long.class)
                                .single()
                        > 0;
        if (ordered) {
            jdbc.sql(
                            """
                            insert into self_test_end (organization_id, site_code, slot, order_number,
                                ended_at, result, reason, found) values (?, ?, ?, ?, ?, ?, ?, ?)
                            on conflict do nothing\
                            """)
                    .params(
                            Acting.organization().value(),
                            site.value(),
                            told.slot().value(),
                            told.order(),
                            at(at),
                            told.result().name(),
                            told.reason(),
                            String.join(",", told.found()))
                    .update();
        }
        return ordered;
    }
}
