package io.holdfast.controller.observations;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.observations.store.SampleStore;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.Bytes;
import io.holdfast.core.series.BlockCodec;
import io.holdfast.core.series.Retention;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What was measured, as charts ask for it. */
@Component
public class SampleHistory {

    /** Three times what a month of minutes has; a longer range is asked for in parts. */
    public static final int MOST_POINTS = 150_000;

    private static final int MOST_BLOCKS = 6_000;

    private final Access access;
    private final SampleStore samples;
    private final InstantSource clock;
    private final KnownSites sites;

    SampleHistory(Access access, SampleStore samples, InstantSource clock, KnownSites sites) {
        this.access = access;
        this.samples = samples;
        this.clock = clock;
        this.sites = sites;
    }

    /** A series that a site ever told of. */
    public record SeriesLine(SeriesKey key, Retention retention) {}

    /** The series of a site, or of one of its devices. */
    @Transactional(readOnly = true)
    public List<SeriesLine> series(SiteId site, Optional<DeviceSlot> slot) {
        access.requireRead();
        sites.require(site);
        return samples.series(site).stream()
                .filter(s -> slot.isEmpty() || s.key().slot().equals(slot.get()))
                .map(s -> new SeriesLine(s.key(), s.retention()))
                .toList();
    }

    /**
     * Samples of a series.
     *
     * @param from to {@code to}, at most as long as the class keeps samples
     */
    @Transactional(readOnly = true)
    public Chart read(SiteId site, SeriesKey key, Instant from, Instant to) {
        access.requireRead();
        sites.require(site);
        if (!to.isAfter(from)) {
            throw Refused.invalid("/to", "NOT_A_RANGE", "A range ends after it begins.");
        }
        var series =
                Arrays.stream(Retention.values())
                        .flatMap(r -> samples.find(site, key, r).stream())
                        .findFirst()
                        .orElseThrow(() -> Refused.notFound("series", site + " " + key));
        var points = new ArrayList<Chart.Point>();
        for (var block : samples.blocks(series, from, to, MOST_BLOCKS)) {
            add(points, block, from, to);
            if (points.size() > MOST_POINTS) {
                throw Refused.invalid(
                        "/from", "RANGE_TOO_LONG", "Ask for a shorter range of this series.");
            }
        }
        var now = clock.instant();
        var newest =
                samples.newest(series, now.minus(series.retention().kept()))
                        .flatMap(SampleHistory::last);
        return new Chart(
                key,
                series.retention(),
                points,
                samples.gaps(site, key.slot(), from, to),
                newest,
                newest.map(n -> Duration.between(n, now)).map(SampleHistory::positive));
    }

    private static void add(List<Chart.Point> points, Bytes block, Instant from, Instant to) {
        if (BlockCodec.decode(block) instanceof BlockCodec.Decoded.Block(var read)) {
            long low = from.toEpochMilli();
            long high = to.toEpochMilli();
            for (int i = 0; i < read.count(); i++) {
                if (read.time(i) >= low && read.time(i) < high) {
                    points.add(new Chart.Point(Instant.ofEpochMilli(read.time(i)), read.value(i)));
                }
            }
        }
    }

    private static Optional<Instant> last(Bytes block) {
        return BlockCodec.decode(block) instanceof BlockCodec.Decoded.Block(var read)
                ? Optional.of(read.last())
                : Optional.empty();
    }

    private static Duration positive(Duration age) {
        return age.isNegative() ? Duration.ZERO : age;
    }
}
