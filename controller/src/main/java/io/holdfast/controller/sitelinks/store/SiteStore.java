package io.holdfast.controller.sitelinks.store;

import static io.holdfast.controller.sitelinks.store.Columns.at;
import static io.holdfast.controller.sitelinks.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.core.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sites the link knows, and the newest word of each. */
@Component
public class SiteStore {

    private static final long FOLLOWED = 1_000_000;

    private final JdbcClient jdbc;

    SiteStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One site.
     *
     * @param linkUrl what its tokens name, empty for the installation's
     * @param incarnation of the enrolled site node, 0 before
     * @param shutOut since when its node is out of service, if it is
     * @param fence nodes up to this incarnation are shut out for ever
     */
    public record Site(
            SiteId site,
            String linkUrl,
            int incarnation,
            long desired,
            long accessVersion,
            Optional<Instant> shutOut,
            int fence) {

        /** A site whose nodes were never shut out. */
        public Site(
                SiteId site, String linkUrl, int incarnation, long desired, long accessVersion) {
            this(site, linkUrl, incarnation, desired, accessVersion, Optional.empty(), 0);
        }
    }

    /**
     * The newest word of a site.
     *
     * @param epoch and revision it accepted last
     * @param refusedRevision 0 if nothing is refused
     * @param told and {@code toldHash}: the head of its journal; no hash if it came long ago
     * @param can as the node says
     */
    public record Contact(
            SiteId site,
            int incarnation,
            String software,
            Instant lastHeard,
            Instant connectedSince,
            long epoch,
            long revision,
            long refusedEpoch,
            long refusedRevision,
            String refusedCode,
            String refusedReason,
            long accessVersion,
            long told,
            String toldHash,
            String journalProblem,
            List<String> can) {}

    /** The centre's epoch. */
    public long epoch() {
        return jdbc.sql("select epoch from link_keys")
                .query((row, _) -> row.getLong("epoch"))
                .single();
    }

    /** Makes a site known to the link, or gives a known one another address. */
    public void open(SiteId site, String linkUrl, Instant now) {
        jdbc.sql(
                        """
                        insert into link_site (organization_id, site_code, link_url, opened_at)
                        values (?, ?, ?, ?)
                        on conflict (organization_id, site_code) do update set link_url = excluded.link_url\
                        """)
                .params(Acting.organization().value(), site.value(), linkUrl, at(now))
                .update();
    }

    public Optional<Site> find(SiteId site) {
        return select(site, "");
    }

    /**
     * The site, with everybody else's decisions about it kept waiting until the transaction ends.
     */
    public Optional<Site> lock(SiteId site) {
        return select(site, " for update");
    }

    private Optional<Site> select(SiteId site, String lock) {
        return jdbc.sql("select * from link_site where site_code = ?" + lock)
                .param(site.value())
                .query((row, _) ->
                        new Site(
                                new SiteId(row.getString("site_code")),
                                row.getString("link_url"),
                                row.getInt("incarnation"),
                                row.getLong("desired_revision"),
                                row.getLong("access_version"),
                                row.getInt("incarnation") <= row.getInt("fence")
                                                && row.getInt("fence") > 0
                                        ? Optional.of(instant(row, "fenced_at"))
                                        : Optional.empty(),
                                row.getInt("fence")))
                .optional();
    }

    public List<SiteId> all() {
        return jdbc.sql("select site_code from link_site order by site_code")
                .query((row, _) -> new SiteId(row.getString("site_code")))
                .list();
    }

    public void desire(SiteId site, long revision) {
        set(site, "desired_revision", revision);
    }

    public void accessVersion(SiteId site, long version) {
        set(site, "access_version", version);
    }

    public void incarnation(SiteId site, int incarnation) {
        set(site, "incarnation", incarnation);
    }

    /** Shuts out every node of a site up to this one. */
    public void fence(SiteId site, int incarnation, Instant now) {
        jdbc.sql("update link_site set fence = ?, fenced_at = ? where site_code = ?")
                .params(incarnation, at(now), site.value())
                .update();
    }

    private void set(SiteId site, String column, long value) {
        jdbc.sql("update link_site set " + column + " = ? where site_code = ?")
                .params(value, site.value())
                .update();
    }

    public Optional<Contact> contact(SiteId site) {
        return jdbc.sql("select * from link_contact where site_code = ?")
                .param(site.value())
                .query((row, _) ->
                        new Contact(
                                new SiteId(row.getString("site_code")),
                                row.getInt("incarnation"),
                                row.getString("software"),
                                instant(row, "last_heard"),
                                instant(row, "connected_since"),
                                row.getLong("epoch"),
                                row.getLong("revision"),
                                row.getLong("refused_epoch"),
                                row.getLong("refused_revision"),
                                row.getString("refused_code"),
                                row.getString("refused_reason"),
                                row.getLong("access_version"),
                                row.getLong("told_sequence"),
                                row.getString("told_hash"),
                                row.getString("journal_problem"),
                                List.of(row.getString("can").split(" "))))
                .optional();
    }

    /**
     * The next number for a site: after ours, after the one it says it has, and after all that may
     * have been given before a return from a backup, so that no number of a time that was lost is
     * given to something else. A site that invents numbers is not followed far.
     */
    public long nextAfter(long ours, Site site, ToLongFunction<Contact> number) {
        long told =
                contact(site.site())
                        .filter(c -> c.incarnation() == site.incarnation())
                        .map(number::applyAsLong)
                        .orElse(0L);
        long least =
                jdbc.sql("select numbers_after from link_site where site_code = ?")
                        .param(site.site().value())
                        .query(Long.class)
                        .single();
        long given = Math.max(ours, least);
        return 1 + (told - given > FOLLOWED ? given : Math.max(given, told));
    }

    /** Replaces the newest word. */
    public void heard(Contact contact) {
        jdbc.sql(
                        """
                        insert into link_contact (organization_id, site_code, incarnation, software, last_heard,
                            connected_since, epoch, revision, refused_epoch, refused_revision, refused_code,
                            refused_reason, access_version, told_sequence, told_hash, journal_problem, can)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (organization_id, site_code) do update set
                            incarnation = excluded.incarnation, software = excluded.software,
                            last_heard = excluded.last_heard, connected_since = excluded.connected_since,
                            epoch = excluded.epoch, revision = excluded.revision,
                            refused_epoch = excluded.refused_epoch,
                            refused_revision = excluded.refused_revision,
                            refused_code = excluded.refused_code, refused_reason = excluded.refused_reason,
                            access_version = excluded.access_version,
                            told_sequence = excluded.told_sequence, told_hash = excluded.told_hash,
                            journal_problem = excluded.journal_problem,
                            can = excluded.can\
                        """)
                .params(
                        Acting.organization().value(),
                        contact.site().value(),
                        contact.incarnation(),
                        contact.software(),
                        at(contact.lastHeard()),
                        at(contact.connectedSince()),
                        contact.epoch(),
                        contact.revision(),
                        contact.refusedEpoch(),
                        contact.refusedRevision(),
                        contact.refusedCode(),
                        contact.refusedReason(),
                        contact.accessVersion(),
                        contact.told(),
                        contact.toldHash(),
                        contact.journalProblem(),
                        String.join(" ", contact.can()))
                .update();
    }

    /** Rings at every replica once the transaction has committed. */
    public void announce(String channel, String payload) {
        jdbc.sql("select pg_notify(?, ?)").params(channel, payload).query((_, _) -> true).single();
    }
}
