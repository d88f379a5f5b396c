package io.holdfast.core.series;

import io.holdfast.core.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which metrics of a device are kept, how often at most, and for how long. The first line that fits
 * a metric decides; a metric no line fits is not kept.
 */
public record PollingProfile(String name, List<Line> lines) {

    /** The line that says how often a device is read whole; of that the newest alone is kept. */
    public static final String SURVEY = "survey";

    /** Looks may come a little early; a sample is not lost for that. */
    private static final double EARLY = 0.9;

    /** What every device gets: availability for a year, load and ports for a season. */
    public static final PollingProfile USUAL =
            new PollingProfile(
                    "usual",
                    List.of(
                            new Line("device.", Duration.ofMinutes(5), Retention.LONG),
                            new Line("sensor.", Duration.ofMinutes(5), Retention.LONG),
                            new Line("cpu.", Duration.ofSeconds(60), Retention.STANDARD),
                            new Line("memory.", Duration.ofSeconds(60), Retention.STANDARD),
                            new Line("if.", Duration.ofSeconds(60), Retention.STANDARD),
                            new Line(SURVEY, Duration.ofMinutes(5), Retention.STANDARD)));

    /**
     * One line.
     *
     * @param prefix of the metrics it speaks of
     * @param every at most one sample in this time
     */
    public record Line(String prefix, Duration every, Retention retention) {
        public Line {
            if (every.toSeconds() < 1) {
                throw new IllegalArgumentException("a metric is kept at most once a second");
            }
        }

        /** Whether a sample now comes long enough after the last one. */
        public boolean isDue(Instant last, Instant now) {
            long wait = (long) (every.toMillis() * EARLY);
            return !last.plusMillis(wait).isAfter(now);
        }
    }

    public PollingProfile {
        Names.label("a profile", name);
        lines = List.copyOf(lines);
    }

    public Optional<Line> line(String metric) {
        return lines.stream().filter(l -> metric.startsWith(l.prefix())).findFirst();
    }
}
