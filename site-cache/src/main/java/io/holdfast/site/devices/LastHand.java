package io.holdfast.site.devices;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.telemetry.SiteWord.ChangedBy;
import io.holdfast.spi.DeviceNotice;
import io.holdfast.spi.DeviceNotice.ConfigChanged;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks a device who changed what it runs: the newest change among the notices it stored (RFC 5277
 * section 2.1.1, RFC 6470). Many devices store none; then nobody knows, and nothing is said.
 */
final class LastHand {

    /** What is older was seen at an earlier look. */
    private static final Duration BACK = Duration.ofHours(24);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A device that never ends its list is believed no more. */
    private static final int MOST = 500;

    private LastHand() {}

    /**
     * Whose hand it was. The session listens from then on: ask it nothing else afterwards.
     *
     * @param own as whom this node itself is logged in; empty is returned for its own doing
     * @param began when asking began
     */
    static Optional<ChangedBy> of(
            DeviceSession session, DeviceSlot slot, String digest, String own, Instant began) {
        return newest(session, began)
                .filter(changed -> !changed.user().equals(own))
                .map(changed ->
                        new ChangedBy(
                                slot,
                                digest,
                                changed.user()
                                        .substring(
                                                0,
                                                Math.min(
                                                        ChangedBy.LONGEST,
                                                        changed.user().length())),
                                changed.at()));
    }

    private static Optional<ConfigChanged> newest(DeviceSession session, Instant began) {
        var listening = session.listening();
        if (listening.isEmpty()
                || !(listening.get().listen(Optional.of(began.minus(BACK)))
                        instanceof Outcome.Done)) {
            return Optional.empty();
        }
        var newest = Optional.<ConfigChanged>empty();
        for (int number = 0; number < MOST; number++) {
            var notice = listening.get().next(PATIENCE);
            if (notice.isEmpty() || notice.get() instanceof DeviceNotice.ReplayOver) {
                return newest;
            }
            if (notice.get() instanceof ConfigChanged changed
                    && !changed.datastore().equals("startup")) {
                newest = Optional.of(changed);
            }
        }
        return Optional.empty();
    }
}
