package io.holdfast.controller.sitelinks.store;

import static io.holdfast.controller.sitelinks.store.Columns.at;
import static io.holdfast.controller.sitelinks.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.WireJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How sites reach their devices; secrets only sealed. */
@Component
public class AccessStore {

    private final JdbcClient jdbc;

    AccessStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One device.
     *
     * @param incarnation whose key the secret is sealed to
     * @param managementVlan 0 unless a person permits that SNMP configures it
     * @param pinnedHostKey empty until confirmed
     * @param sealedSecret base64
     * @param group whose secret it is; empty for one of the device's own
     */
    public record Entry(
            DeviceSlot slot,
            int incarnation,
            String netconfHost,
            int netconfPort,
            String snmpHost,
            int snmpPort,
            DeviceAccess.NetconfWay way,
            int managementVlan,
            String pinnedHostKey,
            String sealedSecret,
            String group,
            Instant changedAt,
            String changedBy) {

        /** The same with a confirmed host key. */
        public Entry pinned(String hostKey, Instant now, String by) {
            return new Entry(
                    slot,
                    incarnation,
                    netconfHost,
                    netconfPort,
                    snmpHost,
                    snmpPort,
                    way,
                    managementVlan,
                    hostKey,
                    sealedSecret,
                    group,
                    now,
                    by);
        }

        /** The same, opened by another secret from now on. */
        public Entry openedBy(int other, String sealed, String whose, Instant now, String by) {
            return new Entry(
                    slot,
                    other,
                    netconfHost,
                    netconfPort,
                    snmpHost,
                    snmpPort,
                    way,
                    managementVlan,
                    pinnedHostKey,
                    sealed,
                    whose,
                    now,
                    by);
        }
    }

    /** The newest trial that was ordered for each device. */
    public List<DeviceAccess.Trial> trials(SiteId site) {
        return jdbc.sql(
                        """
                        select slot, max(order_number) as newest from credential_order
                        where site_code = ? group by slot order by slot\
                        """)
                .param(site.value())
                .query((row, _) ->
                        new DeviceAccess.Trial(
                                new DeviceSlot(row.getString("slot")), row.getLong("newest")))
                .list();
    }

    /** The newest trial that was ordered for one device; 0 if none was. */
    public long newestTrial(SiteId site, DeviceSlot slot) {
        return jdbc.sql(
                        """
                        select coalesce(max(order_number), 0) from credential_order
                        where site_code = ? and slot = ?\
                        """)
                .params(site.value(), slot.value())
                .query(Long.class)
                .single();
    }

    /** Notes that a trial was ordered; its number. */
    public long order(SiteId site, DeviceSlot slot, Instant now) {
        long number = newestTrial(site, slot) + 1;
        jdbc.sql(
                        """
                        insert into credential_order (organization_id, site_code, slot, order_number,
                            ordered_at, ordered_by) values (?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        slot.value(),
                        number,
                        at(now),
                        Acting.caller().name())
                .update();
        return number;
    }

    public List<Entry> entries(SiteId site) {
        return jdbc.sql("select * from device_access where site_code = ? order by slot")
                .param(site.value())
                .query((row, _) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                new DeviceSlot(row.getString("slot")),
                row.getInt("incarnation"),
                row.getString("netconf_host"),
                row.getInt("netconf_port"),
                row.getString("snmp_host"),
                row.getInt("snmp_port"),
                DeviceAccess.NetconfWay.valueOf(row.getString("netconf_way")),
                row.getInt("management_vlan"),
                row.getString("pinned_host_key"),
                row.getString("sealed_secret"),
                row.getString("credential_group"),
                instant(row, "changed_at"),
                row.getString("changed_by"));
    }

    public Optional<Entry> entry(SiteId site, DeviceSlot slot) {
        return jdbc.sql("select * from device_access where site_code = ? and slot = ?")
                .params(site.value(), slot.value())
                .query((row, _) -> entry(row))
                .optional();
    }

    /** The devices of a site that somebody entered. */
    public Set<DeviceSlot> entered(SiteId site) {
        return jdbc.sql("select slot from device_access where site_code = ?")
                .param(site.value())
                .query((row, _) -> new DeviceSlot(row.getString("slot")))
                .set();
    }

    /** The devices of a site that a group's secret opens, by slot. */
    public List<DeviceSlot> openedBy(SiteId site, String group) {
        return jdbc.sql(
                        """
                        select slot from device_access where site_code = ? and credential_group = ?
                        order by slot\
                        """)
                .params(site.value(), group)
                .query((row, _) -> new DeviceSlot(row.getString("slot")))
                .list();
    }

    public void put(SiteId site, Entry entry) {
        jdbc.sql(
                        """
                        insert into device_access (organization_id, site_code, slot, incarnation, netconf_host,
                            netconf_port, snmp_host, snmp_port, netconf_way, management_vlan,
                            pinned_host_key, sealed_secret, credential_group, changed_at, changed_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (organization_id, site_code, slot) do update set
                            incarnation = excluded.incarnation, netconf_host = excluded.netconf_host,
                            netconf_port = excluded.netconf_port, snmp_host = excluded.snmp_host,
                            snmp_port = excluded.snmp_port, netconf_way = excluded.netconf_way,
                            management_vlan = excluded.management_vlan,
                            pinned_host_key = excluded.pinned_host_key,
                            sealed_secret = excluded.sealed_secret,
                            credential_group = excluded.credential_group, changed_at = excluded.changed_at,
                            changed_by = excluded.changed_by\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        entry.slot().value(),
                        entry.incarnation(),
                        entry.netconfHost(),
                        entry.netconfPort(),
                        entry.snmpHost(),
                        entry.snmpPort(),
                        entry.way().name(),
                        entry.managementVlan(),
                        entry.pinnedHostKey(),
                        entry.sealedSecret(),
                        entry.group(),
                        at(entry.changedAt()),
                        entry.changedBy())
                .update();
    }

    public void append(DeviceAccess access, Envelope envelope, Instant now) {
        jdbc.sql(
                        """
                        insert into access_list (organization_id, site_code, version, incarnation, issued_at,
                            envelope)
                        values (?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        Acting.organization().value(),
                        access.site().value(),
                        access.version(),
                        access.incarnation(),
                        at(now),
                        WireJson.write(envelope).toArray())
                .update();
    }

    /** The newest signed list for an incarnation. */
    public Optional<Signed> newest(SiteId site, int incarnation) {
        return jdbc.sql(
                        """
                        select version, envelope from access_list where site_code = ? and incarnation = ?
                        order by version desc limit 1\
                        """)
                .params(site.value(), incarnation)
                .query((row, _) ->
                        new Signed(
                                row.getLong("version"),
                                WireJson.read(Envelope.class, Bytes.of(row.getBytes("envelope")))))
                .optional();
    }

    /** A signed access list. */
    public record Signed(long version, Envelope envelope) {}
}
