package io.holdfast.ui.devices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import io.holdfast.controller.observations.Chart;
import io.holdfast.controller.observations.SampleHistory;
import io.holdfast.controller.observations.SampleHistory.SeriesLine;
import io.holdfast.core.series.Gap;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a device fared in the last day: of each series the newest value with its age, the range, and
 * a line drawn from it. An empty stretch of the line is a gap, never a quiet time.
 */
record DeviceHealth(SiteId site, DeviceSlot slot, ZoneId zone, Instant now) {

    private static final Duration SHOWN = Duration.ofDays(1);

    /** A page reads no more series; the whole is in the API. */
    private static final int MOST_SERIES = 20;

    private static final int MOST_GAPS = 5;

    Component drawn(Component words, SampleHistory history) {
        var all =
                history.series(site, Optional.of(slot)).stream()
                        .sorted(
                                Comparator.comparing((SeriesLine s) -> !single(s.key()))
                                        .thenComparing(SeriesLine::key))
                        .toList();
        if (all.isEmpty()) {
            return Parts.empty(words.getTranslation("device.health.empty"));
        }
        var charts =
                all.stream()
                        .limit(MOST_SERIES)
                        .map(s -> history.read(site, s.key(), now.minus(SHOWN), now.plusSeconds(1)))
                        .toList();
        var table =
                new Table(words.getTranslation("device.health"))
                        .head(words.getTranslation("device.series"))
                        .numberHead(words.getTranslation("device.newest"))
                        .head(words.getTranslation("device.known"))
                        .numberHead(words.getTranslation("device.range"))
                        .head(words.getTranslation("device.line"));
        charts.forEach(chart -> row(words, table, chart));
        var box =
                new Div(
                        table,
                        Parts.why(
                                words.getTranslation(
                                        "device.health.shown", charts.size(), all.size())));
        gaps(words, box, charts.getFirst().gaps());
        return box;
    }

    private static boolean single(SeriesKey key) {
        return key.instance().isEmpty();
    }

    private void row(Component words, Table table, Chart chart) {
        var points = chart.points();
        table.row(
                name(words, chart.key()),
                Table.text(
                        points.isEmpty()
                                ? "-"
                                : value(words, chart.key(), points.getLast().value())),
                Table.text(known(words, chart)),
                Table.text(range(words, chart)),
                points.size() < 2 ? Table.text("-") : line(points));
    }

    private static Component name(Component words, SeriesKey key) {
        var name =
                switch (key.metric()) {
                    case "device.answers",
                            "device.uptime",
                            "cpu.percent",
                            "memory.percent",
                            "sensor.celsius",
                            "if.up" ->
                            words.getTranslation("device.series." + key.metric());
                    default -> key.metric();
                };
        return single(key) ? Table.text(name) : Table.twoLines(new Span(name), key.instance());
    }

    private String known(Component words, Chart chart) {
        return chart.newest()
                .map(at ->
                        words.getTranslation(
                                "device.known.at",
                                Times.text(at, zone, locale(), now),
                                Times.length(Duration.between(at, now))))
                .orElse("-");
    }

    private static String value(Component words, SeriesKey key, long value) {
        return switch (key.metric()) {
            case "device.answers", "if.up" ->
                    words.getTranslation("device." + key.metric() + "." + (value > 0 ? "1" : "0"));
            case "device.uptime" -> Times.length(Duration.ofMillis(value * 10));
            case "cpu.percent", "memory.percent" -> words.getTranslation("device.percent", value);
            case "sensor.celsius" -> words.getTranslation("device.sensor.celsius", value);
            default -> words.getTranslation("device.number", value);
        };
    }

    /**
     * Of a yes-or-no series how often it was yes, of an uptime the restarts; of the others the
     * lowest and the highest.
     */
    private static String range(Component words, Chart chart) {
        var values = chart.points().stream().map(Chart.Point::value).toList();
        if (values.isEmpty()) {
            return "-";
        }
        return switch (chart.key().metric()) {
            case "device.answers", "if.up" ->
                    words.getTranslation(
                            "device.of-all",
                            values.stream().filter(v -> v > 0).count(),
                            values.size());
            case "device.uptime" -> words.getTranslation("device.restarts", restarts(values));
            default ->
                    least(values) == greatest(values)
                            ? value(words, chart.key(), least(values))
                            : words.getTranslation(
                                    "device.from-to",
                                    value(words, chart.key(), least(values)),
                                    value(words, chart.key(), greatest(values)));
        };
    }

    /** How often the time since the start became less, which it does only by a new start. */
    private static long restarts(List<Long> values) {
        return IntStream.range(1, values.size())
                .filter(i -> values.get(i) < values.get(i - 1))
                .count();
    }

    private static long least(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).min().orElse(0);
    }

    private static long greatest(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** The day as a line, broken where samples lie further apart than three times the usual. */
    private Component line(List<Chart.Point> points) {
        var values = points.stream().map(Chart.Point::value).toList();
        long low = least(values);
        double height = Math.max(1, greatest(values) - low);
        long from = now.minus(SHOWN).toEpochMilli();
        long apart = 3 * usual(points);
        var path = new StringBuilder();
        long last = Long.MIN_VALUE;
        for (var point : points) {
            long at = point.at().toEpochMilli();
            boolean broken = last == Long.MIN_VALUE || at - last > apart;
            path.append(broken ? 'M' : 'L')
                    .append(
                            String.format(
                                    // A path knows points alone, whatever language.
                                    Locale.ROOT,
                                    "%.1f %.1f ",
                                    1 + 158.0 * (at - from) / SHOWN.toMillis(),
                                    21 - 18 * (point.value() - low) / height));
            last = at;
        }
        return new Html(
                "<svg class='hf-spark' viewBox='0 0 160 24' aria-hidden='true' focusable='false'>"
                        + "<path d='M1 23H159' class='hf-spark-base'/><path d='"
                        + path.toString().strip()
                        + "'/></svg>");
    }

    /** The median distance of two samples. */
    private static long usual(List<Chart.Point> points) {
        var apart = new long[points.size() - 1];
        for (int i = 0; i < apart.length; i++) {
            apart[i] = Duration.between(points.get(i).at(), points.get(i + 1).at()).toMillis();
        }
        Arrays.sort(apart);
        return Math.max(1, apart[apart.length / 2]);
    }

    private void gaps(Component words, Div box, List<Gap> gaps) {
        if (gaps.isEmpty()) {
            return;
        }
        var table =
                new Table(words.getTranslation("device.gaps"))
                        .head(words.getTranslation("device.gap.from"))
                        .head(words.getTranslation("device.gap.to"))
                        .numberHead(words.getTranslation("device.gap.length"))
                        .head(words.getTranslation("devices.reason"));
        gaps.stream()
                .sorted(Comparator.comparing(Gap::from).reversed())
                .limit(MOST_GAPS)
                .forEach(gap ->
                        table.row(
                                Times.at(gap.from(), zone, locale(), now),
                                Times.at(gap.to(), zone, locale(), now),
                                Table.text(Times.length(Duration.between(gap.from(), gap.to()))),
                                Table.text(
                                        words.getTranslation(
                                                "device.gap."
                                                        + gap.reason()
                                                                .name()
                                                                .toLowerCase(Locale.ROOT)))));
        var heading = new H3(words.getTranslation("device.gaps.of", gaps.size()));
        var section = new Div(heading, table);
        section.addClassName("hf-section");
        box.add(section);
    }

    private static Locale locale() {
        return UI.getCurrent().getLocale();
    }
}
