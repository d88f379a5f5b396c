package io.holdfast.controller.sitelinks;

import io.holdfast.core.site.DeviceSlot;
import java.time.Instant;
import java.util.Optional;

/**
 * How a site reaches one device, without secrets.
 *
 * @param version of the site's whole access list that this stands in
 * @param acceptedVersion newest version the site said it has
 * @param pinnedHostKey as a person confirmed it, empty until then
 * @param group whose secret opens it; empty for one of the device's own
 * @param rotation the newest replacing of its secret, if there ever was one
 * @param report the newest report of the device: the test of these credentials
 */
public record AccessStanding(
        DeviceSlot slot,
        DeviceReach reach,
        State state,
        long version,
        long acceptedVersion,
        String shownHostKey,
        String pinnedHostKey,
        Instant changedAt,
        String changedBy,
        String group,
        Optional<RotationStanding> rotation,
        Optional<SlotStanding> report) {

    /**
     * When the site last opened the device, by the site's clock; empty if what opens it was changed
     * since, or it does not.
     */
    public Optional<Instant> provedAt() {
        return state == State.REACHED ? report.map(SlotStanding::observedAt) : Optional.empty();
    }

    /** How far a device is on its way in. */
    public enum State {
        /** The site has not told yet which host key the device shows. */
        HOST_KEY_UNKNOWN,
        /** A person has to compare the shown host key. */
        HOST_KEY_TO_CONFIRM,
        /** Confirmed; the site has not reached the device since. */
        CONFIRMED,
        /** The site reached it with these credentials. */
        REACHED,
        /** Reached before or not, now it does not answer, refuses, or shows another key. */
        SILENT,
        /** Another site box stands there now; the credentials must be entered again for it. */
        TO_ENTER_AGAIN
    }
}
