package io.holdfast.controller.rollouts;

import io.holdfast.core.rollout.LinkState;
import io.holdfast.core.rollout.WaveRule;
import io.holdfast.core.rollout.WaveTally;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One rollout as pages show it.
 *
 * @param state PLANNED, RUNNING, PAUSED, HALTED, DONE or ROLLED_BACK (rulings W2)
 * @param reason a sentence where the state needs one, else empty
 */
public record RolloutView(
        UUID id,
        UUID change,
        String title,
        String state,
        int wave,
        String reason,
        Instant createdAt,
        Instant updatedAt,
        long version,
        List<WaveLine> waves,
        List<SiteLine> sites) {

    public RolloutView {
        waves = List.copyOf(waves);
        sites = List.copyOf(sites);
    }

    /** One wave, counted from 0, with what lets it pass and how it stands. */
    public record WaveLine(int wave, WaveRule rule, WaveTally tally) {}

    /**
     * One site in it.
     *
     * @param state WAITING, DEFERRED, HELD, SUPERSEDED, ON_TRIAL, KEPT, TAKEN_BACK, CONFLICT or
     *     REFUSED
     * @param since when it came to this state, where that is known
     * @param revision revision of the site under which it was offered
     * @param autonomousSince since when the site is on its own, if it is
     * @param nextStart when its windows and the freezes let it begin, if it waits for that
     */
    public record SiteLine(
            SiteId site,
            int wave,
            String state,
            String reason,
            Optional<Instant> since,
            Optional<Long> revision,
            LinkState link,
            Optional<Instant> autonomousSince,
            Optional<Instant> nextStart,
            List<DeviceLine> devices) {
        public SiteLine {
            devices = List.copyOf(devices);
        }
    }

    /**
     * One device of it.
     *
     * @param state WAITING, ON_TRIAL, KEPT, TAKEN_BACK, CONFLICT, SILENT or NOT_ONBOARDED
     * @param changed whether this rollout changes the device
     */
    public record DeviceLine(
            DeviceSlot slot,
            String state,
            String reason,
            boolean changed,
            Optional<Long> revision,
            Optional<Instant> deadline,
            Optional<Instant> observedAt) {}
}
