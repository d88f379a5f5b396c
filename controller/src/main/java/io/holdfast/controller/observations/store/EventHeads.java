package io.holdfast.controller.observations.store;

import static io.holdfast.controller.observations.store.Columns.at;

import io.holdfast.controller.scope.Acting;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far each site's events are here, and which it had to drop. */
@Component
public class EventHeads {

    private final JdbcClient jdbc;

    EventHeads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last event that is here; locked until the transaction ends. */
    public long locked(SiteId site, int incarnation, Instant now) {
        jdbc.sql(
                        """
                        insert into site_event_head (organization_id, site_code, incarnation, sequence, received_at)
                        values (?, ?, ?, 0, ?) on conflict do nothing\
                        """)
                .params(Acting.organization().value(), site.value(), incarnation, at(now))
                .update();
        return jdbc.sql(
                        """
                        select sequence from site_event_head where site_code = ? and incarnation = ? for update\
                        """)
                .params(site.value(), incarnation)
                .query(Long.class)
                .single();
    }

    public void move(SiteId site, int incarnation, long sequence, Instant now) {
        jdbc.sql(
                        """
                        update site_event_head set sequence = ?, received_at = ?
                        where site_code = ? and incarnation = ?\
                        """)
                .params(sequence, at(now), site.value(), incarnation)
                .update();
    }

    public void dropped(SiteId site, int incarnation, SiteWord.EventsDropped dropped, Instant now) {
        jdbc.sql(
                        """
                        insert into site_events_dropped (organization_id, site_code, incarnation, from_sequence,
                            to_sequence, told_at) values (?, ?, ?, ?, ?, ?) on conflict do nothing\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        incarnation,
                        dropped.from(),
                        dropped.to(),
                        at(now))
                .update();
    }
}
