package io.holdfast.controller.sitelinks.store;

import static io.holdfast.controller.sitelinks.store.Columns.at;
import static io.holdfast.controller.sitelinks.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.sitelinks.RotationStanding;
import io.holdfast.controller.sitelinks.RotationStanding.State;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Secrets that shall open devices from now on, sealed, and what sites told of them. */
@Component
public class RotationStore {

    private final JdbcClient jdbc;

    RotationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One rotation.
     *
     * @param incarnation whose key the new secret is sealed to
     * @param sealedSecret base64; empty once it or a newer one was proved
     */
    public record Stored(
            SiteId site,
            DeviceSlot slot,
            int incarnation,
            String sealedSecret,
            RotationStanding standing) {}

    /** The newest rotation of each device of a site. */
    public List<Stored> newest(SiteId site) {
        return jdbc.sql(
                        """
                        select distinct on (slot) * from credential_rotation where site_code = ?
                        order by slot, rotation desc\
                        """)
                .param(site.value())
                .query((row, _) -> stored(row))
                .list();
    }

    /** Devices of a site on their way to one of a group's secrets. */
    public List<DeviceSlot> underWay(SiteId site, String group) {
        return slots(site, group, "state in ('WAITING', 'FAILED')");
    }

    /**
     * The same, and those that were on a way that was given up: a site that is cut off may have
     * gone it.
     */
    public List<DeviceSlot> mayBeOpenedBy(SiteId site, String group) {
        return slots(site, group, "sealed_secret <> ''");
    }

    private List<DeviceSlot> slots(SiteId site, String group, String which) {
        return jdbc.sql(
                        "select distinct slot from credential_rotation where site_code = ? and"
                                + " group_name = ? and "
                                + which
                                + " order by slot")
                .params(site.value(), group)
                .query((row, _) -> new DeviceSlot(row.getString("slot")))
                .list();
    }

    public Optional<Stored> newest(SiteId site, DeviceSlot slot) {
        return jdbc.sql(
                        """
                        select * from credential_rotation where site_code = ? and slot = ?
                        order by rotation desc limit 1\
                        """)
                .params(site.value(), slot.value())
                .query((row, _) -> stored(row))
                .optional();
    }

    /** One rotation of a device by its number. */
    public Optional<Stored> find(SiteId site, DeviceSlot slot, long number) {
        return jdbc.sql(
                        """
                        select * from credential_rotation
                        where site_code = ? and slot = ? and rotation = ?\
                        """)
                .params(site.value(), slot.value(), number)
                .query((row, _) -> stored(row))
                .optional();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        var told = row.getObject("told_at", OffsetDateTime.class);
        return new Stored(
                new SiteId(row.getString("site_code")),
                new DeviceSlot(row.getString("slot")),
                row.getInt("incarnation"),
                row.getString("sealed_secret"),
                new RotationStanding(
                        row.getLong("rotation"),
                        row.getString("group_name"),
                        row.getLong("attempt"),
                        State.valueOf(row.getString("state")),
                        row.getString("result"),
                        row.getString("reason"),
                        instant(row, "started_at"),
                        row.getString("started_by"),
                        Optional.ofNullable(told).map(OffsetDateTime::toInstant)));
    }

    /** Begins the next rotation of a device. */
    public void begin(
            SiteId site,
            DeviceSlot slot,
            int incarnation,
            String group,
            String sealedSecret,
            Instant now,
            String by) {
        long number = newest(site, slot).map(s -> s.standing().number()).orElse(0L) + 1;
        jdbc.sql(
                        """
                        insert into credential_rotation (organization_id, site_code, slot, rotation,
                            incarnation, group_name, sealed_secret, attempt, state, result, reason,
                            started_at, started_by, secret_from)
                        values (?, ?, ?, ?, ?, ?, ?, 1, 'WAITING', '', '', ?, ?,
                            (select g.changed_at from credential_group g where g.group_name = ?))\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        slot.value(),
                        number,
                        incarnation,
                        group,
                        sealedSecret,
                        at(now),
                        by,
                        group)
                .update();
    }

    /** Orders it to be tried again. */
    public void again(Stored stored) {
        jdbc.sql(
                        """
                        update credential_rotation set attempt = attempt + 1, state = 'WAITING',
                            result = '', reason = '', told_at = null
                        where site_code = ? and slot = ? and rotation = ?\
                        """)
                .params(stored.site().value(), stored.slot().value(), stored.standing().number())
                .update();
    }

    /** The new secret did not open the device. */
    public void failed(Stored stored, String result, String reason, Instant at) {
        told(stored, State.FAILED, result, reason, at);
    }

    /**
     * The new secret opened the device; what is kept of it stands elsewhere now. No older one opens
     * it any more.
     */
    public void proved(Stored stored, String result, Instant at) {
        told(stored, State.PROVED, result, "", at);
        forget(stored.site(), stored.slot(), stored.standing().number());
    }

    /** Forgets what is kept of rotations that are over, of this number and older. */
    public void forget(SiteId site, DeviceSlot slot, long newest) {
        jdbc.sql(
                        """
                        update credential_rotation set sealed_secret = ''
                        where site_code = ? and slot = ? and rotation <= ?
                          and state in ('WITHDRAWN', 'REPLACED')\
                        """)
                .params(site.value(), slot.value(), newest)
                .update();
    }

    private void told(Stored stored, State state, String result, String reason, Instant at) {
        jdbc.sql(
                        """
                        update credential_rotation set state = ?, result = ?, reason = ?, told_at = ?,
                            sealed_secret = case when ? then sealed_secret else '' end
                        where site_code = ? and slot = ? and rotation = ?\
                        """)
                .params(
                        state.name(),
                        result,
                        reason,
                        at(at),
                        state.underWay(),
                        stored.site().value(),
                        stored.slot().value(),
                        stored.standing().number())
                .update();
    }

    /**
     * It is over without having been proved, as far as is known here. A site that is cut off may
     * have proved it meanwhile, so the sealed secret stays until a newer one opens the device.
     */
    public void end(Stored stored, State state) {
        jdbc.sql(
                        """
                        update credential_rotation set state = ?
                        where site_code = ? and slot = ? and rotation = ?\
                        """)
                .params(
                        state.name(),
                        stored.site().value(),
                        stored.slot().value(),
                        stored.standing().number())
                .update();
    }
}
