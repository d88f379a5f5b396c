package io.holdfast.controller.audit;

import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.GrowthProof;
import io.holdfast.auditlog.LogLeaf;
import io.holdfast.auditlog.MerkleTree;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Roots of complete subtrees of the log, of every eighth level: so a proof reads a few hundred rows
 * and not the whole log. A tile is written once its leaves are there, by whichever replica comes
 * first; each makes the same.
 */
@Component
class AuditTiles implements GrowthProof.Subtrees {

    private static final Logger LOG = LoggerFactory.getLogger(AuditTiles.class);

    private static final int STEP = 8;
    private static final int HIGHEST = 3 * STEP;
    private static final int WIDTH = 1 << STEP;

    /**
     * Of one level in one round: a log that was long before tiles were known gets them in turns.
     */
    private static final int MOST = 64;

    private final JdbcClient jdbc;

    /** Leaves are gone that have a number: who asks for a root is to be told that it is another. */
    private volatile boolean broken;

    AuditTiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A part of the log that it must have is not there. */
    static final class MissingLeaves extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingLeaves(String message) {
            super(message);
        }
    }

    /** Writes tiles that are due. */
    void grow() {
        long size = size();
        for (int level = STEP; level <= HIGHEST; level += STEP) {
            grow(level, size);
        }
    }

    private void grow(int level, long size) {
        long place = tiles(level);
        long end = Math.min(size >> level, place + MOST);
        for (; place < end; place++) {
            var below = children(level - STEP, place << STEP, WIDTH);
            broken = below.size() < WIDTH;
            if (broken) {
                LOG.error("the audit log has lost leaves of subtree {} of level {}", place, level);
                return;
            }
            jdbc.sql(
                            """
                            insert into audit_tile (level, place, root) values (?, ?, ?)
                            on conflict do nothing\
                            """)
                    .params(level, place, MerkleTree.ofLeafHashes(below).root().bytes())
                    .update();
        }
    }

    /** Whether every tile of a log of this size is there, or can not be made any more. */
    boolean cover(long size) {
        if (broken) {
            return true;
        }
        for (int level = STEP; level <= HIGHEST; level += STEP) {
            if (tiles(level) < size >> level) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Digest root(int level, long place) {
        int base = Math.min(HIGHEST, level - level % STEP);
        int count = 1 << (level - base);
        var below = children(base, place * count, count);
        if (below.size() < count) {
            throw new MissingLeaves(
                    "the audit log has no complete subtree " + place + " of level " + level);
        }
        return MerkleTree.ofLeafHashes(below).root();
    }

    /** How many leaves have a number. */
    long size() {
        return jdbc.sql("select size from audit_tree_head").query(Long.class).optional().orElse(0L);
    }

    private long tiles(int level) {
        return jdbc.sql("select coalesce(max(place) + 1, 0) from audit_tile where level = ?")
                .param(level)
                .query(Long.class)
                .single();
    }

    private List<Digest> children(int level, long from, int count) {
        return level == 0 ? leaves(from, count) : tiles(level, from, count);
    }

    private List<Digest> leaves(long from, int count) {
        return jdbc.sql(
                        """
                        select tag, digest from audit_tree where leaf >= ? and leaf < ?
                        order by leaf\
                        """)
                .params(from, from + count)
                .query((row, _) ->
                        new LogLeaf(
                                        Digest.ofBytes(row.getBytes("tag")),
                                        Digest.ofBytes(row.getBytes("digest")))
                                .hash())
                .list();
    }

    private List<Digest> tiles(int level, long from, int count) {
        return jdbc.sql(
                        """
                        select root from audit_tile where level = ? and place >= ? and place < ?
                        order by place\
                        """)
                .params(level, from, from + count)
                .query((row, _) -> Digest.ofBytes(row.getBytes("root")))
                .list();
    }
}
