package io.holdfast.controller.sitelinks.store;

import static io.holdfast.controller.sitelinks.store.Columns.at;
import static io.holdfast.controller.sitelinks.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.sitelinks.ReplacementStanding;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.DeviceAccess;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Devices that were replaced at their sites. */
@Component
public class ReplacementStore {

    private final JdbcClient jdbc;

    ReplacementStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Notes one.
     *
     * @return whether it was not known
     */
    public boolean put(SiteId site, ReplacementStanding one) {
        return jdbc.sql(
                                """
                                insert into device_replacement (organization_id, site_code, incarnation,
                                    number, hold, slot, replaced_at, replaced_heard, old_serial,
                                    old_host_key, serial, host_key, person, second_person, reason, epoch,
                                    revision, evidence, taken_over, answered)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                on conflict do nothing\
                                """)
                        .params(
                                Acting.organization().value(),
                                site.value(),
                                one.incarnation(),
                                one.number(),
                                one.hold(),
                                one.slot().value(),
                                at(one.at()),
                                at(one.heard()),
                                one.oldSerial(),
                                one.oldHostKey(),
                                one.serial(),
                                one.hostKey(),
                                one.person(),
                                one.second(),
                                one.reason(),
                                one.epoch(),
                                one.revision(),
                                String.join("\n", one.evidence()),
                                one.takenOver(),
                                one.answered())
                        .update()
                == 1;
    }

    /** Those of one device, the newest first. */
    public List<ReplacementStanding> of(SiteId site, DeviceSlot slot, int most) {
        return jdbc.sql(
                        """
                        select * from device_replacement where site_code = ? and slot = ?
                        order by incarnation desc, number desc limit ?\
                        """)
                .params(site.value(), slot.value(), most)
                .query((row, _) -> read(row))
                .list();
    }

    private static ReplacementStanding read(ResultSet row) throws SQLException {
        return new ReplacementStanding(
                row.getInt("incarnation"),
                row.getLong("number"),
                row.getLong("hold"),
                new DeviceSlot(row.getString("slot")),
                instant(row, "replaced_at"),
                instant(row, "replaced_heard"),
                row.getString("old_serial"),
                row.getString("old_host_key"),
                row.getString("serial"),
                row.getString("host_key"),
                row.getString("person"),
                row.getString("second_person"),
                row.getString("reason"),
                row.getLong("epoch"),
                row.getLong("revision"),
                row.getString("evidence").lines().toList(),
                row.getBoolean("taken_over"),
                row.getBoolean("answered"));
    }

    /** The newest that is answered, of each device of one site node. */
    public List<DeviceAccess.Replaced> answered(SiteId site, int incarnation) {
        return jdbc.sql(
                        """
                        select slot, max(number) as newest from device_replacement
                        where site_code = ? and incarnation = ? and answered
                        group by slot order by slot\
                        """)
                .params(site.value(), incarnation)
                .query((row, _) ->
                        new DeviceAccess.Replaced(
                                new DeviceSlot(row.getString("slot")), row.getLong("newest")))
                .list();
    }

    /** Whoever confirms a key answers all that was replaced before. */
    public void answer(SiteId site, DeviceSlot slot) {
        jdbc.sql(
                        """
                        update device_replacement set answered = true
                        where site_code = ? and slot = ? and not answered\
                        """)
                .params(site.value(), slot.value())
                .update();
    }
}
