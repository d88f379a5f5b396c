package io.holdfast.controller.sitelinks.store;

import static io.holdfast.controller.sitelinks.store.Columns.at;
import static io.holdfast.controller.sitelinks.store.Columns.instant;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.telemetry.SiteWord.ChangedBy;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who changed each device last, as it says itself. */
@Component
public class ChangedByStore {

    private final JdbcClient jdbc;

    ChangedByStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest word about a device is kept. */
    public void put(SiteId site, ChangedBy changed) {
        jdbc.sql(
                        """
                        insert into slot_changed_by (site_code, slot, running_digest, login, at) values (?, ?, ?, ?, ?)
                        on conflict (organization_id, site_code, slot) do update
                          set running_digest = excluded.running_digest, login = excluded.login, at = excluded.at\
                        """)
                .params(
                        site.value(),
                        changed.slot().value(),
                        changed.runningDigest(),
                        changed.user(),
                        at(changed.at()))
                .update();
    }

    /** The newest words about the devices of a site. */
    public List<ChangedBy> of(SiteId site) {
        return jdbc.sql("select * from slot_changed_by where site_code = ? order by slot")
                .param(site.value())
                .query((row, _) ->
                        new ChangedBy(
                                new DeviceSlot(row.getString("slot")),
                                row.getString("running_digest"),
                                row.getString("login"),
                                instant(row, "at")))
                .list();
    }
}
