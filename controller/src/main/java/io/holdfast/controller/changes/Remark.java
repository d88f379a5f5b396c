package io.holdfast.controller.changes;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody said beside a change.
 *
 * @param device of which device's difference it speaks; empty for the whole change
 * @param by subject of who said it
 * @param stands false once the difference it speaks of is another
 */
public record Remark(
        UUID id,
        Optional<DeviceOfChange> device,
        String by,
        String name,
        Instant at,
        String comment,
        boolean stands) {

    /** One device that a change tells something. */
    public record DeviceOfChange(String site, String slot) {}
}
