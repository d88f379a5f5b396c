package io.holdfast.sitelink.centre;

import io.holdfast.sitelink.LinkRequest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a site is to be sent its state or its access list. What was sent is not sent again at
 * once: the site may still be judging it, and a lost answer heals by the next time.
 */
public final class Due {

    /** A site judges a state within this time; a lost answer costs no more. */
    static final Duration AGAIN = Duration.ofSeconds(3);

    /** What a site refused may become acceptable, as after an update of its software. */
    static final Duration AGAIN_AFTER_REFUSAL = Duration.ofMinutes(5);

    private Due() {}

    /**
     * What was sent last to a site in this run of the centre.
     *
     * @param what epoch and revision, or version
     */
    public record Sent(String what, Instant at) {

        public static final Sent NOTHING = new Sent("", Instant.EPOCH);

        public static Sent state(long epoch, long revision, Instant at) {
            return new Sent(epoch + "." + revision, at);
        }

        public static Sent access(long version, Instant at) {
            return new Sent(String.valueOf(version), at);
        }
    }

    /** What a site said it has. */
    public record Has(
            long epoch, long revision, LinkRequest.@Nullable Refusal refused, long accessVersion) {

        public static Has of(LinkRequest request) {
            return new Has(
                    request.epoch(),
                    request.revision(),
                    request.refused(),
                    request.accessVersion());
        }
    }

    static boolean state(Has has, long epoch, long desired, Sent sent, Instant now) {
        if (desired == 0 || has.epoch() > epoch) {
            return false;
        }
        if (has.epoch() == epoch && has.revision() >= desired) {
            return false;
        }
        var refused = has.refused();
        boolean refusedIt =
                refused != null && refused.epoch() == epoch && refused.revision() == desired;
        return rested(sent, epoch + "." + desired, refusedIt ? AGAIN_AFTER_REFUSAL : AGAIN, now);
    }

    static boolean access(Has has, long version, Sent sent, Instant now) {
        return version > has.accessVersion() && rested(sent, String.valueOf(version), AGAIN, now);
    }

    private static boolean rested(Sent sent, String what, Duration pause, Instant now) {
        return !sent.what().equals(what) || !sent.at().plus(pause).isAfter(now);
    }
}
