package io.holdfast.controller.audit;

import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.Digest;
import io.holdfast.controller.database.KeyedDigests;
import io.holdfast.controller.scope.Acting;
import io.holdfast.core.site.SiteId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who keeps heads of the log elsewhere, and how far. The log is one over all organisations, and so
 * a site of any of them witnesses it; of others' sites is known how far they keep it, and not whose
 * they are.
 */
@Component
public class AuditWitnesses {

    /** While sites are connected, no signed leaf is unwitnessed for longer (rulings C3). */
    public static final Duration INTERVAL = Duration.ofMinutes(5);

    private static final int MOST_FINDINGS = 50;
    private static final int MOST_CLAIMS = 8;

    private final JdbcClient jdbc;
    private final KeyedDigests digests;

    AuditWitnesses(JdbcClient jdbc, KeyedDigests digests) {
        this.jdbc = jdbc;
        this.digests = digests;
    }

    /**
     * What a site of the acting organisation keeps.
     *
     * @param number of its statement
     * @param headAt when the head was signed
     * @param keptAt when it was kept, by the site's clock
     * @param differs code of the finding if this log is not the one that is kept, else empty
     */
    public record Kept(
            SiteId site,
            int incarnation,
            long number,
            long size,
            Digest root,
            Instant headAt,
            Instant keptAt,
            Instant heardAt,
            String differs) {}

    /**
     * A head that a site refused, or keeps and this log is not.
     *
     * @param proven whether this log's own key signed a head that this log is not; else it is what
     *     the site claims
     * @param begunAnew whether the log began anew with it in a later epoch
     * @param returnedIn epoch in which the centre came back from a backup that was older than the
     *     kept head: its end was lost with the database, and said so. Empty if nothing explains it
     * @param kept and {@code shown}: the notes, which may be unreadable
     * @param at by the site's clock
     */
    public record Finding(
            SiteId site,
            int incarnation,
            String code,
            boolean proven,
            boolean begunAnew,
            Optional<Long> returnedIn,
            String kept,
            String shown,
            Instant at,
            Instant heardAt) {}

    /**
     * How far the log is witnessed.
     *
     * @param size of the newest signed head
     * @param witnessed leaves up to the newest head that somebody keeps and that holds, 0 if none
     * @param witnessedAt when that head was signed, EPOCH if none
     * @param unwitnessedSince when the first head was signed that nobody keeps; empty if all are
     *     kept
     * @param others how many sites of other organisations keep a head
     * @param othersDiffer how many of them keep one that this log is not
     * @param sites those of the acting organisation
     * @param findings of the acting organisation's sites, what is proven and no return explains
     *     first, and of it the newest
     */
    public record Standing(
            long size,
            long witnessed,
            Instant witnessedAt,
            Optional<Instant> unwitnessedSince,
            long others,
            long othersDiffer,
            List<Kept> sites,
            List<Finding> findings) {
        public Standing {
            sites = List.copyOf(sites);
            findings = List.copyOf(findings);
        }

        /** Whether nobody keeps what was signed longer ago than it may be. */
        public boolean isLate(Instant now) {
            return unwitnessedSince.filter(s -> s.plus(INTERVAL).isBefore(now)).isPresent();
        }
    }

    /** The newest statement of a site that is on disk. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Kept> newest(SiteId site, int incarnation) {
        return jdbc.sql("select * from audit_witness where site_code = ? and incarnation = ?")
                .params(site.value(), incarnation)
                .query((row, _) -> kept(row))
                .optional();
    }

    /**
     * Puts a statement on disk in place of the site's older one.
     *
     * @param statement in its envelope, as the site signed it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(Kept kept, byte[] statement) {
        jdbc.sql(
                        """
                        insert into audit_witness (organization_id, site_code, incarnation, number, size,
                            root, head_at, kept_at, heard_at, differs, statement)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (organization_id, site_code) do update
                            set incarnation = excluded.incarnation, number = excluded.number,
                                size = excluded.size, root = excluded.root,
                                head_at = excluded.head_at, kept_at = excluded.kept_at,
                                heard_at = excluded.heard_at, differs = excluded.differs,
                                statement = excluded.statement\
                        """)
                .params(
                        Acting.organization().value(),
                        kept.site().value(),
                        kept.incarnation(),
                        kept.number(),
                        kept.size(),
                        kept.root().bytes(),
                        at(kept.headAt()),
                        at(kept.keptAt()),
                        at(kept.heardAt()),
                        kept.differs(),
                        statement)
                .update();
        jdbc.sql(
                        """
                        insert into audit_witnessed (mark, size, head_at, heard_at, differs)
                        values (?, ?, ?, ?, ?)
                        on conflict (mark) do update
                            set size = excluded.size, head_at = excluded.head_at,
                                heard_at = excluded.heard_at, differs = excluded.differs\
                        """)
                .params(
                        mark(kept.site()),
                        kept.size(),
                        at(kept.headAt()),
                        at(kept.heardAt()),
                        !kept.differs().isEmpty())
                .update();
    }

    /** Nobody who has the database alone knows whose mark it is. */
    private String mark(SiteId site) {
        return digests.of(
                "audit-witness",
                (Acting.organization() + "/" + site).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Keeps a finding.
     *
     * @return whether it is new
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean found(Finding finding) {
        if (!finding.proven() && claims(finding) >= MOST_CLAIMS) {
            return false;
        }
        var mark = finding.code() + "\n" + finding.kept() + "\n" + finding.shown();
        return jdbc.sql(
                                """
                                insert into audit_finding (organization_id, site_code, incarnation, finding,
                                    code, proven, begun_anew, returned_in, kept, shown, at, heard_at)
                                values (?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?, ?, ?)
                                on conflict do nothing\
                                """)
                        .params(
                                Acting.organization().value(),
                                finding.site().value(),
                                finding.incarnation(),
                                Digest.of(mark.getBytes(StandardCharsets.UTF_8)).hex(),
                                finding.code(),
                                finding.proven(),
                                finding.begunAnew(),
                                finding.returnedIn().orElse(0L),
                                storable(finding.kept()),
                                storable(finding.shown()),
                                at(finding.at()),
                                at(finding.heardAt()))
                        .update()
                > 0;
    }

    /**
     * The return from a backup that lost what a head of this log stands for: the backup has fewer
     * leaves, and the centre came back after the head was signed. A head of what the backup has is
     * not explained by it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Long> returnThatLost(Checkpoint head) {
        return jdbc.sql(
                        """
                        select min(epoch) from centre_restore
                        where audit_size < ? and restored_at >= ?\
                        """)
                .params(head.size(), at(head.at()))
                .query((row, _) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .single();
    }

    /** What a site claims and nobody can prove: a liar is written down so often in a day. */
    private long claims(Finding finding) {
        return jdbc.sql(
                        """
                        select count(*) from audit_finding where site_code = ? and not proven
                        and heard_at > ?\
                        """)
                .params(finding.site().value(), at(finding.heardAt().minus(Duration.ofDays(1))))
                .query(Long.class)
                .single();
    }

    /** A database text holds no zero; a note of a log has none either. */
    private static String storable(String note) {
        return note.replace('\0', '\uFFFD');
    }

    /**
     * How far the log is witnessed.
     *
     * @param limit how many of the organisation's sites, in the order of their codes
     * @param after only those whose code comes after this one
     */
    @Transactional(readOnly = true)
    public Standing standing(int limit, String after) {
        long size =
                jdbc.sql("select coalesce(max(size), 0) from audit_checkpoint")
                        .query(Long.class)
                        .single();
        long leaves =
                jdbc.sql("select coalesce(max(size), 0) from audit_tree_head")
                        .query(Long.class)
                        .single();
        var newest =
                jdbc.sql(
                                """
                                select size, head_at from audit_witnessed
                                where not differs and size <= ? order by size desc limit 1\
                                """)
                        .param(leaves)
                        .query((row, _) -> new Reach(row.getLong(1), instant(row, "head_at")))
                        .optional()
                        .orElse(Reach.NONE);
        long own = count("select count(*) from audit_witness");
        long ownDiffer = count("select count(*) from audit_witness where differs <> ''");
        return new Standing(
                size,
                newest.size(),
                newest.at(),
                unwitnessedSince(newest.size()),
                count("select count(*) from audit_witnessed") - own,
                count("select count(*) from audit_witnessed where differs") - ownDiffer,
                sites(limit, after),
                findings());
    }

    private record Reach(long size, Instant at) {
        static final Reach NONE = new Reach(0, Instant.EPOCH);
    }

    private long count(String query) {
        return jdbc.sql(query).query(Long.class).single();
    }

    private Optional<Instant> unwitnessedSince(long witnessed) {
        return jdbc.sql(
                        """
                        select signed_at from audit_checkpoint where size > ? order by size limit 1\
                        """)
                .param(witnessed)
                .query((row, _) -> instant(row, "signed_at"))
                .optional();
    }

    private List<Kept> sites(int limit, String after) {
        return jdbc.sql(
                        """
                        select * from audit_witness where site_code > ? order by site_code limit ?\
                        """)
                .params(after, limit)
                .query((row, _) -> kept(row))
                .list();
    }

    private List<Finding> findings() {
        return jdbc.sql(
                        """
                        select * from audit_finding
                        order by proven and returned_in is null desc, heard_at desc, finding limit ?\
                        """)
                .param(MOST_FINDINGS)
                .query((row, _) ->
                        new Finding(
                                new SiteId(row.getString("site_code")),
                                row.getInt("incarnation"),
                                row.getString("code"),
                                row.getBoolean("proven"),
                                row.getBoolean("begun_anew"),
                                Optional.ofNullable(row.getObject("returned_in", Long.class)),
                                row.getString("kept"),
                                row.getString("shown"),
                                instant(row, "at"),
                                instant(row, "heard_at")))
                .list();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                new SiteId(row.getString("site_code")),
                row.getInt("incarnation"),
                row.getLong("number"),
                row.getLong("size"),
                new Digest(HexFormat.of().formatHex(row.getBytes("root"))),
                instant(row, "head_at"),
                instant(row, "kept_at"),
                instant(row, "heard_at"),
                row.getString("differs"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
