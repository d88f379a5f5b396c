package io.holdfast.controller.sitelinks.store;

import static io.holdfast.controller.sitelinks.store.Columns.at;
import static io.holdfast.controller.sitelinks.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.sitelinks.HoldCases;
import io.holdfast.controller.sitelinks.HoldId;
import io.holdfast.controller.sitelinks.HoldStanding;
import io.holdfast.core.site.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Holds of sites and what was done in them, as the sites' journals tell. */
@Component
public class HoldStore {

    private final JdbcClient jdbc;

    HoldStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes a hold; a repeat changes nothing. */
    public void opened(SiteId site, HoldStanding hold) {
        jdbc.sql(
                        """
                        insert into site_hold (organization_id, site_code, incarnation, hold, opened_at,
                            opened_heard, lease_seconds, person, reason)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        hold.incarnation(),
                        hold.hold(),
                        at(hold.openedAt()),
                        at(hold.openedHeard()),
                        hold.lease().toSeconds(),
                        hold.person(),
                        hold.reason())
                .update();
    }

    /** Notes what was done in one; a repeat changes nothing. */
    public void done(SiteId site, int incarnation, long hold, HoldStanding.Deed deed) {
        jdbc.sql(
                        """
                        insert into site_hold_deed (organization_id, site_code, incarnation, sequence, hold, at,
                            kind, person, code, reason)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        incarnation,
                        deed.sequence(),
                        hold,
                        at(deed.at()),
                        deed.kind(),
                        deed.person(),
                        deed.code(),
                        deed.reason())
                .update();
    }

    /** Notes how one ended; a repeat changes nothing. */
    public void ended(SiteId site, int incarnation, long hold, HoldStanding.End end) {
        jdbc.sql(
                        """
                        update site_hold set ended_at = ?, ended_heard = ?, ended_by = ?, ended_cause = ?
                        where site_code = ? and incarnation = ? and hold = ? and ended_at is null\
                        """)
                .params(
                        at(end.at()),
                        at(end.heard()),
                        end.by(),
                        end.cause(),
                        site.value(),
                        incarnation,
                        hold)
                .update();
    }

    /** The holds of a site, the newest first. */
    public List<HoldStanding> of(SiteId site, int limit) {
        return jdbc
                .sql(
                        """
                        select * from site_hold where site_code = ?
                        order by opened_heard desc, hold desc limit ?\
                        """)
                .params(site.value(), limit)
                .query((row, _) -> standing(row))
                .list()
                .stream()
                .map(hold -> whole(site, hold))
                .toList();
    }

    /** One hold. */
    public Optional<HoldStanding> find(SiteId site, HoldId id) {
        return jdbc.sql(
                        "select * from site_hold where site_code = ? and incarnation = ? and hold = ?")
                .params(site.value(), id.incarnation(), id.hold())
                .query((row, _) -> standing(row))
                .optional()
                .map(hold -> whole(site, hold));
    }

    /** Those of all sites that nobody has reviewed, the oldest first. */
    public List<HoldCases.Case> unreviewed(int limit) {
        return jdbc
                .sql(
                        """
                        select h.* from site_hold h where not exists (select 1 from site_hold_review r
                          where r.site_code = h.site_code and r.incarnation = h.incarnation and r.hold = h.hold)
                        order by h.opened_heard, h.site_code, h.hold limit ?\
                        """)
                .param(limit)
                .query((row, _) ->
                        new HoldCases.Case(new SiteId(row.getString("site_code")), standing(row)))
                .list()
                .stream()
                .map(c -> new HoldCases.Case(c.site(), whole(c.site(), c.hold())))
                .toList();
    }

    /** Notes what was done to a device; a repeat changes nothing. */
    public void affected(SiteId site, HoldId id, long sequence, HoldStanding.Effect effect) {
        jdbc.sql(
                        """
                        insert into site_hold_effect (organization_id, site_code, incarnation, sequence, slot,
                            hold, base, local, closes)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        id.incarnation(),
                        sequence,
                        effect.slot(),
                        id.hold(),
                        effect.base(),
                        effect.local(),
                        String.join(" ", effect.closes()))
                .update();
    }

    /** What was done to a device before this entry does not stand any more. */
    public void answered(SiteId site, int incarnation, String slot, long sequence, String answer) {
        jdbc.sql(
                        """
                        update site_hold_effect set answer = ? where site_code = ? and incarnation = ?
                          and slot = ? and sequence < ? and answer = ''\
                        """)
                .params(answer, site.value(), incarnation, slot, sequence)
                .update();
    }

    /** Notes the review that closes a case. */
    public void reviewed(SiteId site, HoldId id, String subject, HoldStanding.Review review) {
        jdbc.sql(
                        """
                        insert into site_hold_review (organization_id, site_code, incarnation, hold,
                            reviewed_at, reviewed_by, reviewer, post_mortem)
                        values (?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        id.incarnation(),
                        id.hold(),
                        at(review.at()),
                        review.by(),
                        subject,
                        review.postMortem())
                .update();
    }

    private List<HoldStanding.Effect> effects(SiteId site, HoldId id) {
        return jdbc.sql(
                        """
                        select * from site_hold_effect where site_code = ? and incarnation = ? and hold = ?
                        order by sequence, slot limit 500\
                        """)
                .params(site.value(), id.incarnation(), id.hold())
                .query((row, _) ->
                        new HoldStanding.Effect(
                                row.getString("slot"),
                                row.getString("base"),
                                row.getString("local"),
                                List.of(row.getString("closes").split(" ", -1)),
                                row.getString("answer")))
                .list();
    }

    private Optional<HoldStanding.Review> review(SiteId site, HoldId id) {
        return jdbc.sql(
                        """
                        select * from site_hold_review
                        where site_code = ? and incarnation = ? and hold = ?\
                        """)
                .params(site.value(), id.incarnation(), id.hold())
                .query((row, _) ->
                        new HoldStanding.Review(
                                instant(row, "reviewed_at"),
                                row.getString("reviewed_by"),
                                row.getString("post_mortem")))
                .optional();
    }

    /** The newest one of a site node, without what was done in it. */
    public Optional<HoldStanding> newest(SiteId site, int incarnation) {
        return jdbc.sql(
                        """
                        select * from site_hold where site_code = ? and incarnation = ?
                        order by hold desc limit 1\
                        """)
                .params(site.value(), incarnation)
                .query((row, _) -> standing(row))
                .optional();
    }

    /** Whether a code was used, as in 3.1. */
    public List<String> usedCodes(SiteId site, int incarnation) {
        return jdbc.sql(
                        """
                        select code from site_hold_deed
                        where site_code = ? and incarnation = ? and kind = 'ENTERED'\
                        """)
                .params(site.value(), incarnation)
                .query((row, _) -> row.getString("code"))
                .list();
    }

    private List<HoldStanding.Deed> deeds(SiteId site, HoldStanding hold) {
        return jdbc.sql(
                        """
                        select * from site_hold_deed where site_code = ? and incarnation = ? and hold = ?
                        order by sequence limit 200\
                        """)
                .params(site.value(), hold.incarnation(), hold.hold())
                .query((row, _) ->
                        new HoldStanding.Deed(
                                row.getLong("sequence"),
                                instant(row, "at"),
                                row.getString("kind"),
                                row.getString("person"),
                                row.getString("code"),
                                row.getString("reason")))
                .list();
    }

    private static HoldStanding standing(ResultSet row) throws SQLException {
        return new HoldStanding(
                row.getInt("incarnation"),
                row.getLong("hold"),
                instant(row, "opened_at"),
                instant(row, "opened_heard"),
                Duration.ofSeconds(row.getLong("lease_seconds")),
                row.getString("person"),
                row.getString("reason"),
                row.getObject("ended_at") == null ? Optional.empty() : Optional.of(end(row)),
                List.of());
    }

    private static HoldStanding.End end(ResultSet row) throws SQLException {
        return new HoldStanding.End(
                instant(row, "ended_at"),
                instant(row, "ended_heard"),
                row.getString("ended_by"),
                row.getString("ended_cause"));
    }

    private HoldStanding whole(SiteId site, HoldStanding hold) {
        return new HoldStanding(
                hold.incarnation(),
                hold.hold(),
                hold.openedAt(),
                hold.openedHeard(),
                hold.lease(),
                hold.person(),
                hold.reason(),
                hold.end(),
                deeds(site, hold),
                effects(site, hold.id()),
                review(site, hold.id()));
    }
}
