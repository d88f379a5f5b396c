package io.holdfast.controller.observations.store;

import static io.holdfast.controller.observations.store.Columns.at;
import static io.holdfast.controller.observations.store.Columns.instant;

import io.holdfast.controller.observations.Notifications;
import io.holdfast.controller.scope.Acting;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What devices said by themselves, as their sites told it; the newest of each device. */
@Component
public class NotificationStore {

    /** Kept of one device. */
    static final int MOST = 1_000;

    private final JdbcClient jdbc;

    NotificationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One notification; the variables as {@code oid = text}. */
    public record Notification(
            Instant at,
            String notification,
            boolean acknowledged,
            long uptime,
            List<String> variables) {}

    /** What came in beside those. */
    public record Counted(long hints, long tooMany, Instant since, Instant lastTold) {}

    /** Adds one; called once for each event. */
    public void told(
            SiteId site, int incarnation, long number, SiteWord.NotificationTold told, Instant at) {
        jdbc.sql(
                        """
                        insert into device_notification (organization_id, site_code, incarnation, event_number,
                            slot, told_at, notification, acknowledged, uptime, variables)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        incarnation,
                        number,
                        told.slot().value(),
                        at(at),
                        told.notification(),
                        told.acknowledged(),
                        told.uptime(),
                        String.join("\n", told.variables()))
                .update();
        jdbc.sql(
                        """
                        delete from device_notification where site_code = ? and slot = ? and incarnation = ?
                        and event_number < (select event_number from device_notification
                            where site_code = ? and slot = ? and incarnation = ?
                            order by event_number desc limit 1 offset ?)\
                        """)
                .params(
                        site.value(),
                        told.slot().value(),
                        incarnation,
                        site.value(),
                        told.slot().value(),
                        incarnation,
                        MOST - 1)
                .update();
    }

    /** Adds a tally; called once for each event. */
    public void counted(SiteId site, SiteWord.NotificationsCounted counted, Instant at) {
        jdbc.sql(
                        """
                        insert into device_notification_count (organization_id, site_code, slot, hints, too_many,
                            first_since, last_told) values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (organization_id, site_code, slot) do update
                          set hints = device_notification_count.hints + excluded.hints,
                              too_many = device_notification_count.too_many + excluded.too_many,
                              last_told = greatest(device_notification_count.last_told, excluded.last_told)\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        counted.slot().value(),
                        counted.hints(),
                        counted.tooMany(),
                        at(counted.since()),
                        at(at))
                .update();
    }

    /** The newest of a device. */
    public List<Notification> newest(SiteId site, DeviceSlot slot, int most) {
        return jdbc.sql(
                        """
                        select * from device_notification where site_code = ? and slot = ?
                        order by told_at desc, event_number desc limit ?\
                        """)
                .params(site.value(), slot.value(), most)
                .query((row, _) ->
                        new Notification(
                                instant(row, "told_at"),
                                row.getString("notification"),
                                row.getBoolean("acknowledged"),
                                row.getLong("uptime"),
                                row.getString("variables").lines().toList()))
                .list();
    }

    /** Those of a site, or of one of its devices, before one of them; the newest first. */
    public List<Notifications.Told> page(
            SiteId site,
            Optional<DeviceSlot> slot,
            Optional<Notifications.Position> before,
            int most) {
        var first = before.orElse(new Notifications.Position(Integer.MAX_VALUE, 0));
        return jdbc.sql(
                        """
                        select * from device_notification
                        where site_code = ? and (? = '' or slot = ?) and (incarnation, event_number) < (?, ?)
                        order by incarnation desc, event_number desc limit ?\
                        """)
                .params(
                        site.value(),
                        slot.map(DeviceSlot::value).orElse(""),
                        slot.map(DeviceSlot::value).orElse(""),
                        first.incarnation(),
                        first.number(),
                        most)
                .query((row, _) ->
                        new Notifications.Told(
                                new Notifications.Position(
                                        row.getInt("incarnation"), row.getLong("event_number")),
                                new DeviceSlot(row.getString("slot")),
                                instant(row, "told_at"),
                                row.getString("notification"),
                                row.getBoolean("acknowledged"),
                                row.getLong("uptime"),
                                row.getString("variables").lines().toList()))
                .list();
    }

    /** What came in beside them, of every device of a site. */
    public List<Notifications.Beside> beside(SiteId site) {
        return jdbc.sql("select * from device_notification_count where site_code = ? order by slot")
                .param(site.value())
                .query((row, _) ->
                        new Notifications.Beside(
                                new DeviceSlot(row.getString("slot")),
                                row.getLong("hints"),
                                row.getLong("too_many"),
                                instant(row, "first_since"),
                                instant(row, "last_told")))
                .list();
    }

    public Optional<Counted> counted(SiteId site, DeviceSlot slot) {
        return jdbc.sql("select * from device_notification_count where site_code = ? and slot = ?")
                .params(site.value(), slot.value())
                .query((row, _) ->
                        new Counted(
                                row.getLong("hints"),
                                row.getLong("too_many"),
                                instant(row, "first_since"),
                                instant(row, "last_told")))
                .optional();
    }
}
