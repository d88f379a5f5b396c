package io.holdfast.sitelink.telemetry;

import java.time.Duration;
import java.time.Instant;

/**
 * When the next batch may go, decided from what is known: the journal goes first, the newest state
 * next, and the backlog only as fast as the agreed rate. A pure function; the site's uploader acts
 * on it.
 */
public sealed interface UploadTurn {

    /** Not now. */
    record Wait(Instant until) implements UploadTurn {}

    /**
     * A batch may go.
     *
     * @param bytes at most so many
     * @param newest the state of now goes before the backlog
     */
    record Send(int bytes, boolean newest) implements UploadTurn {}

    /** How fast a site tells, so that a thousand of them coming back do not flood the centre. */
    record Rate(int bytesPerSecond, int batchBytes, Duration newestEvery, Duration idle) {

        /** 90 days of 1,000 series are 350 MB: about forty minutes at this rate. */
        public static final Rate USUAL =
                new Rate(160 * 1024, 512 * 1024, Duration.ofSeconds(60), Duration.ofSeconds(5));
    }

    /**
     * What the uploader knows.
     *
     * @param journalBehind entries of J0 the centre does not have yet
     * @param linkUp whether the last contact was answered
     * @param lastSent when the last batch went, and how large it was
     * @param newestSent when the newest state went
     * @param backlog whether there is anything else to tell
     */
    record Known(
            boolean linkUp,
            long journalBehind,
            Instant lastSent,
            int lastBytes,
            Instant newestSent,
            boolean backlog) {}

    /** The turn. */
    static UploadTurn decide(Known known, Rate rate, Instant now) {
        if (!known.linkUp() || known.journalBehind() > 0) {
            return new Wait(now.plus(rate.idle()));
        }
        long owed = 1_000L * known.lastBytes() / rate.bytesPerSecond();
        var paid = known.lastSent().plusMillis(Math.max(owed, 200));
        if (paid.isAfter(now)) {
            return new Wait(paid);
        }
        boolean newest = !known.newestSent().plus(rate.newestEvery()).isAfter(now);
        if (newest || known.backlog()) {
            return new Send(rate.batchBytes(), newest);
        }
        return new Wait(
                earlier(now.plus(rate.idle()), known.newestSent().plus(rate.newestEvery())));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
