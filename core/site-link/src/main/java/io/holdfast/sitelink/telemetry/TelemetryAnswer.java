package io.holdfast.sitelink.telemetry;

import java.util.List;

/**
 * What the centre has on disk now. All blocks and texts of the request are, or there is no answer.
 *
 * @param events number of the last event it has
 * @param unfit why blocks, texts or events were left out for good; at most ten sentences
 */
public record TelemetryAnswer(long events, List<String> unfit) {
    public TelemetryAnswer {
        unfit = List.copyOf(unfit);
    }
}
