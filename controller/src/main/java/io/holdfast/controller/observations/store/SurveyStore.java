package io.holdfast.controller.observations.store;

import static io.holdfast.controller.observations.store.Columns.at;
import static io.holdfast.controller.observations.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.core.Bytes;
import io.holdfast.core.observe.DeviceIdentity;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.telemetry.SurveyTold;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The newest survey of each device. */
@Component
public class SurveyStore {

    private final JdbcClient jdbc;

    SurveyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A survey as it was told, and when that came here. */
    public record Kept(SurveyTold told, Instant receivedAt) {}

    public Optional<Kept> newest(SiteId site, DeviceSlot slot) {
        return jdbc.sql("select * from device_survey where site_code = ? and slot = ?")
                .params(site.value(), slot.value())
                .query((row, _) ->
                        new Kept(
                                new SurveyTold(
                                        slot,
                                        instant(row, "taken_at"),
                                        instant(row, "confirmed_at"),
                                        row.getString("digest"),
                                        row.getInt("length"),
                                        Bytes.of(row.getBytes("compressed"))),
                                instant(row, "received_at")))
                .optional();
    }

    /** Keeps a survey, unless a newer one is here. */
    public boolean keep(SiteId site, SurveyTold told, DeviceIdentity identity, Instant now) {
        return jdbc.sql(
                                """
                                insert into device_survey (organization_id, site_code, slot, taken_at, confirmed_at,
                                    digest, length, compressed, serial, engine_id, chassis_mac, host_key, received_at)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                on conflict (organization_id, site_code, slot) do update
                                  set taken_at = excluded.taken_at, confirmed_at = excluded.confirmed_at,
                                      digest = excluded.digest, length = excluded.length,
                                      compressed = excluded.compressed, serial = excluded.serial,
                                      engine_id = excluded.engine_id, chassis_mac = excluded.chassis_mac,
                                      host_key = excluded.host_key, received_at = excluded.received_at
                                  where device_survey.taken_at <= excluded.taken_at\
                                """)
                        .params(
                                Acting.organization().value(),
                                site.value(),
                                told.slot().value(),
                                at(told.taken()),
                                at(told.confirmed()),
                                told.digest(),
                                told.length(),
                                told.compressed().toArray(),
                                identity.serial(),
                                identity.engineId(),
                                identity.chassisMac(),
                                identity.hostKey(),
                                at(now))
                        .update()
                > 0;
    }

    /** The device was read again and told the same; false if that is not what is here. */
    public boolean confirm(SiteId site, SurveyTold told, Instant now) {
        return jdbc.sql(
                                """
                                update device_survey set confirmed_at = greatest(confirmed_at, ?), received_at = ?
                                where site_code = ? and slot = ? and digest = ?\
                                """)
                        .params(
                                at(told.confirmed()),
                                at(now),
                                site.value(),
                                told.slot().value(),
                                told.digest())
                        .update()
                > 0;
    }

    /** How many devices of a site are here. */
    public int devices(SiteId site) {
        return jdbc.sql("select count(*) from device_survey where site_code = ?")
                .params(site.value())
                .query(Integer.class)
                .single();
    }

    /** The devices of all sites that have a part of this identity, by site and slot. */
    public Map<String, DeviceIdentity> alike(DeviceIdentity identity, int most) {
        var alike = new TreeMap<String, DeviceIdentity>();
        jdbc.sql(
                        """
                        select site_code, slot, serial, engine_id, chassis_mac, host_key from device_survey
                        where (serial <> '' and serial = ?) or (engine_id <> '' and engine_id = ?)
                           or (chassis_mac <> '' and chassis_mac = ?) or (host_key <> '' and host_key = ?)
                        order by site_code, slot limit ?\
                        """)
                .params(
                        identity.serial(),
                        identity.engineId(),
                        identity.chassisMac(),
                        identity.hostKey(),
                        most)
                .query(row -> {
                    alike.put(
                            row.getString("site_code") + "/" + row.getString("slot"),
                            new DeviceIdentity(
                                    row.getString("serial"),
                                    row.getString("engine_id"),
                                    row.getString("chassis_mac"),
                                    row.getString("host_key")));
                });
        return alike;
    }
}
