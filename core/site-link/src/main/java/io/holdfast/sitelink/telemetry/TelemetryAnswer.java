package io.holdfast.sitelink.telemetry;

import io.holdfast.core.AddedLater;
import io.holdfast.core.site.DeviceSlot;
import java.util.List;

/**
 * What the centre has on disk now. All blocks and texts of the request are, or there is no answer.
 *
 * @param events number of the last event it has
 * @param unfit why blocks, texts or events were left out for good; at most ten sentences
 * @param missing devices of which the centre does not have the survey it was told of again
 */
public record TelemetryAnswer(
        long events, List<String> unfit, @AddedLater List<DeviceSlot> missing) {
    public TelemetryAnswer {
        unfit = List.copyOf(unfit);
        missing = List.copyOf(missing);
    }

    /** An answer that misses no survey. */
    public TelemetryAnswer(long events, List<String> unfit) {
        this(events, unfit, List.of());
    }
}
