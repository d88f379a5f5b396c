package io.holdfast.controller.observations.store;

import static io.holdfast.controller.observations.store.Columns.at;
import static io.holdfast.controller.observations.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.sitelinks.OrderedSearches;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Search;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Searches that were ordered, how far they came, and what they found. */
@Component
public class DiscoveryStore implements OrderedSearches {

    /** The site tells no more of one search. */
    private static final int MOST_FINDS = 5_000;

    private static final int MOST_LISTED = 100;

    private static final String ENDED = "('DONE', 'STOPPED', 'INTERRUPTED', 'REFUSED')";

    private final JdbcClient jdbc;
    private final InstantSource clock;

    DiscoveryStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A search and the newest word about it.
     *
     * @param told empty until the site says a word
     * @param finds how many devices it found
     */
    public record Ordered(
            UUID id,
            Search search,
            Instant orderedAt,
            String orderedBy,
            Optional<Instant> stoppedAt,
            String stoppedBy,
            Optional<Told> told,
            int finds) {}

    /** The newest word about a search, by the site's clock. */
    public record Told(SiteWord.SearchTold word, Instant at) {}

    /** A device that was found. */
    public record Find(SiteWord.DeviceFound device, Instant at) {}

    public void add(SiteId site, UUID id, int incarnation, Search search, Instant now) {
        jdbc.sql(
                        """
                        insert into discovery_order (organization_id, site_code, discovery_id, incarnation,
                            document, ordered_at, ordered_by, not_after) values (?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        id,
                        incarnation,
                        WireJson.write(search).toArray(),
                        at(now),
                        Acting.caller().name(),
                        at(search.notAfter()))
                .update();
    }

    /** Notes that somebody took it back; false if somebody had before. */
    public boolean stop(SiteId site, UUID id, Instant now) {
        return jdbc.sql(
                                """
                                update discovery_order set stopped_at = ?, stopped_by = ?
                                where site_code = ? and discovery_id = ? and stopped_at is null\
                                """)
                        .params(at(now), Acting.caller().name(), site.value(), id)
                        .update()
                > 0;
    }

    @Override
    public List<Search> open(SiteId site, int incarnation) {
        return jdbc.sql(
                        """
                        select o.document, o.stopped_at from discovery_order o
                        left join discovery_standing s using (organization_id, site_code, discovery_id)
                        where o.site_code = ? and o.incarnation = ?
                          and (o.not_after > ? or s.phase = 'RUNNING')
                          and coalesce(s.phase, '') not in
                        """
                                + ENDED
                                + " order by o.discovery_id")
                .params(site.value(), incarnation, at(clock.instant()))
                .query((row, _) -> search(row))
                .list();
    }

    @Override
    public List<String> withOwnUser(SiteId site, int incarnation) {
        return jdbc
                .sql(
                        """
                        select document, stopped_at from discovery_order
                        where site_code = ? and incarnation = ? order by discovery_id\
                        """)
                .params(site.value(), incarnation)
                .query((row, _) -> search(row))
                .list()
                .stream()
                .filter(s -> !s.sealedSecret().isEmpty())
                .map(Search::id)
                .toList();
    }

    private static Search search(ResultSet row) throws SQLException {
        var search = WireJson.read(Search.class, Bytes.of(row.getBytes("document")));
        return row.getObject("stopped_at") == null ? search : search.takenBack();
    }

    private static final String SELECT =
            """
            select o.*, s.phase, s.why, s.asked, s.answered, s.silent, s.remaining, s.outside, s.told_at,
              (select count(*) from discovery_find f where f.organization_id = o.organization_id
                and f.site_code = o.site_code and f.discovery_id = o.discovery_id) as finds
            from discovery_order o
            left join discovery_standing s using (organization_id, site_code, discovery_id)
            where o.site_code = ?
            """;

    /** The newest searches of a site, newest first. */
    public List<Ordered> list(SiteId site) {
        return jdbc.sql(SELECT + " order by o.discovery_id desc limit " + MOST_LISTED)
                .param(site.value())
                .query((row, _) -> ordered(row))
                .list();
    }

    public Optional<Ordered> find(SiteId site, UUID id) {
        return jdbc.sql(SELECT + " and o.discovery_id = ?")
                .params(site.value(), id)
                .query((row, _) -> ordered(row))
                .optional();
    }

    private static Ordered ordered(ResultSet row) throws SQLException {
        boolean stopped = row.getObject("stopped_at") != null;
        return new Ordered(
                row.getObject("discovery_id", UUID.class),
                search(row),
                instant(row, "ordered_at"),
                row.getString("ordered_by"),
                stopped ? Optional.of(instant(row, "stopped_at")) : Optional.empty(),
                row.getString("stopped_by"),
                row.getString("phase") == null ? Optional.empty() : Optional.of(told(row)),
                row.getInt("finds"));
    }

    private static Told told(ResultSet row) throws SQLException {
        return new Told(
                new SiteWord.SearchTold(
                        row.getObject("discovery_id", UUID.class).toString(),
                        SiteWord.SearchPhase.valueOf(row.getString("phase")),
                        row.getString("why"),
                        row.getInt("asked"),
                        row.getInt("answered"),
                        row.getInt("silent"),
                        row.getInt("remaining"),
                        row.getInt("outside")),
                instant(row, "told_at"));
    }

    /** What was found, by address. */
    public List<Find> finds(SiteId site, UUID id) {
        return jdbc
                .sql(
                        """
                        select document, found_at from discovery_find
                        where site_code = ? and discovery_id = ?\
                        """)
                .params(site.value(), id)
                .query((row, _) ->
                        new Find(
                                WireJson.read(
                                        SiteWord.DeviceFound.class,
                                        Bytes.of(row.getBytes("document"))),
                                instant(row, "found_at")))
                .list()
                .stream()
                .sorted((a, b) -> a.device().address().compareTo(b.device().address()))
                .toList();
    }

    /** Whether this site was ever asked for this search. */
    public boolean knows(SiteId site, String search) {
        return id(search)
                .filter(id ->
                        jdbc.sql(
                                        """
                                        select 1 from discovery_order
                                        where site_code = ? and discovery_id = ?\
                                        """)
                                .params(site.value(), id)
                                .query(Integer.class)
                                .optional()
                                .isPresent())
                .isPresent();
    }

    /** Whether a find is what a search looks for that the site is still carrying out. */
    public boolean looksFor(SiteId site, SiteWord.DeviceFound found) {
        return id(found.search())
                .flatMap(id ->
                        jdbc.sql(
                                        """
                                        select o.document, o.stopped_at from discovery_order o
                                        left join discovery_standing s
                                          using (organization_id, site_code, discovery_id)
                                        where o.site_code = ? and o.discovery_id = ?
                                          and coalesce(s.phase, '') not in
                                        """
                                                + ENDED)
                                .params(site.value(), id)
                                .query((row, _) -> search(row))
                                .optional())
                .filter(s -> s.within().stream().anyMatch(p -> p.contains(found.address())))
                .isPresent();
    }

    /** Keeps the newest word; nothing is heard after one that ended it. */
    public void told(SiteId site, SiteWord.SearchTold told, Instant at) {
        jdbc.sql(
                        """
                        insert into discovery_standing (organization_id, site_code, discovery_id, phase, why, asked,
                            answered, silent, remaining, outside, told_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (organization_id, site_code, discovery_id) do update set
                            phase = excluded.phase, why = excluded.why,
                            asked = greatest(discovery_standing.asked, excluded.asked),
                            answered = greatest(discovery_standing.answered, excluded.answered),
                            silent = greatest(discovery_standing.silent, excluded.silent),
                            remaining = excluded.remaining,
                            outside = greatest(discovery_standing.outside, excluded.outside),
                            told_at = excluded.told_at
                        where discovery_standing.phase not in
                        """
                                + ENDED)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        UUID.fromString(told.search()),
                        told.phase().name(),
                        told.why(),
                        told.asked(),
                        told.answered(),
                        told.silent(),
                        told.left(),
                        told.outside(),
                        at(at))
                .update();
    }

    /** Keeps a find; one more than a search may tell is let go. */
    public void found(SiteId site, SiteWord.DeviceFound device, Instant at) {
        jdbc.sql(
                        """
                        insert into discovery_find (organization_id, site_code, discovery_id, address, found_at,
                            document)
                        select ?, ?, ?, ?, ?, ?
                        where (select count(*) from discovery_find where site_code = ? and discovery_id = ?) < ?
                        on conflict (organization_id, site_code, discovery_id, address) do update set
                            found_at = excluded.found_at, document = excluded.document\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        UUID.fromString(device.search()),
                        device.address().toString(),
                        at(at),
                        WireJson.write(device).toArray(),
                        site.value(),
                        UUID.fromString(device.search()),
                        MOST_FINDS)
                .update();
    }

    private static Optional<UUID> id(String search) {
        try {
            return Optional.of(UUID.fromString(search));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
