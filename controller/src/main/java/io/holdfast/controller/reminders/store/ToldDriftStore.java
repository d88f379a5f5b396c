package io.holdfast.controller.reminders.store;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each device was seen to run otherwise than approved, and how often that began. */
@Component
public class ToldDriftStore {

    private final JdbcClient jdbc;

    ToldDriftStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A device of a site. */
    public record Device(SiteId site, DeviceSlot slot) {}

    /**
     * It differs now, and nobody answered.
     *
     * @param running digest of what it runs
     * @return the how many-th time this is, counted anew whenever it was mended or runs other
     *     things
     */
    public long seen(Device device, String running) {
        return jdbc.sql(
                        """
                        insert into told_drift as t (site_code, slot, running_digest, times, present)
                        values (?, ?, ?, 1, true)
                        on conflict (organization_id, site_code, slot) do update
                          set times = t.times + case
                                  when t.present and t.running_digest = excluded.running_digest then 0 else 1 end,
                              running_digest = excluded.running_digest, present = true
                        returning times\
                        """)
                .params(device.site().value(), device.slot().value(), running)
                .query(Long.class)
                .single();
    }

    /** All others differ no more, or somebody answered: if they do so again it is told again. */
    public void only(Set<Device> devices) {
        var present =
                jdbc.sql("select site_code, slot from told_drift where present")
                        .query((row, _) ->
                                new Device(
                                        new SiteId(row.getString("site_code")),
                                        new DeviceSlot(row.getString("slot"))))
                        .list();
        for (var device : present) {
            if (!devices.contains(device)) {
                jdbc.sql("update told_drift set present = false where site_code = ? and slot = ?")
                        .params(device.site().value(), device.slot().value())
                        .update();
            }
        }
    }
}
