package io.holdfast.controller.audit;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.OrganizationId;
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
     * @param ran whether anything was ever confirmed: a stream that never ran is not one that goes
     *     on
     * @param late whether nothing was confirmed for too long
     */
    public record Standing(
            Stream stream,
            long size,
            long behind,
            Instant confirmedAt,
            String reason,
            boolean ran,
            boolean late) {}

    private final JdbcClient jdbc;
    private final AuditTiles tiles;
    private final InstantSource clock;
    private volatile Set set = Set.NONE;
    private volatile Optional<OrganizationId> owner = Optional.empty();
    private volatile Optional<Boolean> late = Optional.empty();

    AuditStreams(JdbcClient jdbc, AuditTiles tiles, InstantSource clock) {
        this.jdbc = jdbc;
        this.tiles = tiles;
        this.clock = clock;
    }

    private record Set(List<Stream> streams, Duration lateAfter, Instant since) {
        static final Set NONE = new Set(List.of(), Duration.ZERO, Instant.EPOCH);

        boolean isLate(Instant confirmed, Instant now) {
            return confirmed.plus(lateAfter).isBefore(now);
        }
    }

    /** What the operator set; rows of others are of what was set before. */
    public void set(List<Stream> streams, Duration lateAfter) {
        set = new Set(List.copyOf(streams), lateAfter, clock.instant());
        owner = Optional.empty();
        late = Optional.empty();
    }

    /** Whose they are: rows of another are of what was set before. */
    public void ownedBy(OrganizationId organization) {
        owner = Optional.of(organization);
    }

    /** Whether they are the acting organisation's. */
    public boolean areOwn() {
        return owner.filter(Acting.organization()::equals).isPresent();
    }

    /** Remembers for whoever asks without an organisation how the streams were doing. */
    public void looked(List<Standing> standing) {
        if (standing.stream().anyMatch(Standing::late)) {
            late = Optional.of(true);
        } else {
            boolean ran = standing.stream().allMatch(Standing::ran);
            late = ran ? Optional.of(false) : Optional.empty();
        }
    }

    /**
     * How they were doing at the last look; empty if none is set, or as long as it is not known. If
     * nobody ever looked, as whose they are cannot be found, that is late as well.
     */
    public Optional<Boolean> areLate() {
        var of = set;
        if (of.streams().isEmpty() || late.isPresent()) {
            return late;
        }
        boolean waited = of.isLate(of.since(), clock.instant());
        return waited ? Optional.of(true) : Optional.empty();
    }

    /**
     * Takes a stream for a while, or keeps it. A time of the database that lies further ahead than
     * any process could have written it is of a clock that was wrong, and holds nobody up.
     *
     * @param holder of this process
     * @return how far it is; empty while another process holds it
     */
    @Transactional
    public Optional<Reached> hold(Stream stream, UUID holder, Duration lease) {
        var now = clock.instant();
        return kept(stream, holder, now, lease)
                .or(() -> taken(stream, holder, now, lease))
                .or(() -> begun(stream, holder, now, lease));
    }

    /** Who holds it for long enough writes nothing. */
    private Optional<Reached> kept(Stream stream, UUID holder, Instant now, Duration lease) {
        return jdbc.sql(
                        """
                        select size, head from audit_stream
                        where stream = ? and place = ? and holder = ? and held_until between ? and ?\
                        """)
                .params(
                        stream.kind().name(),
                        stream.place(),
                        holder,
                        utc(now.plus(lease.multipliedBy(2).dividedBy(3))),
                        utc(now.plus(lease)))
                .query(AuditStreams::reached)
                .optional();
    }

    private Optional<Reached> taken(Stream stream, UUID holder, Instant now, Duration lease) {
        return jdbc.sql(
                        """
                        update audit_stream set holder = ?, held_until = ?
                        where stream = ? and place = ?
                        and (holder = ? or held_until < ? or held_until > ?)
                        returning size, head\
                        """)
                .params(
                        holder,
                        utc(now.plus(lease)),
                        stream.kind().name(),
                        stream.place(),
                        holder,
                        utc(now),
                        utc(now.plus(lease.multipliedBy(2))))
                .query(AuditStreams::reached)
                .optional();
    }

    private Optional<Reached> begun(Stream stream, UUID holder, Instant now, Duration lease) {
        return jdbc.sql(
                        """
                        insert into audit_stream (organization_id, stream, place, holder, held_until, confirmed_at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing returning size, head\
                        """)
                .params(
                        Acting.organization().value(),
                        stream.kind().name(),
                        stream.place(),
                        holder,
                        utc(now.plus(lease)),
                        utc(now))
                .query(AuditStreams::reached)
                .optional();
    }

    private static Reached reached(ResultSet row, int number) throws SQLException {
        return new Reached(row.getLong("size"), row.getLong("head"));
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
                                update audit_stream
                                set size = ?, head = ?, confirmed_at = ?, reason = '', ran = true
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

    /** What was handed over is not there any more, and people are told: it begins anew. */
    @Transactional
    public void begunAnew(Stream stream) {
        jdbc.sql("update audit_stream set size = 0, head = 0 where stream = ? and place = ?")
                .params(stream.kind().name(), stream.place())
                .update();
    }

    /**
     * A clock that was ahead has confirmed something at a time that is still to come: from now on
     * that is now, or nobody would be told for so long.
     */
    @Transactional
    public void notAhead() {
        var now = utc(clock.instant());
        jdbc.sql("update audit_stream set confirmed_at = ? where confirmed_at > ?")
                .params(now, now)
                .update();
    }

    /** Where those stand that are set; none for who does not own them. */
    @Transactional(readOnly = true)
    public List<Standing> standing() {
        if (!areOwn()) {
            return List.of();
        }
        var now = clock.instant();
        var of = set;
        long whole = tiles.size();
        var written =
                jdbc.sql("select * from audit_stream")
                        .query((row, _) -> standing(row, whole, of, now))
                        .list();
        return of.streams().stream()
                .map(stream ->
                        written.stream()
                                .filter(one -> one.stream().equals(stream))
                                .findAny()
                                .orElseGet(() -> neverRan(stream, whole, of, now)))
                .toList();
    }

    private static Standing neverRan(Stream stream, long whole, Set of, Instant now) {
        return new Standing(stream, 0, whole, of.since(), "", false, of.isLate(of.since(), now));
    }

    private static Standing standing(ResultSet row, long whole, Set of, Instant now)
            throws SQLException {
        var confirmed = row.getObject("confirmed_at", OffsetDateTime.class).toInstant();
        long size = row.getLong("size");
        return new Standing(
                new Stream(Kind.valueOf(row.getString("stream")), row.getString("place")),
                size,
                Math.max(0, whole - size),
                confirmed,
                row.getString("reason"),
                row.getBoolean("ran"),
                of.isLate(confirmed, now));
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
