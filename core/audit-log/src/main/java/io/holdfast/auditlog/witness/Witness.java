package io.holdfast.auditlog.witness;

import io.holdfast.auditlog.witness.RefusedHead.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody keeps of a log who does not write it. The newest head that was kept is replaced by
 * one of a log that only grew, and by no other.
 */
public sealed interface Witness {

    /** Nothing yet: the first head that comes is believed, and its key with it. */
    record Nothing() implements Witness {}

    /**
     * A head.
     *
     * @param key the log's, pinned with the first head
     * @param epoch in which the newest was kept
     * @param changes how often something was kept or refused; numbers what is said of it
     * @param ended the newest heads of logs that ended: a later epoch began another one
     * @param refused evidence, the oldest first
     */
    record Keeps(
            String key,
            long epoch,
            long changes,
            KeptHead newest,
            List<KeptHead> ended,
            List<RefusedHead> refused)
            implements Witness {

        /** A log that began anew more often than this is not followed any more. */
        public static final int MOST_ENDED = 4;

        /** Evidence beyond this replaces the newest: the first ones say what happened. */
        public static final int MOST_REFUSED = 4;

        /** The same reason again within this time is no news. */
        private static final Duration QUIET = Duration.ofHours(6);

        /** With no room for more evidence, one more is news so often. */
        private static final Duration PAUSE = Duration.ofMinutes(10);

        public Keeps {
            ended = List.copyOf(ended);
            refused = List.copyOf(refused);
            if (ended.size() > MOST_ENDED || refused.size() > MOST_REFUSED || changes < 1) {
                throw new IllegalArgumentException("nobody keeps so much of a log");
            }
        }

        /** The same log, longer. */
        Keeps grown(KeptHead head, long inEpoch) {
            return new Keeps(key, Math.max(epoch, inEpoch), changes + 1, head, ended, refused);
        }

        /** Another log of a later epoch; what was kept stays. */
        Keeps begunAnew(KeptHead head, long inEpoch, RefusedHead evidence) {
            var all = new ArrayList<>(ended);
            all.add(newest);
            return new Keeps(key, inEpoch, changes + 1, head, all, with(evidence));
        }

        Keeps refusing(RefusedHead evidence) {
            return new Keeps(key, epoch, changes + 1, newest, ended, with(evidence));
        }

        private List<RefusedHead> with(RefusedHead evidence) {
            var all = new ArrayList<>(refused);
            if (all.size() == MOST_REFUSED) {
                all.removeLast();
            }
            all.add(evidence);
            return all;
        }

        /**
         * Whether the same was refused already, a short while ago and beside the head that is kept
         * now; or so much that somebody makes it up.
         */
        boolean knows(Why why, String shown, Instant now) {
            if (refused.size() == MOST_REFUSED && isShortAgo(refused.getLast(), now, PAUSE)) {
                return true;
            }
            return refused.stream()
                    .filter(old -> !old.anew() && old.kept().equals(newest.note()))
                    .filter(old -> old.why() == why)
                    .anyMatch(old -> old.shown().equals(shown) || isShortAgo(old, now, QUIET));
        }

        private static boolean isShortAgo(RefusedHead old, Instant now, Duration time) {
            return Duration.between(old.at(), now).abs().compareTo(time) < 0;
        }
    }
}
