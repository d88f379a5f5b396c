package io.holdfast.controller.observations.store;

import static io.holdfast.controller.observations.store.Columns.at;
import static io.holdfast.controller.observations.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sums of what devices logged about conduits, and what became of trials of credentials. */
@Component
public class UseStore {

    private final JdbcClient jdbc;

    UseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Sum of the tallies of one conduit at one device. */
    public record Use(
            SiteId site,
            DeviceSlot slot,
            String conduit,
            long permitted,
            long denied,
            Instant firstSeen,
            Instant lastSeen) {}

    /** Adds a tally; called once for each event. */
    public void add(SiteId site, SiteWord.ConduitUsed used) {
        jdbc.sql(
                        """
                        insert into conduit_use (organization_id, site_code, slot, conduit, permitted, denied,
                            first_seen, last_seen) values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (organization_id, site_code, slot, conduit) do update
                          set permitted = conduit_use.permitted + excluded.permitted,
                              denied = conduit_use.denied + excluded.denied,
                              first_seen = least(conduit_use.first_seen, excluded.first_seen),
                              last_seen = greatest(conduit_use.last_seen, excluded.last_seen)\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        used.slot().value(),
                        used.conduit(),
                        used.permitted(),
                        used.denied(),
                        at(used.firstSeen()),
                        at(used.lastSeen()))
                .update();
    }

    /** All uses of the organisation's conduits. */
    public List<Use> uses() {
        return jdbc.sql("select * from conduit_use order by conduit, site_code, slot limit 100000")
                .query((row, _) -> use(row))
                .list();
    }

    /** The uses that one site told of. */
    public List<Use> uses(SiteId site) {
        return jdbc.sql("select * from conduit_use where site_code = ? order by conduit, slot")
                .params(site.value())
                .query((row, _) -> use(row))
                .list();
    }

    private static Use use(ResultSet row) throws SQLException {
        return new Use(
                new SiteId(row.getString("site_code")),
                new DeviceSlot(row.getString("slot")),
                row.getString("conduit"),
                row.getLong("permitted"),
                row.getLong("denied"),
                instant(row, "first_seen"),
                instant(row, "last_seen"));
    }

    /** A trial of credentials. */
    public record Trial(long order, Instant at, String result, String reason) {}

    public void tried(SiteId site, SiteWord.CredentialsTried tried, Instant at) {
        jdbc.sql(
                        """
                        insert into credential_trial (organization_id, site_code, slot, order_number, tried_at,
                            result, reason) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        tried.slot().value(),
                        tried.order(),
                        at(at),
                        tried.result(),
                        tried.reason())
                .update();
    }

    public Optional<Trial> newest(SiteId site, DeviceSlot slot) {
        return jdbc.sql(
                        """
                        select * from credential_trial where site_code = ? and slot = ?
                        order by order_number desc limit 1\
                        """)
                .params(site.value(), slot.value())
                .query((row, _) ->
                        new Trial(
                                row.getLong("order_number"),
                                instant(row, "tried_at"),
                                row.getString("result"),
                                row.getString("reason")))
                .optional();
    }
}
