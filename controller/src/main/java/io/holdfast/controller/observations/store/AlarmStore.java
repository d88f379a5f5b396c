package io.holdfast.controller.observations.store;

import static io.holdfast.controller.observations.store.Columns.at;
import static io.holdfast.controller.observations.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.core.Bytes;
import io.holdfast.core.alarm.Alarm;
import io.holdfast.core.alarm.AlarmKey;
import io.holdfast.core.alarm.Handling;
import io.holdfast.core.alarm.Phase;
import io.holdfast.core.alarm.Threshold.Severity;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Alarms as their sites last told them, and what people did about them. */
@Component
public class AlarmStore {

    private final JdbcClient jdbc;

    AlarmStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An alarm of a site. */
    public record Stored(
            SiteId site, Alarm alarm, Severity severity, Instant toldAt, long version) {}

    /** On the wire a sealed type stands in a record. */
    private record PhaseForm(Phase phase) {}

    private record HandlingForm(Handling handling) {}

    /** What a site told; older words than the one that is here change nothing. */
    public void told(SiteId site, SiteWord.AlarmTold told, Instant at) {
        boolean raised =
                told.phase() instanceof Phase.Raised || told.phase() instanceof Phase.Falling;
        jdbc.sql(
                        """
                        insert into alarm (organization_id, site_code, slot, code, instance, severity, phase,
                            raised, flapping, told_at, handling) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (organization_id, site_code, slot, code, instance) do update
                          set severity = excluded.severity, phase = excluded.phase, raised = excluded.raised,
                              flapping = excluded.flapping, told_at = excluded.told_at,
                              version = alarm.version + 1,
                              handling = case when ? then excluded.handling else alarm.handling end
                          where alarm.told_at <= excluded.told_at\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        told.slot().value(),
                        told.code(),
                        told.instance(),
                        told.severity().name(),
                        WireJson.write(new PhaseForm(told.phase())).toArray(),
                        raised,
                        told.flapping(),
                        at(at),
                        bytes(new Handling.Open()),
                        // An acknowledgement ends with its alarm; a shelf does not.
                        told.phase() instanceof Phase.Normal && !shelved(site, told))
                .update();
    }

    private boolean shelved(SiteId site, SiteWord.AlarmTold told) {
        return find(site, new AlarmKey(told.slot(), told.code(), told.instance()))
                .filter(s -> s.alarm().handling() instanceof Handling.Shelved)
                .isPresent();
    }

    private static byte[] bytes(Handling handling) {
        return WireJson.write(new HandlingForm(handling)).toArray();
    }

    public Optional<Stored> find(SiteId site, AlarmKey key) {
        return jdbc.sql(
                        """
                        select * from alarm where site_code = ? and slot = ? and code = ? and instance = ?
                        for update\
                        """)
                .params(site.value(), key.slot().value(), key.code(), key.instance())
                .query((row, _) -> stored(row))
                .optional();
    }

    /** All alarms of the organisation, or of one site; at most so many, newest word first. */
    public List<Stored> list(Optional<SiteId> site, int most) {
        return jdbc.sql(
                        """
                        select * from alarm where (?::text is null or site_code = ?)
                        order by raised desc, told_at desc limit ?\
                        """)
                .param(site.map(SiteId::value).orElse(null))
                .param(site.map(SiteId::value).orElse(null))
                .param(most)
                .query((row, _) -> stored(row))
                .list();
    }

    /** What somebody did about an alarm. */
    public void handled(SiteId site, AlarmKey key, Handling handling) {
        jdbc.sql(
                        """
                        update alarm set handling = ?, version = version + 1
                        where site_code = ? and slot = ? and code = ? and instance = ?\
                        """)
                .params(
                        bytes(handling),
                        site.value(),
                        key.slot().value(),
                        key.code(),
                        key.instance())
                .update();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        var phase = WireJson.read(PhaseForm.class, Bytes.of(row.getBytes("phase"))).phase();
        var handling =
                WireJson.read(HandlingForm.class, Bytes.of(row.getBytes("handling"))).handling();
        return new Stored(
                new SiteId(row.getString("site_code")),
                new Alarm(
                        new AlarmKey(
                                new DeviceSlot(row.getString("slot")),
                                row.getString("code"),
                                row.getString("instance")),
                        phase,
                        handling,
                        List.of(),
                        row.getBoolean("flapping")),
                Severity.valueOf(row.getString("severity")),
                instant(row, "told_at"),
                row.getLong("version"));
    }
}
