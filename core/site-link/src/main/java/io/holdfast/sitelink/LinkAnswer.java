package io.holdfast.sitelink;

import io.holdfast.core.AddedLater;
import io.holdfast.core.window.Freeze;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the centre answers.
 *
 * @param now the centre's clock, for the site's display and its trusted floor
 * @param epoch the centre's epoch
 * @param durable how far the centre has this site's journal on disk; the site uploads again from
 *     there
 * @param journalProblem code and sentence if entries were not taken (gap, fork), else null
 * @param bundle the newest state, if it is newer than what the site has
 * @param access a {@link DeviceAccess} in its envelope, if newer
 * @param retryAfterSeconds 0, or how long to stay away (admission)
 * @param freezes when nothing may start; it can only hold back, so it needs no signature
 * @param log a word on the centre's audit log; only to a site that can keep heads of it
 */
public record LinkAnswer(
        Instant now,
        long epoch,
        JournalHead durable,
        @Nullable String journalProblem,
        @Nullable Bundle bundle,
        @Nullable Envelope access,
        int retryAfterSeconds,
        @AddedLater List<Freeze> freezes,
        @AddedLater LogWord log) {

    /** As many as may be open at once, over all sites. */
    public static final int MOST_FREEZES = 20;

    /** What a centre says instead of an answer to a node that it put out of service. */
    public static final String OUT_OF_SERVICE = "SITE_OUT_OF_SERVICE";

    public LinkAnswer {
        if (freezes.size() > MOST_FREEZES) {
            throw new IllegalArgumentException("an answer tells of at most 20 freezes");
        }
        freezes = List.copyOf(freezes);
    }

    /** An answer while nothing is frozen. */
    public LinkAnswer(
            Instant now,
            long epoch,
            JournalHead durable,
            @Nullable String journalProblem,
            @Nullable Bundle bundle,
            @Nullable Envelope access,
            int retryAfterSeconds) {
        this(now, epoch, durable, journalProblem, bundle, access, retryAfterSeconds, List.of());
    }

    /** An answer without a word on the audit log. */
    public LinkAnswer(
            Instant now,
            long epoch,
            JournalHead durable,
            @Nullable String journalProblem,
            @Nullable Bundle bundle,
            @Nullable Envelope access,
            int retryAfterSeconds,
            List<Freeze> freezes) {
        this(
                now,
                epoch,
                durable,
                journalProblem,
                bundle,
                access,
                retryAfterSeconds,
                freezes,
                new LogWord.Silent());
    }

    /** The same with this word. */
    public LinkAnswer saying(LogWord word) {
        return new LinkAnswer(
                now,
                epoch,
                durable,
                journalProblem,
                bundle,
                access,
                retryAfterSeconds,
                freezes,
                word);
    }
}
