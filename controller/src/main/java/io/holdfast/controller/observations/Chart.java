package io.holdfast.controller.observations;

import io.holdfast.core.series.Gap;
import io.holdfast.core.series.Retention;
import io.holdfast.core.series.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Samples of one series with the gaps between them.
 *
 * @param newest time of the newest sample of the series, also if it is not in this range
 * @param age how old that is; the chart says so, as a line that ends is not a value that stands
 */
public record Chart(
        SeriesKey key,
        Retention retention,
        List<Point> points,
        List<Gap> gaps,
        Optional<Instant> newest,
        Optional<Duration> age) {

    public Chart {
        points = List.copyOf(points);
        gaps = List.copyOf(gaps);
    }

    /** One sample. */
    public record Point(Instant at, long value) {}
}
