package io.holdfast.controller.drifts;

import io.holdfast.core.drift.Drift;
import io.holdfast.core.drift.DriftCause;
import io.holdfast.core.site.SiteId;
import java.time.Instant;
import java.util.Optional;

/**
 * One device's drift, with how old the knowledge is and what was decided about it.
 *
 * @param running digest of what the device was read back with
 * @param observedAt when the site read it, by the site's clock
 * @param siteSays the site's own word for the device, as in CONFLICT
 * @param cause whose hand it was, where the device says so
 * @param answer what a person decided, if it still speaks of what runs
 */
public record DriftLine(
        SiteId site,
        Drift drift,
        String running,
        Instant observedAt,
        String siteSays,
        Optional<DriftCause> cause,
        Optional<DriftAnswer> answer) {}
