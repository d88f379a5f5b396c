package io.holdfast.controller.audit;

import io.holdfast.controller.scope.Acting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * How far the log was handed over, and to what. The place is durable and is written after the
 * receiver confirmed, never before: what is not confirmed is handed over again. One replica holds a
 * stream at a time; two that do by mistake repeat, and lose nothing.
 */
@Component
public class AuditStreams {

    /** What is handed over to. */
    public enum Kind {
        FILE,
        SYSLOG
    }

    /**
     * One stream.
     *
     * @param place which one of its kind: a folder, or a receiver's name and port
     */
    public record Stream(Kind kind, String place) {}

    /**
     * How far it is.
     *
     * @param size leaves handed over
     * @param head size of the newest head handed over
     */
    public record Reached(long size, long head) {}

    /**
     * Where a stream stands.
     *
     * @param behind leaves that were not handed over yet
     * @param confirmedAt when anything was last confirmed, or the stream began
     * @param reason why the last attempt failed, empty if it did not
     * @param late whether nothing was confirmed for too long
     */
    public record Standing(
            Stream stream,
            long size,
            long behind,
            Instant confirmedAt,
            String reason,
            boolean late) {}

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private volatile Set set = Set.NONE;
    private volatile boolean late;

    AuditStreams(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Set(List<Stream> streams, Duration lateAfter) {
        static final Set NONE = new Set(List.of(), Duration.ZERO);
    }

    /** What the operator set; rows of others are of what was set before. */
    public void set(List<Stream> streams, Duration lateAfter) {
        set = new Set(List.copyOf(streams), lateAfter);
    }

    /** Whether any is set. */
    public boolean isAnySet() {
        return !set.streams().isEmpty();
    }

    /** Remembers for whoever asks without an organisation how the streams were doing. */
    public void looked(List<Standing> standing) {
        if (!standing.isEmpty()) {
            late = standing.stream().anyMatch(Standing::late);
        }
    }

    /** How they were doing at the last look; empty if none is set. */
    public Optional<Boolean> areLate() {
        return isAnySet() ? Optional.of(late) : Optional.empty();
    }

    /**
     * Takes a stream for a while, or keeps it.
     *
     * @param holder of this process
     * @return how far it is; empty while another process holds it
     */
    @Transactional
    public Optional<Reached> hold(Stream stream, UUID holder, Duration lease) {
        var now = clock.instant();
        jdbc.sql(
                        """
                        insert into audit_stream (organization_id, stream, place, holder, held_until, confirmed_at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing\
                        """)
                .params(
                        Acting.organization().value(),
                        stream.kind().name(),
                        stream.place(),
                        holder,
                        utc(now),
                        utc(now))
                .update();
        return jdbc.sql(
                        """
                        update audit_stream set holder = ?, held_until = ?
                        where stream = ? and place = ? and (holder = ? or held_until < ?)
                        returning size, head\
                        """)
                .params(
                        holder,
                        utc(now.plus(lease)),
                        stream.kind().name(),
                        stream.place(),
                        holder,
                        utc(now))
                .query((row, _) -> new Reached(row.getLong(1), row.getLong(2)))
                .optional();
    }

    /** Gives a stream back, so that another process need not wait. */
    @Transactional
    public void release(Stream stream, UUID holder) {
        jdbc.sql(
                        """
                        update audit_stream set held_until = ?
                        where stream = ? and place = ? and holder = ?\
                        """)
                .params(utc(clock.instant()), stream.kind().name(), stream.place(), holder)
                .update();
    }

    /**
     * Writes down what was confirmed.
     *
     * @return false if another process holds the stream by now: it goes on from where it read
     */
    @Transactional
    public boolean confirmed(Stream stream, UUID holder, Reached reached) {
        return jdbc.sql(
                                """
                                update audit_stream set size = ?, head = ?, confirmed_at = ?, reason = ''
                                where stream = ? and place = ? and holder = ?\
                                """)
                        .params(
                                reached.size(),
                                reached.head(),
                                utc(clock.instant()),
                                stream.kind().name(),
                                stream.place(),
                                holder)
                        .update()
                == 1;
    }

    /** Writes down why nothing was confirmed. */
    @Transactional
    public void failed(Stream stream, UUID holder, String reason) {
        var cut = reason.substring(0, Math.min(reason.length(), 300)).replace('\0', ' ');
        jdbc.sql(
                        """
                        update audit_stream set reason = ?
                        where stream = ? and place = ? and holder = ?\
                        """)
                .params(cut, stream.kind().name(), stream.place(), holder)
                .update();
    }

    /** Where those stand that are set, of the acting organisation. */
    @Transactional(readOnly = true)
    public List<Standing> standing() {
        var now = clock.instant();
        var of = set;
        return jdbc
                .sql(
                        """
                        select s.*, coalesce((select size from audit_tree_head), 0) as whole
                        from audit_stream s order by s.stream, s.place\
                        """)
                .query((row, _) -> standing(row, of.lateAfter(), now))
                .list()
                .stream()
                .filter(s -> of.streams().contains(s.stream()))
                .toList();
    }

    private static Standing standing(ResultSet row, Duration lateAfter, Instant now)
            throws SQLException {
        var confirmed = row.getObject("confirmed_at", OffsetDateTime.class).toInstant();
        long size = row.getLong("size");
        return new Standing(
                new Stream(Kind.valueOf(row.getString("stream")), row.getString("place")),
                size,
                Math.max(0, row.getLong("whole") - size),
                confirmed,
                row.getString("reason"),
                confirmed.plus(lateAfter).isBefore(now));
    }

    /**
     * Notes that people are told of a stream, or no longer.
     *
     * @return whether it was not noted before
     */
    @Transactional
    public boolean told(Stream stream, boolean late) {
        return jdbc.sql(
                                """
                                update audit_stream set told = ?
                                where stream = ? and place = ? and told <> ?\
                                """)
                        .params(late, stream.kind().name(), stream.place(), late)
                        .update()
                == 1;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
