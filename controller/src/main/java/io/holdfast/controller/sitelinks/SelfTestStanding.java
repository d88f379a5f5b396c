package io.holdfast.controller.sitelinks;

import io.holdfast.sitelink.telemetry.SiteWord.SelfTestResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An ordered self-test of a device, and what became of it.
 *
 * @param order its number; orders of a device are counted
 * @param reason why somebody wants it
 * @param notAfter the site does not begin it later
 * @param end empty while the site has not told
 */
public record SelfTestStanding(
        long order,
        Instant orderedAt,
        String orderedBy,
        String reason,
        Instant notAfter,
        Optional<End> end) {

    /**
     * How it ended, or why the site did not begin it.
     *
     * @param result name of a {@link SelfTestResult}
     * @param reason the site's own words, if there is more to say than the result
     * @param found names of the behaviours seen in it
     * @param at by the site's clock
     */
    public record End(String result, String reason, List<String> found, Instant at) {
        public End {
            found = List.copyOf(found);
        }

        /** Whether all was tried. */
        public boolean whole() {
            return result.equals(SelfTestResult.DONE.name());
        }
    }

    /** Whether the site may still begin it or tell of it. */
    boolean open(Instant now) {
        return end.isEmpty() && now.isBefore(notAfter);
    }
}
