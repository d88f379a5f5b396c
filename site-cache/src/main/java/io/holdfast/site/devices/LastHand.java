package io.holdfast.site.devices;

import io.holdfast.core.Printable;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.telemetry.SiteWord.ChangedBy;
import io.holdfast.spi.DeviceNotice;
import io.holdfast.spi.DeviceNotice.ConfigChanged;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Asks a device who changed what it runs: the newest change among the notices it stored (RFC 5277
 * section 2.1.1, RFC 6470). Many devices store none; then nobody knows, and nothing is said.
 */
final class LastHand {

    /** What is older was seen at an earlier look. */
    private static final Duration BACK = Duration.ofHours(24);

    /** For the whole list; a look must not wait for a device that tells slowly. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** A device that never ends its list is believed no more. */
    private static final int MOST = 500;

    /** A clock that says so was never set, or is set to lie; no store takes any time there is. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private LastHand() {}

    /**
     * Whose hand it was. The session listens from then on: ask it nothing else afterwards.
     *
     * @param own as whom this node itself is logged in; empty is returned for its own doing
     */
    static Optional<ChangedBy> of(
            DeviceSession session,
            DeviceSlot slot,
            String digest,
            String own,
            InstantSource clock) {
        return newest(session, clock).flatMap(changed -> told(changed, slot, digest, own));
    }

    /** What is told of a change that a device claims; nothing of one that nobody can believe. */
    static Optional<ChangedBy> told(
            ConfigChanged changed, DeviceSlot slot, String digest, String own) {
        if (changed.user().equals(own)
                || changed.at().isBefore(EARLIEST)
                || changed.at().isAfter(LATEST)) {
            return Optional.empty();
        }
        var user = Printable.cut(changed.user(), ChangedBy.LONGEST);
        return Optional.of(new ChangedBy(slot, digest, user, changed.at()));
    }

    private static Optional<ConfigChanged> newest(DeviceSession session, InstantSource clock) {
        var listening = session.listening();
        var began = clock.instant();
        if (listening.isEmpty()
                || !(listening.get().listen(Optional.of(began.minus(BACK)))
                        instanceof Outcome.Done)) {
            return Optional.empty();
        }
        var end = began.plus(PATIENCE);
        var newest = Optional.<ConfigChanged>empty();
        for (int number = 0; number < MOST; number++) {
            var left = Duration.between(clock.instant(), end);
            var notice =
                    left.isPositive() ? listening.get().next(left) : Optional.<DeviceNotice>empty();
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
