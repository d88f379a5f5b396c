package io.holdfast.controller.sitelinks.store;

import static io.holdfast.controller.sitelinks.store.Columns.at;
import static io.holdfast.controller.sitelinks.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.sitelinks.DecommissionId;
import io.holdfast.controller.sitelinks.DecommissionStanding.Cause;
import io.holdfast.controller.sitelinks.DecommissionStanding.Item;
import io.holdfast.controller.sitelinks.DecommissionStanding.Kind;
import io.holdfast.controller.sitelinks.DecommissionStanding.Settled;
import io.holdfast.controller.sitelinks.DecommissionStanding.Word;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.JournalHead;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Site nodes that were taken out of service, and what has to be replaced because of it. */
@Component
public class DecommissionStore {

    private final JdbcClient jdbc;

    DecommissionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One, as it is kept.
     *
     * @param asker who asked, whatever he is called
     * @param durable the head that was here when the node was shut out
     * @param fence the head it named last
     */
    public record Stored(
            SiteId site,
            int number,
            int incarnation,
            Cause cause,
            String reason,
            String asker,
            Word asked,
            Optional<Word> confirmed,
            Optional<Word> dropped,
            Optional<Instant> shutOut,
            JournalHead durable,
            JournalHead fence,
            Optional<Instant> lastHeard) {

        public boolean open() {
            return shutOut.isEmpty() && dropped.isEmpty();
        }
    }

    /** All of a site, the newest first. */
    public List<Stored> of(SiteId site) {
        return jdbc.sql(
                        """
                        select * from site_decommissioning where site_code = ?
                        order by number desc limit 100\
                        """)
                .param(site.value())
                .query((row, _) -> stored(row))
                .list();
    }

    public Optional<Stored> find(SiteId site, DecommissionId id) {
        return jdbc.sql(
                        """
                        select * from site_decommissioning
                        where site_code = ? and number = ? and incarnation = ?\
                        """)
                .params(site.value(), id.number(), id.incarnation())
                .query((row, _) -> stored(row))
                .optional();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                new SiteId(row.getString("site_code")),
                row.getInt("number"),
                row.getInt("incarnation"),
                Cause.valueOf(row.getString("cause")),
                row.getString("reason"),
                row.getString("asker"),
                new Word(instant(row, "asked_at"), row.getString("asked_by")),
                when(row, "confirmed_at").map(at -> word(at, row, "confirmed_by")),
                when(row, "dropped_at").map(at -> word(at, row, "dropped_by")),
                when(row, "shut_out_at"),
                new JournalHead(row.getLong("durable"), row.getString("durable_hash")),
                new JournalHead(row.getLong("told"), row.getString("told_hash")),
                when(row, "last_heard"));
    }

    private static Optional<Instant> when(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? Optional.empty() : Optional.of(instant(row, column));
    }

    private static Word word(Instant at, ResultSet row, String column) {
        try {
            return new Word(at, row.getString(column));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Notes that somebody asks for it; its number. */
    public int ask(SiteId site, int incarnation, Cause cause, String reason, Instant now) {
        int number = 1 + of(site).stream().mapToInt(Stored::number).max().orElse(0);
        jdbc.sql(
                        """
                        insert into site_decommissioning (organization_id, site_code, number, incarnation,
                            cause, reason, asked_at, asked_by, asker) values (?, ?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        number,
                        incarnation,
                        cause.name(),
                        reason,
                        at(now),
                        Acting.caller().name(),
                        Acting.caller().subject())
                .update();
        return number;
    }

    public void drop(SiteId site, int number, Instant now) {
        jdbc.sql(
                        """
                        update site_decommissioning set dropped_at = ?, dropped_by = ?
                        where site_code = ? and number = ?\
                        """)
                .params(at(now), Acting.caller().name(), site.value(), number)
                .update();
    }

    public void confirm(SiteId site, int number, Instant now) {
        jdbc.sql(
                        """
                        update site_decommissioning set confirmed_at = ?, confirmed_by = ?, confirmer = ?
                        where site_code = ? and number = ?\
                        """)
                .params(
                        at(now),
                        Acting.caller().name(),
                        Acting.caller().subject(),
                        site.value(),
                        number)
                .update();
    }

    /** Notes that the node was shut out, and what is here of its journal. */
    public void shutOut(
            SiteId site, int number, JournalHead durable, JournalHead fence, Instant now) {
        jdbc.sql(
                        """
                        update site_decommissioning d set shut_out_at = ?, durable = ?, durable_hash = ?,
                            told = ?, told_hash = ?, last_heard = (select c.last_heard from link_contact c
                              where c.site_code = d.site_code and c.incarnation = d.incarnation)
                        where d.site_code = ? and d.number = ?\
                        """)
                .params(
                        at(now),
                        durable.sequence(),
                        durable.hash(),
                        fence.sequence(),
                        fence.hash(),
                        site.value(),
                        number)
                .update();
    }

    public void add(SiteId site, int number, Kind kind, String name, String group) {
        jdbc.sql(
                        """
                        insert into site_decommissioning_item (organization_id, site_code, number, kind, name,
                            group_name) values (?, ?, ?, ?, ?, ?) on conflict do nothing\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        number,
                        kind.name(),
                        name,
                        group)
                .update();
    }

    /** What a person did by hand; false if there is no such thing, or it was said before. */
    public boolean settle(
            SiteId site, int number, Kind kind, String name, String how, Instant now) {
        return jdbc.sql(
                                """
                                update site_decommissioning_item set settled_at = ?, settled_by = ?, how = ?
                                where site_code = ? and number = ? and kind = ? and name = ?
                                  and settled_at is null\
                                """)
                        .params(
                                at(now),
                                Acting.caller().name(),
                                how,
                                site.value(),
                                number,
                                kind.name(),
                                name)
                        .update()
                == 1;
    }

    /** Whether this very node was put out of service, and not merely replaced. */
    public boolean isShutOut(SiteId site, int incarnation) {
        return jdbc.sql(
                        """
                        select exists (select 1 from site_decommissioning
                          where site_code = ? and incarnation = ? and shut_out_at is not null)\
                        """)
                .params(site.value(), incarnation)
                .query(Boolean.class)
                .single();
    }

    /**
     * What has to be replaced, with what is replaced. A device's secret is replaced once a new one
     * that was begun after the node was shut out opened it; that somebody merely typed one says
     * nothing, and a secret of a group that the node knew counts as new from when it was changed.
     */
    private static final String ITEMS =
            """
            select i.*, case i.kind
                when 'DEVICE' then exists (select 1 from credential_rotation r
                    where r.organization_id = i.organization_id
                      and r.site_code = split_part(i.name, '/', 1) and r.slot = split_part(i.name, '/', 2)
                      and r.state = 'PROVED' and r.started_at > d.shut_out_at
                      and (r.secret_from > d.shut_out_at or not exists (
                        select 1 from site_decommissioning_item g
                        where g.organization_id = i.organization_id and g.site_code = i.site_code
                          and g.number = i.number and g.kind = 'GROUP' and g.name = r.group_name)))
                when 'GROUP' then exists (select 1 from credential_group g
                    where g.organization_id = i.organization_id
                      and g.group_name = i.name and g.changed_at > d.shut_out_at)
                when 'CODES' then exists (select 1 from break_glass_code c
                    where c.organization_id = i.organization_id
                      and c.site_code = i.site_code and c.incarnation > d.incarnation)
                else false end as rotated
            from site_decommissioning_item i join site_decommissioning d
              on d.organization_id = i.organization_id and d.site_code = i.site_code
              and d.number = i.number
            where d.shut_out_at is not null and i.site_code = ?
            """;

    /** What one node knew. */
    public List<Item> items(Stored one) {
        return jdbc.sql(ITEMS + " and i.number = ? order by i.kind, i.name")
                .params(one.site().value(), one.number())
                .query((row, _) -> item(row))
                .list();
    }

    /** The same for all nodes of a site, by the number of their case. */
    public Map<Integer, List<Item>> items(SiteId site) {
        var all = new HashMap<Integer, List<Item>>();
        jdbc.sql(ITEMS + " order by i.kind, i.name")
                .param(site.value())
                .query(row -> {
                    all.computeIfAbsent(row.getInt("number"), _ -> new ArrayList<>())
                            .add(item(row));
                });
        return all;
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(
                Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("group_name"),
                row.getBoolean("rotated"),
                when(row, "settled_at").map(at -> settled(at, row)));
    }

    private static Settled settled(Instant at, ResultSet row) {
        try {
            return new Settled(at, row.getString("settled_by"), row.getString("how"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
