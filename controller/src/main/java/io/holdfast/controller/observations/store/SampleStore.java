package io.holdfast.controller.observations.store;

import static io.holdfast.controller.observations.store.Columns.at;
import static io.holdfast.controller.observations.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.core.Bytes;
import io.holdfast.core.series.Gap;
import io.holdfast.core.series.Retention;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.telemetry.SeriesBlock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Samples as block rows: one for a series and an hour, of at most 50 delta-encoded samples, in
 * daily partitions of a table per retention class.
 */
@Component("observationSamples")
public class SampleStore {

    /** A site with more series does not exist. */
    public static final int MOST_SERIES = 50_000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    SampleStore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** A series as it is kept here. */
    public record Series(int id, SeriesKey key, Retention retention) {}

    /** The table of a retention class. */
    public static String table(Retention retention) {
        return "sample_block_" + retention.name().toLowerCase(Locale.ROOT);
    }

    /** The series of a site. */
    public List<Series> series(SiteId site) {
        return jdbc.sql("select * from series where site_code = ? order by slot, metric, instance")
                .params(site.value())
                .query((row, _) ->
                        new Series(
                                row.getInt("series_id"),
                                new SeriesKey(
                                        new DeviceSlot(row.getString("slot")),
                                        row.getString("metric"),
                                        row.getString("instance")),
                                Retention.valueOf(row.getString("retention"))))
                .list();
    }

    /** The number of a series in each class; made when it is first heard of. */
    private int id(SiteId site, SeriesKey key, Retention retention) {
        return jdbc.sql(
                        """
                        insert into series (organization_id, site_code, slot, metric, instance, retention)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (organization_id, site_code, slot, metric, instance, retention) do nothing
                        returning series_id\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        key.slot().value(),
                        key.metric(),
                        key.instance(),
                        retention.name())
                .query(Integer.class)
                .optional()
                .orElseGet(() -> find(site, key, retention).orElseThrow().id());
    }

    /** A series, if it was ever heard of. */
    public Optional<Series> find(SiteId site, SeriesKey key, Retention retention) {
        return jdbc.sql(
                        """
                        select series_id from series where site_code = ? and slot = ? and metric = ?
                          and instance = ? and retention = ?\
                        """)
                .params(
                        site.value(),
                        key.slot().value(),
                        key.metric(),
                        key.instance(),
                        retention.name())
                .query(Integer.class)
                .optional()
                .map(id -> new Series(id, key, retention));
    }

    /**
     * Puts blocks in. A block of the same series and time is replaced by one with more samples and
     * never by one with fewer.
     *
     * @return how many series the site would have had beyond the bound; their blocks are left out
     */
    public int put(SiteId site, List<SeriesBlock> blocks) {
        var known = new HashMap<SeriesKey, Map<Retention, Integer>>();
        series(site)
                .forEach(s ->
                        known.computeIfAbsent(s.key(), _ -> new HashMap<>())
                                .put(s.retention(), s.id()));
        int beyond = 0;
        var rows = new HashMap<Retention, List<Object[]>>();
        for (var block : blocks) {
            var classes = known.computeIfAbsent(block.key(), _ -> new HashMap<>());
            if (classes.get(block.retention()) == null) {
                if (known.size() > MOST_SERIES) {
                    beyond++;
                    continue;
                }
                classes.put(block.retention(), id(site, block.key(), block.retention()));
            }
            rows.computeIfAbsent(block.retention(), _ -> new ArrayList<>())
                    .add(
                            new Object[] {
                                at(block.from()),
                                Acting.organization().value(),
                                classes.get(block.retention()),
                                block.samples().toArray()
                            });
        }
        rows.forEach((retention, batch) ->
                batches.batchUpdate(
                        """
                        insert into %1$s (from_at, organization_id, series_id, block) values (?, ?, ?, ?)
                        on conflict (series_id, from_at) do update set block = excluded.block
                          where get_byte(%1$s.block, 1) < get_byte(excluded.block, 1)\
                        """
                                .formatted(table(retention)),
                        batch));
        return beyond;
    }

    /** The blocks of a series that may hold samples of a time, oldest first. */
    public List<Bytes> blocks(Series series, Instant from, Instant to, int most) {
        return jdbc.sql(
                        """
                        select block from %s where series_id = ? and from_at > ? and from_at < ?
                        order by from_at limit ?\
                        """
                                .formatted(table(series.retention())))
                .params(series.id(), at(from.minusSeconds(3600)), at(to), most)
                .query((row, _) -> Bytes.of(row.getBytes("block")))
                .list();
    }

    /** The newest block of a series that began after a time. */
    public Optional<Bytes> newest(Series series, Instant after) {
        return jdbc.sql(
                        "select block from %s where series_id = ? and from_at > ? order by from_at desc limit 1"
                                .formatted(table(series.retention())))
                .params(series.id(), at(after))
                .query((row, _) -> Bytes.of(row.getBytes("block")))
                .optional();
    }

    /** Notes a time without samples. */
    public void put(SiteId site, Gap gap) {
        jdbc.sql(
                        """
                        insert into sample_gap (organization_id, site_code, slot, from_at, to_at, reason, detail)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        gap.slot().value(),
                        at(gap.from()),
                        at(gap.to()),
                        gap.reason().name(),
                        gap.detail())
                .update();
    }

    /** Times without samples of a device, oldest first. */
    public List<Gap> gaps(SiteId site, DeviceSlot slot, Instant from, Instant to) {
        return jdbc.sql(
                        """
                        select * from sample_gap where site_code = ? and slot = ? and to_at > ? and from_at < ?
                        order by from_at limit 1000\
                        """)
                .params(site.value(), slot.value(), at(from), at(to))
                .query((row, _) ->
                        new Gap(
                                slot,
                                instant(row, "from_at"),
                                instant(row, "to_at"),
                                Gap.Reason.valueOf(row.getString("reason")),
                                row.getString("detail")))
                .list();
    }
}
