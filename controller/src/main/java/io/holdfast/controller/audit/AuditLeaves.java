package io.holdfast.controller.audit;

import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.LogLeaf;
import io.holdfast.auditlog.MerkleFrontier;
import io.holdfast.controller.scope.Acting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives the acting organisation's entries their numbers in the one Merkle log over all
 * organisations (rulings C3). Numbers, the log's head and the end of waiting are one transaction
 * under one lock, so there is no gap and no number twice, however many replicas do it and wherever
 * one of them dies. Of an entry the log has its digest and a tag by which its organisation alone
 * tells it: what others wrote is a row of hashes.
 */
@Component
public class AuditLeaves {

    /** Of the locks one database knows, this one is for numbering. */
    private static final long LOCK = 0x41554449;

    private final JdbcClient jdbc;
    private final AuditKeys keys;
    private final InstantSource clock;

    AuditLeaves(JdbcClient jdbc, AuditKeys keys, InstantSource clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    private record Waiting(UUID entry, OffsetDateTime at, Digest digest) {}

    private record Head(MerkleFrontier frontier, Instant at) {
        static final Head NONE = new Head(MerkleFrontier.EMPTY, Instant.EPOCH);
    }

    /**
     * Numbers the oldest entries that wait, in the order of their time.
     *
     * @return how many; none too if another replica is at it
     */
    @Transactional
    public int number(int most) {
        if (!mine()) {
            return 0;
        }
        var waiting = waiting(most);
        if (waiting.isEmpty()) {
            return 0;
        }
        var frontier = head().orElse(Head.NONE).frontier();
        var salt = keys.salt(Acting.organization());
        long first = frontier.size();
        var leaves = new ArrayList<LogLeaf>();
        for (var entry : waiting) {
            var leaf = LogLeaf.of(salt, frontier.size(), entry.digest());
            leaves.add(leaf);
            frontier = frontier.append(leaf.hash());
        }
        place(first, waiting, leaves);
        write(frontier);
        return waiting.size();
    }

    private boolean mine() {
        return jdbc.sql("select pg_try_advisory_xact_lock(?)")
                .param(LOCK)
                .query(Boolean.class)
                .single();
    }

    private List<Waiting> waiting(int most) {
        return jdbc.sql(
                        """
                        select e.entry_id, e.at, e.canonical from audit_pending p
                        join audit_entry e on e.at = p.at and e.entry_id = p.entry_id
                        order by p.at, p.entry_id limit ?\
                        """)
                .param(most)
                .query((row, _) ->
                        new Waiting(
                                row.getObject("entry_id", UUID.class),
                                row.getObject("at", OffsetDateTime.class),
                                Digest.of(row.getBytes("canonical"))))
                .list();
    }

    /** Three statements for all of them: a thousand entries are not three thousand round trips. */
    private void place(long first, List<Waiting> waiting, List<LogLeaf> leaves) {
        var numbers = LongStream.range(first, first + leaves.size()).boxed().toArray(Long[]::new);
        var ids = waiting.stream().map(Waiting::entry).toArray(UUID[]::new);
        var times = waiting.stream().map(w -> w.at().toString()).toArray(String[]::new);
        jdbc.sql(
                        """
                        insert into audit_tree (leaf, tag, digest)
                        select * from unnest(cast(? as bigint[]), cast(? as bytea[]), cast(? as bytea[]))\
                        """)
                .params(
                        numbers,
                        leaves.stream().map(l -> l.tag().bytes()).toArray(byte[][]::new),
                        leaves.stream().map(l -> l.entry().bytes()).toArray(byte[][]::new))
                .update();
        jdbc.sql(
                        """
                        insert into audit_leaf (organization_id, leaf, entry_id, entry_at)
                        select ?, l.leaf, l.entry_id, l.entry_at
                        from unnest(cast(? as bigint[]), cast(? as uuid[]), cast(? as timestamptz[]))
                            as l (leaf, entry_id, entry_at)\
                        """)
                .params(Acting.organization().value(), numbers, ids, times)
                .update();
        int gone =
                jdbc.sql(
                                """
                                delete from audit_pending p
                                using unnest(cast(? as uuid[]), cast(? as timestamptz[])) as l (entry_id, at)
                                where p.at = l.at and p.entry_id = l.entry_id\
                                """)
                        .params(ids, times)
                        .update();
        if (gone != waiting.size()) {
            throw new IllegalStateException(gone + " of " + waiting.size() + " entries waited");
        }
    }

    private void write(MerkleFrontier frontier) {
        jdbc.sql(
                        """
                        insert into audit_tree_head (size, peaks, root, sequenced_at)
                        values (?, ?, ?, ?)
                        on conflict (one) do update set size = excluded.size,
                            peaks = excluded.peaks, root = excluded.root,
                            sequenced_at = excluded.sequenced_at\
                        """)
                .params(
                        frontier.size(),
                        frontier.peaks().stream().map(Digest::bytes).toArray(byte[][]::new),
                        frontier.root().bytes(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private Optional<Head> head() {
        return jdbc.sql("select size, peaks, sequenced_at from audit_tree_head")
                .query((row, _) -> read(row))
                .optional();
    }

    private static Head read(ResultSet row) throws SQLException {
        var peaks = (byte[][]) row.getArray("peaks").getArray();
        return new Head(
                new MerkleFrontier(
                        row.getLong("size"), Arrays.stream(peaks).map(Digest::ofBytes).toList()),
                row.getObject("sequenced_at", OffsetDateTime.class).toInstant());
    }

    /** How far the log is. */
    @Transactional(readOnly = true, propagation = Propagation.REQUIRED)
    public AuditLogHead now() {
        var head = head().orElse(Head.NONE);
        long pending = jdbc.sql("select count(*) from audit_pending").query(Long.class).single();
        return new AuditLogHead(
                head.frontier().size(), head.frontier().root().hex(), head.at(), pending);
    }
}
