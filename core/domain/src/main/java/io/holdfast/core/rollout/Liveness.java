package io.holdfast.core.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges a link by the age of the last heartbeat and by nothing else. A connection that TCP
 * believes in proves nothing (B-11, B-13).
 */
public final class Liveness {

    private Liveness() {}

    /**
     * When a link is no longer what it should be.
     *
     * @param degraded age from which contact is overdue; more than the longest poll takes
     * @param islanded age from which the site counts as on its own
     */
    public record Thresholds(Duration degraded, Duration islanded) {
        public Thresholds {
            if (degraded.isNegative() || islanded.compareTo(degraded) <= 0) {
                throw new IllegalArgumentException("islanded comes after degraded");
            }
        }
    }

    /** A link's state and since when. */
    public record Judged(LinkState state, Instant since) {}

    /**
     * Judges one link.
     *
     * @param lastHeard when the site's last message arrived; empty if never
     * @param caughtUp true if the centre has the site's whole journal on disk
     * @param before what was judged last time, so that "since" does not move while nothing changes
     */
    public static Judged judge(
            Optional<Instant> lastHeard,
            boolean caughtUp,
            Optional<Judged> before,
            Thresholds thresholds,
            Instant now) {
        var state = state(lastHeard, caughtUp, thresholds, now);
        if (before.isPresent() && before.get().state() == state) {
            return before.get();
        }
        // A site is on its own since the moment it was last heard, not since we noticed.
        boolean silent = state == LinkState.ISLANDED || state == LinkState.DEGRADED;
        return new Judged(state, silent ? lastHeard.orElse(now) : now);
    }

    private static LinkState state(
            Optional<Instant> lastHeard, boolean caughtUp, Thresholds thresholds, Instant now) {
        if (lastHeard.isEmpty()) {
            return LinkState.ISLANDED;
        }
        var age = Duration.between(lastHeard.get(), now);
        if (age.compareTo(thresholds.islanded()) >= 0) {
            return LinkState.ISLANDED;
        }
        if (age.compareTo(thresholds.degraded()) >= 0) {
            return LinkState.DEGRADED;
        }
        return caughtUp ? LinkState.CONNECTED : LinkState.RECONCILING;
    }
}
