package io.holdfast.core.rollout;

import io.holdfast.core.site.DeviceSlot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the centre knows of one site when it looks.
 *
 * @param desired newest revision given to the site by anybody
 * @param delivered newest revision the site says it accepted
 * @param slots newest report of each device whose configuration the site's content sets
 * @param time whether the site may begin now
 * @param hold whether a person keeps what it was given from being applied
 */
public record SiteProgress(
        Liveness.Judged link,
        long desired,
        long delivered,
        Optional<Refusal> refusal,
        List<SlotProgress> slots,
        SiteTime time,
        SiteHold hold) {

    public SiteProgress {
        slots = List.copyOf(slots);
    }

    /** A site that nobody holds. */
    public SiteProgress(
            Liveness.Judged link,
            long desired,
            long delivered,
            Optional<Refusal> refusal,
            List<SlotProgress> slots,
            SiteTime time) {
        this(link, desired, delivered, refusal, slots, time, new SiteHold.None());
    }

    /** A site that may begin at any time. */
    public SiteProgress(
            Liveness.Judged link,
            long desired,
            long delivered,
            Optional<Refusal> refusal,
            List<SlotProgress> slots) {
        this(link, desired, delivered, refusal, slots, SiteTime.ALWAYS);
    }

    /** The same site at its time, or not. */
    public SiteProgress at(SiteTime other) {
        return new SiteProgress(link, desired, delivered, refusal, slots, other, hold);
    }

    /** The same site, held by somebody or not. */
    public SiteProgress held(SiteHold other) {
        return new SiteProgress(link, desired, delivered, refusal, slots, time, other);
    }

    /** A state the site did not accept. */
    public record Refusal(long revision, String code, String reason) {}

    /** How a device stands, as far as its site told. */
    public record SlotProgress(
            DeviceSlot slot,
            SlotState state,
            long revision,
            String reason,
            Optional<Instant> deadline) {}

    /** W2's device steps, and what else a site may say of a device. */
    public enum SlotState {
        WAITING,
        ON_TRIAL,
        KEPT,
        TAKEN_BACK,
        CONFLICT,
        SILENT,
        NOT_ONBOARDED
    }
}
