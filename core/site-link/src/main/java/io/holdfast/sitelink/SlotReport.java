package io.holdfast.sitelink;

import io.holdfast.core.observe.Inventory;
import io.holdfast.core.site.DeviceSlot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest a site knows of one device. A claim of the site, with its age.
 *
 * @param state one of WAITING, ON_TRIAL, KEPT, TAKEN_BACK, CONFLICT, SILENT, NOT_ONBOARDED
 * @param revision revision whose content this state speaks of, 0 if none yet
 * @param reason a sentence for a person where the state needs one, else empty
 * @param runningDigest {@link Digests#of(io.holdfast.core.config.DeviceConfig)} of what the owned
 *     subtrees last read back mean, empty if never read or not readable by the dialect
 * @param trialDeadline when the device takes itself back; null when not on trial
 * @param shownHostKey host key the device showed; a person compares it when onboarding
 * @param running the owned subtrees as last read back, null if unchanged since last told
 */
public record SlotReport(
        DeviceSlot slot,
        Instant at,
        String state,
        long revision,
        String reason,
        String runningDigest,
        @Nullable Instant trialDeadline,
        String shownHostKey,
        java.util.List<String> modules,
        @Nullable Inventory inventory,
        @Nullable String running) {

    public SlotReport {
        modules = java.util.List.copyOf(modules);
    }
}
