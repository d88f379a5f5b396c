package io.holdfast.core.series;

import io.holdfast.core.Names;
import io.holdfast.core.site.DeviceSlot;
import java.time.Instant;

/**
 * A time for which there are no samples of a device, and why: told, so that an empty stretch of a
 * chart is never taken for a quiet one.
 */
public record Gap(DeviceSlot slot, Instant from, Instant to, Reason reason, String detail) {

    /** Who did not do its part. */
    public enum Reason {
        /** The device did not answer. */
        DEVICE_SILENT,
        /** The site node did not run. */
        NODE_DOWN,
        /** The site's store had no room, or lost its end in a power failure. */
        STORE_LOST
    }

    public Gap {
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("a gap ends after it begins");
        }
        if (!detail.isEmpty()) {
            Names.text("a gap's detail", detail, 300);
        }
    }
}
