package io.holdfast.sitelink.telemetry;

import io.holdfast.core.Bytes;
import io.holdfast.core.series.Retention;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.site.DeviceSlot;
import java.time.Instant;

/**
 * Samples of one series within one hour. The key is series and first sample; a block of the same
 * key with more samples replaces the one with fewer, so an hour may be told while it still grows.
 *
 * @param from time of the first sample
 * @param count how many samples
 * @param samples as {@link io.holdfast.core.series.BlockCodec} writes them
 */
public record SeriesBlock(
        DeviceSlot slot,
        String metric,
        String instance,
        Retention retention,
        Instant from,
        int count,
        Bytes samples) {

    /** No block of 50 samples is longer. */
    public static final int LONGEST = 1_100;

    public SeriesBlock {
        var _ = new SeriesKey(slot, metric, instance);
        if (samples.size() > LONGEST) {
            throw new IllegalArgumentException("a block is at most " + LONGEST + " bytes");
        }
    }

    public SeriesKey key() {
        return new SeriesKey(slot, metric, instance);
    }
}
