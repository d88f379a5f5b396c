package io.holdfast.controller.sitelinks;

import io.holdfast.core.observe.Inventory;
import io.holdfast.core.rollout.SiteProgress;
import io.holdfast.core.site.DeviceSlot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The newest a site told of one device.
 *
 * @param observedAt when the site saw it, by the site's clock
 * @param heardAt when the centre heard of it
 * @param revision revision whose content the state speaks of, 0 if none yet
 * @param runningDigest digest of what the owned configuration read back means, empty if never read
 * @param deadline when the device takes itself back; only on trial
 * @param shownHostKey host key the device showed, SHA256:base64, empty if none yet
 * @param modules YANG modules the device says it has
 * @param running the owned configuration as last read back, empty if never told
 */
public record SlotStanding(
        DeviceSlot slot,
        Instant observedAt,
        Instant heardAt,
        SiteProgress.SlotState state,
        long revision,
        String reason,
        String runningDigest,
        Optional<Instant> deadline,
        String shownHostKey,
        List<String> modules,
        Optional<Inventory> inventory,
        String running) {

    public SlotStanding {
        modules = List.copyOf(modules);
    }

    /** As a rollout reads it. */
    public SiteProgress.SlotProgress progress() {
        return new SiteProgress.SlotProgress(slot, state, revision, reason, deadline);
    }
}
