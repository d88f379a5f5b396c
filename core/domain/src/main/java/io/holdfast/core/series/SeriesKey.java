package io.holdfast.core.series;

import io.holdfast.core.Names;
import io.holdfast.core.site.DeviceSlot;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Which value of which device.
 *
 * @param metric as in if.in.octets, whose unit and scale are fixed with its name
 * @param instance as in a port name; empty if the device has only one
 */
public record SeriesKey(DeviceSlot slot, String metric, String instance)
        implements Comparable<SeriesKey> {

    private static final Pattern METRIC = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+){0,7}");
    private static final Comparator<SeriesKey> ORDER =
            Comparator.comparing(SeriesKey::slot)
                    .thenComparing(SeriesKey::metric)
                    .thenComparing(SeriesKey::instance);

    public SeriesKey {
        if (metric.length() > 63 || !METRIC.matcher(metric).matches()) {
            throw new IllegalArgumentException("a metric is words with dots, not " + metric);
        }
        if (!instance.isEmpty()) {
            Names.text("an instance", instance, 100);
        }
    }

    @Override
    public int compareTo(SeriesKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return slot + " " + metric + (instance.isEmpty() ? "" : " " + instance);
    }
}
