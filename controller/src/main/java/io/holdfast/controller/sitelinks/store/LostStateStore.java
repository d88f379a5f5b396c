package io.holdfast.controller.sitelinks.store;

import static io.holdfast.controller.sitelinks.store.Columns.at;
import static io.holdfast.controller.sitelinks.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.core.site.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * States that sites accepted and this centre never gave them, and what a person decided of each. It
 * gave one if it signed the delivery; the delivery is on disk before it leaves.
 */
@Component
public class LostStateStore {

    /** What is followed is told so often at most. */
    private static final Duration AGAIN = Duration.ofDays(1);

    private final JdbcClient jdbc;

    LostStateStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a site says it has.
     *
     * @param accessVersion of its list of devices
     */
    public record Told(
            SiteId site, int incarnation, long epoch, long revision, long accessVersion) {

        public static Told of(SiteStore.Contact contact) {
            return new Told(
                    contact.site(),
                    contact.incarnation(),
                    contact.epoch(),
                    contact.revision(),
                    contact.accessVersion());
        }
    }

    /**
     * The last return of this centre from a backup.
     *
     * @param takenAt when the backup was taken
     */
    public record CameBack(long epoch, Instant takenAt, Instant restoredAt) {}

    public Optional<CameBack> cameBack() {
        return jdbc.sql("select * from centre_restore order by epoch desc limit 1")
                .query((row, _) ->
                        new CameBack(
                                row.getLong("epoch"),
                                instant(row, "taken_at"),
                                instant(row, "restored_at")))
                .optional();
    }

    /**
     * Whether this centre gave the site what it has. An installation that never came back from a
     * backup has given every state of its first epoch itself.
     *
     * @param epoch the centre's own
     * @param known what the centre has of the site
     */
    public boolean isKnown(Told told, long epoch, SiteStore.Site known) {
        if (!isKnownList(told, epoch, known)) {
            return false;
        }
        if (told.revision() == 0) {
            return true;
        }
        if (epoch == 1 && told.epoch() == 1 && told.revision() <= known.desired()) {
            return true;
        }
        return jdbc.sql(
                        """
                        select exists (select 1 from site_delivery where site_code = ? and revision = ?
                            and epoch = ? and incarnation = ?)\
                        """)
                .params(told.site().value(), told.revision(), told.epoch(), told.incarnation())
                .query(Boolean.class)
                .single();
    }

    /** A smaller number is not enough: it may have been given to another list in the lost time. */
    private boolean isKnownList(Told told, long epoch, SiteStore.Site known) {
        if (told.accessVersion() == 0 || told.accessVersion() > known.accessVersion()) {
            return told.accessVersion() == 0;
        }
        return epoch == 1
                || jdbc.sql(
                                """
                                select exists (select 1 from access_list where site_code = ?
                                    and incarnation = ? and version = ?)\
                                """)
                        .params(told.site().value(), told.incarnation(), told.accessVersion())
                        .query(Boolean.class)
                        .single();
    }

    /**
     * Whether a person decided already what becomes of it. A list of devices that the site takes
     * afterwards does not undo that.
     */
    public boolean isDecided(Told told, SiteStore.Site known) {
        return jdbc.sql(
                        """
                        select exists (select 1 from lost_state where site_code = ? and incarnation = ?
                            and epoch = ? and revision = ? and (access_version = ? or ?)
                            and decided_at is not null)\
                        """)
                .params(
                        told.site().value(),
                        told.incarnation(),
                        told.epoch(),
                        told.revision(),
                        told.accessVersion(),
                        told.accessVersion() <= known.accessVersion())
                .query(Boolean.class)
                .single();
    }

    /**
     * Keeps that it was found. One that is undecided still is followed to what the site says now,
     * and is new again after a day: a site which invents numbers fills nothing, and what is found
     * behind something old is told.
     *
     * @return whether it is new
     */
    public boolean found(Told told, Instant now) {
        var followed =
                jdbc.sql(
                                """
                                update lost_state set epoch = :epoch, revision = :revision,
                                    access_version = :access, found_at = case
                                      when (epoch, revision, access_version)
                                          is distinct from (:epoch, :revision, :access)
                                        and found_at < :yesterday then :now else found_at end
                                where site_code = :site and incarnation = :incarnation
                                    and decided_at is null
                                returning found_at = :now\
                                """)
                        .param("epoch", told.epoch())
                        .param("revision", told.revision())
                        .param("access", told.accessVersion())
                        .param("now", at(now))
                        .param("yesterday", at(now.minus(AGAIN)))
                        .param("site", told.site().value())
                        .param("incarnation", told.incarnation())
                        .query(Boolean.class)
                        .list();
        if (!followed.isEmpty()) {
            return followed.contains(true);
        }
        return jdbc.sql(
                                """
                                insert into lost_state (organization_id, site_code, incarnation, epoch,
                                    revision, access_version, found_at)
                                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
                                """)
                        .params(
                                Acting.organization().value(),
                                told.site().value(),
                                told.incarnation(),
                                told.epoch(),
                                told.revision(),
                                told.accessVersion(),
                                at(now))
                        .update()
                > 0;
    }

    /** When it was found, while nobody has decided. */
    public Optional<Instant> undecidedSince(Told told) {
        return jdbc.sql(
                        """
                        select found_at from lost_state where site_code = ? and incarnation = ?
                            and epoch = ? and revision = ? and access_version = ? and decided_at is null\
                        """)
                .params(
                        told.site().value(),
                        told.incarnation(),
                        told.epoch(),
                        told.revision(),
                        told.accessVersion())
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    public void decide(Told told, String reason, Instant now) {
        jdbc.sql(
                        """
                        update lost_state set decided_at = ?, decided_by = ?, reason = ?
                        where site_code = ? and incarnation = ? and epoch = ? and revision = ?
                            and access_version = ?\
                        """)
                .params(
                        at(now),
                        Acting.caller().name(),
                        reason,
                        told.site().value(),
                        told.incarnation(),
                        told.epoch(),
                        told.revision(),
                        told.accessVersion())
                .update();
    }
}
