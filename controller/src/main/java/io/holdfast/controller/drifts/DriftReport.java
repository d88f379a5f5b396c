package io.holdfast.controller.drifts;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.time.Instant;
import java.util.List;

/**
 * Which devices run something else than was approved.
 *
 * @param drifts the worst first
 * @param unclear devices their site reports in conflict without a line to show for it
 */
public record DriftReport(List<DriftLine> drifts, List<Unclear> unclear) {

    public DriftReport {
        drifts = List.copyOf(drifts);
        unclear = List.copyOf(unclear);
    }

    /**
     * A device of which no line can be named.
     *
     * @param reason in the site's words, or why the text was not understood
     */
    public record Unclear(SiteId site, DeviceSlot slot, Instant observedAt, String reason) {}
}
