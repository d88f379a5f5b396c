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

    private final Map<SeriesKey, Open> open = new HashMap<>();

    /** A block that is whole, or as far as it has come. */
    record Block(SeriesKey key, Retention retention, Samples samples) {}

    /** The open block of one series, and what is known of the series. */
    static final class Open {
        private final SeriesKey key;
        private final long[] times = new long[BlockCodec.MOST];
        private final long[] values = new long[BlockCodec.MOST];
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

    /**
     * Takes a sample if it is newer than its series; what gets full or belongs to an hour before
     * goes to {@code sealed}.
     *
     * @return the series, or empty if the sample was not taken
     */
    Optional<Open> add(
            SeriesKey key, Retention retention, long time, long value, List<Block> sealed) {
        var series = open.get(key);
        if (series == null) {
            if (open.size() >= MOST_SERIES) {
                return Optional.empty();
            }
            series = new Open(key);
            open.put(key, series);
        }
        if (time <= series.last) {
            return Optional.empty();
        }
        if (series.count > 0
                && (series.times[0] / HOUR != time / HOUR || series.retention != retention)) {
            seal(series, sealed);
        }
        series.retention = retention;
        series.times[series.count] = time;
        series.values[series.count] = value;
        series.count++;
        series.last = time;
        if (series.count == BlockCodec.MOST) {
            seal(series, sealed);
        }
        return Optional.of(series);
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
