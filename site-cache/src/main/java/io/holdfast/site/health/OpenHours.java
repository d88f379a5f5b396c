package io.holdfast.site.health;

import io.holdfast.core.series.BlockCodec;
import io.holdfast.core.series.Retention;
import io.holdfast.core.series.Samples;
import io.holdfast.core.series.SeriesKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Samples of the hour that still goes on: one open block for each series. */
final class OpenHours {

    static final long HOUR = 3_600_000;

    /** A site with more series does not exist; what comes beyond is not taken. */
    static final int MOST_SERIES = 50_000;

    /** Many series have fewer samples in an hour than fit a block. */
    private static final int FIRST = 8;

    private final Map<SeriesKey, Open> open = new HashMap<>();

    /** A block that is whole, or as far as it has come. */
    record Block(SeriesKey key, Retention retention, Samples samples) {}

    /** The open block of one series, and what is known of the series. */
    static final class Open {
        private final SeriesKey key;
        private long[] times = new long[FIRST];
        private long[] values = new long[FIRST];
        private Retention retention = Retention.STANDARD;
        private int count;
        private long last;

        /** The series' number in the tail that is being written, and which tail that is. */
        int tailId;

        int tailNumber;

        private Open(SeriesKey key) {
            this.key = key;
        }

        SeriesKey key() {
            return key;
        }

        private Block block() {
            return new Block(
                    key,
                    retention,
                    Samples.of(Arrays.copyOf(times, count), Arrays.copyOf(values, count)));
        }
    }

    /** Samples up to then are in segments already; they are not taken again. */
    void isKept(SeriesKey key, long time) {
        var series = open.computeIfAbsent(key, Open::new);
        series.last = Math.max(series.last, time);
    }

    /** The open block of a series; empty if there are more than a site has. */
    Optional<Open> find(SeriesKey key) {
        var known = open.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        if (open.size() >= MOST_SERIES) {
            return Optional.empty();
        }
        var series = new Open(key);
        open.put(key, series);
        return Optional.of(series);
    }

    /**
     * Takes a sample if it is newer than its series; what gets full or belongs to an hour before
     * goes to {@code sealed}.
     *
     * @return whether it was taken
     */
    static boolean add(
            Open series, Retention retention, long time, long value, List<Block> sealed) {
        if (time <= series.last) {
            return false;
        }
        if (series.count > 0
                && (series.times[0] / HOUR != time / HOUR || series.retention != retention)) {
            seal(series, sealed);
        }
        if (series.count == series.times.length) {
            int longer = Math.min(BlockCodec.MOST, 2 * series.count);
            series.times = Arrays.copyOf(series.times, longer);
            series.values = Arrays.copyOf(series.values, longer);
        }
        series.retention = retention;
        series.times[series.count] = time;
        series.values[series.count] = value;
        series.count++;
        series.last = time;
        if (series.count == BlockCodec.MOST) {
            seal(series, sealed);
        }
        return true;
    }

    private static void seal(Open series, List<Block> sealed) {
        sealed.add(series.block());
        series.count = 0;
    }

    /** Takes out the blocks of hours that are over. */
    List<Block> sealBefore(long hour) {
        var sealed = new ArrayList<Block>();
        for (var series : open.values()) {
            if (series.count > 0 && series.times[0] / HOUR < hour) {
                seal(series, sealed);
            }
        }
        return sealed;
    }

    /** The blocks as far as they have come, by series. */
    List<Block> soFar() {
        return open.values().stream()
                .filter(series -> series.count > 0)
                .map(Open::block)
                .sorted(java.util.Comparator.comparing(Block::key))
                .toList();
    }

    /** The series of a block, for the tail. */
    Open series(SeriesKey key) {
        return open.computeIfAbsent(key, Open::new);
    }
}
