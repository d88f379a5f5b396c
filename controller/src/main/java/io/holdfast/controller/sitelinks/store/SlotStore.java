package io.holdfast.controller.sitelinks.store;

import static io.holdfast.controller.sitelinks.store.Columns.at;
import static io.holdfast.controller.sitelinks.store.Columns.instant;

import io.holdfast.controller.database.Ids;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.sitelinks.SlotWord;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.SlotReport;
import io.holdfast.sitelink.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the sites told of their devices: the newest of each, and everything as it came. */
@Component
public class SlotStore {

    private final JdbcClient jdbc;

    SlotStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest report, with what earlier ones told and it left out. */
    public record Newest(SlotReport report, Instant heardAt) {}

    public List<Newest> newest(SiteId site) {
        return jdbc.sql("select * from slot_newest where site_code = ? order by slot")
                .param(site.value())
                .query((row, _) ->
                        new Newest(
                                WireJson.read(SlotReport.class, Bytes.of(row.getBytes("report"))),
                                instant(row, "heard_at")))
                .list();
    }

    public Optional<Newest> newest(SiteId site, DeviceSlot slot) {
        return newest(site).stream().filter(n -> n.report().slot().equals(slot)).findFirst();
    }

    /** What every device is said to be and to run, without its report. */
    public List<SlotWord> told() {
        return jdbc.sql("select site_code, slot, state, running_digest from slot_newest")
                .query((row, _) ->
                        new SlotWord(
                                new SiteId(row.getString("site_code")),
                                new DeviceSlot(row.getString("slot")),
                                row.getString("state"),
                                row.getString("running_digest")))
                .list();
    }

    /** Keeps a report as it came, and as the newest of its slot. */
    public void append(SiteId site, SlotReport told, SlotReport whole, Instant now) {
        jdbc.sql(
                        """
                        insert into slot_sighting (organization_id, heard_at, sighting_id, site_code, slot, report)
                        values (?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        Acting.organization().value(),
                        at(now),
                        Ids.next(now),
                        site.value(),
                        told.slot().value(),
                        WireJson.write(told).toArray())
                .update();
        jdbc.sql(
                        """
                        insert into slot_newest
                            (organization_id, site_code, slot, heard_at, report, state, running_digest)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (organization_id, site_code, slot) do update
                            set heard_at = excluded.heard_at, report = excluded.report,
                                state = excluded.state, running_digest = excluded.running_digest\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        whole.slot().value(),
                        at(now),
                        WireJson.write(whole).toArray(),
                        whole.state(),
                        whole.runningDigest())
                .update();
    }
}
