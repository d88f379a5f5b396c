package io.holdfast.controller.sitelinks.store;

import static io.holdfast.controller.sitelinks.store.Columns.at;
import static io.holdfast.controller.sitelinks.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Journal.Intake;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sites' journals as far as they are here. Entries are added and never changed. */
@Component
public class JournalStore {

    private final JdbcClient jdbc;

    JournalStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A stored entry and when it came. */
    public record Stored(int incarnation, JournalLine line, Instant receivedAt) {}

    /** The durable head. */
    public JournalHead head(SiteId site, int incarnation) {
        return jdbc.sql(
                        """
                        select sequence, hash from site_journal_head
                        where site_code = ? and incarnation = ?\
                        """)
                .params(site.value(), incarnation)
                .query((row, _) -> new JournalHead(row.getLong("sequence"), row.getString("hash")))
                .optional()
                .orElse(JournalHead.EMPTY);
    }

    /** Hashes of stored entries by their number. */
    public Map<Long, String> hashes(SiteId site, int incarnation, long from, long to) {
        var hashes = new TreeMap<Long, String>();
        jdbc.sql(
                        """
                        select sequence, hash from site_journal
                        where site_code = ? and incarnation = ? and stream = 'J0'
                          and sequence between ? and ?\
                        """)
                .params(site.value(), incarnation, from, to)
                .query(row -> {
                    hashes.put(row.getLong("sequence"), row.getString("hash"));
                });
        return hashes;
    }

    /** Adds entries that follow the head, and moves it. */
    public void append(
            SiteId site, int incarnation, List<JournalLine> lines, JournalHead head, Instant now) {
        // One statement for all of them: a site that was away hands over hundreds at a time.
        jdbc.sql(
                        """
                        insert into site_journal (organization_id, site_code, incarnation, stream,
                            sequence, hash, entry, received_at)
                        select ?, ?, ?, 'J0', sequence, hash, entry, ?
                        from unnest(?::bigint[], ?::text[], ?::bytea[]) as told (sequence, hash, entry)\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        incarnation,
                        at(now),
                        lines.stream().map(JournalLine::sequence).toArray(Long[]::new),
                        lines.stream().map(JournalLine::hash).toArray(String[]::new),
                        lines.stream().map(l -> l.bytes().toArray()).toArray(byte[][]::new))
                .update();
        jdbc.sql(
                        """
                        insert into site_journal_head (organization_id, site_code, incarnation, sequence, hash)
                        values (?, ?, ?, ?, ?)
                        on conflict (organization_id, site_code, incarnation) do update
                            set sequence = excluded.sequence, hash = excluded.hash\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        incarnation,
                        head.sequence(),
                        head.hash())
                .update();
    }

    /**
     * Keeps both entries of one number apart.
     *
     * @return whether this fork is new
     */
    public boolean quarantine(SiteId site, int incarnation, Intake.Fork fork, Instant now) {
        var stored =
                jdbc.sql(
                                """
                                select entry from site_journal where site_code = ? and incarnation = ?
                                  and stream = 'J0' and sequence = ?\
                                """)
                        .params(site.value(), incarnation, fork.sequence())
                        .query((row, _) -> Bytes.of(row.getBytes("entry")))
                        .optional()
                        .orElse(Bytes.utf8(""));
        return jdbc.sql(
                                """
                                insert into journal_fork (organization_id, site_code, incarnation, sequence,
                                    stored_hash, offered_hash, offered_entry, stored_entry, found_at)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
                                """)
                        .params(
                                Acting.organization().value(),
                                site.value(),
                                incarnation,
                                fork.sequence(),
                                fork.stored(),
                                fork.offered(),
                                fork.entry().toArray(),
                                stored.toArray(),
                                at(now))
                        .update()
                > 0;
    }

    /** Entries after a number, oldest first. */
    public List<Stored> page(SiteId site, int incarnation, long after, int limit) {
        return jdbc.sql(
                        """
                        select * from site_journal where site_code = ? and incarnation = ?
                          and stream = 'J0' and sequence > ? order by sequence limit ?\
                        """)
                .params(site.value(), incarnation, after, limit)
                .query((row, _) -> stored(incarnation, row))
                .list();
    }

    /** Entries of one type after a number, newest first. */
    public List<Stored> ofType(SiteId site, int incarnation, String type, long after, int limit) {
        return jdbc.sql(
                        """
                        select * from site_journal where site_code = ? and incarnation = ?
                          and stream = 'J0' and sequence > ? and position(convert_to(?, 'UTF8') in entry) > 0
                        order by sequence desc limit ?\
                        """)
                .params(site.value(), incarnation, after, "\"type\":\"" + type + "\"", limit)
                .query((row, _) -> stored(incarnation, row))
                .list();
    }

    private static Stored stored(int incarnation, ResultSet row) throws SQLException {
        return new Stored(
                incarnation,
                new JournalLine(
                        row.getLong("sequence"),
                        row.getString("hash"),
                        Bytes.of(row.getBytes("entry"))),
                instant(row, "received_at"));
    }
}
