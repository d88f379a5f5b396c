package io.holdfast.controller.audit;

import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.SignedNote;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Signed heads of the one log over all organisations. What comes after the newest head that
 * somebody keeps elsewhere could still be rewritten by whoever has database and key (rulings C3).
 */
@Component
class AuditHeads {

    /** While something is written, a head so often; when nothing is, none. */
    private static final Duration EVERY = Duration.ofMinutes(1);

    private static final int PAGE = 500;

    private final JdbcClient jdbc;
    private final AuditKeys keys;
    private final InstantSource clock;

    AuditHeads(JdbcClient jdbc, AuditKeys keys, InstantSource clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    private record Tree(long size, Digest root) {}

    private record Newest(long size, Instant at) {
        static final Newest NONE = new Newest(0, Instant.EPOCH);
    }

    /**
     * Signs the head if the log grew and the newest head is old enough. A head of a clock that was
     * ahead is no reason to sign none until then.
     */
    void signWhenDue() {
        var newest = newest();
        var now = clock.instant();
        if (newest.at().isAfter(now) || !now.isBefore(newest.at().plus(EVERY))) {
            sign(newest);
        }
    }

    /** Signs the head now, if the log grew. */
    void sign() {
        sign(newest());
    }

    private void sign(Newest newest) {
        tree().filter(t -> t.size() > newest.size()).ifPresent(this::sign);
    }

    private void sign(Tree tree) {
        var at = clock.instant();
        var head = new Checkpoint(keys.origin(), tree.size(), tree.root(), at);
        jdbc.sql(
                        """
                        insert into audit_checkpoint (size, note, signed_at) values (?, ?, ?)
                        on conflict (size) do nothing\
                        """)
                .params(tree.size(), keys.sign(head.text()).written(), at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private Optional<Tree> tree() {
        return jdbc.sql("select size, root from audit_tree_head")
                .query((row, _) -> new Tree(row.getLong(1), Digest.ofBytes(row.getBytes(2))))
                .optional();
    }

    private Newest newest() {
        return jdbc.sql("select size, signed_at from audit_checkpoint order by size desc limit 1")
                .query((row, _) ->
                        new Newest(
                                row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .optional()
                .orElse(Newest.NONE);
    }

    /** The newest one, for whoever keeps it elsewhere. */
    Optional<SignedNote> current() {
        return jdbc.sql("select note from audit_checkpoint order by size desc limit 1")
                .query(String.class)
                .optional()
                .map(SignedNote::read);
    }

    /** The one of this size. */
    Optional<SignedNote> of(long size) {
        return jdbc.sql("select note from audit_checkpoint where size = ?")
                .param(size)
                .query(String.class)
                .optional()
                .map(SignedNote::read);
    }

    /** Size of the newest one, 0 before the first. */
    long newestSize() {
        return newest().size();
    }

    /**
     * All up to a size, by size, a page at a time: a log of years has a head for each minute.
     *
     * @param upTo the last one's size
     */
    Iterator<AuditFeed.Head> upTo(long upTo) {
        return new Iterator<>() {
            private final Deque<AuditFeed.Head> page = new ArrayDeque<>();
            private long after;

            @Override
            public boolean hasNext() {
                if (page.isEmpty()) {
                    page.addAll(after(after, upTo));
                }
                return !page.isEmpty();
            }

            @Override
            public AuditFeed.Head next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("there are no more heads");
                }
                var head = page.removeFirst();
                after = head.size();
                return head;
            }
        };
    }

    private List<AuditFeed.Head> after(long size, long upTo) {
        return between(size, upTo, PAGE);
    }

    /**
     * All between two sizes, by size.
     *
     * @param above only larger ones
     */
    List<AuditFeed.Head> between(long above, long upTo) {
        return between(above, upTo, Integer.MAX_VALUE);
    }

    private List<AuditFeed.Head> between(long above, long upTo, int most) {
        return jdbc.sql(
                        """
                        select size, note from audit_checkpoint where size > ? and size <= ?
                        order by size limit ?\
                        """)
                .params(above, upTo, most)
                .query((row, _) ->
                        new AuditFeed.Head(row.getLong(1), SignedNote.read(row.getString(2))))
                .list();
    }
}
