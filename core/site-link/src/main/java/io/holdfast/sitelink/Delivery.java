package io.holdfast.sitelink;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.time.Instant;
import java.util.List;

/**
 * Which content is a site's newest state, signed by the centre's delivery key. It gives freshness
 * and order, never authority.
 *
 * @param epoch raised when the centre was restored; a greater epoch beats every revision
 * @param contentDigest hex SHA-256 of the content bytes
 * @param acceptUntil limits acceptance only; an accepted state never ends (rulings D8)
 * @param takeOver devices whose foreign running configuration a person at the centre saw and
 *     decided to replace (RE_ASSERT); for any other device the site starts only from what it last
 *     kept itself
 */
public record Delivery(
        int schema,
        String organization,
        SiteId site,
        int incarnation,
        long epoch,
        long revision,
        String contentDigest,
        Instant issuedAt,
        Instant acceptUntil,
        List<TakeOver> takeOver) {

    /** DSSE payload type. */
    public static final String TYPE = "application/vnd.holdfast.delivery+json;v=1";

    public Delivery {
        takeOver = List.copyOf(takeOver);
    }

    /**
     * One device that may be taken over from a foreign configuration, and from no other.
     *
     * @param runningDigest as the site reported it ({@link SlotReport#runningDigest})
     */
    public record TakeOver(DeviceSlot slot, String runningDigest) {}
}
