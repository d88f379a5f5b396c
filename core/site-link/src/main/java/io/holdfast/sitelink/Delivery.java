package io.holdfast.sitelink;

import io.holdfast.core.site.SiteId;
import java.time.Instant;

/**
 * Which content is a site's newest state, signed by the centre's delivery key. It gives freshness
 * and order, never authority.
 *
 * @param epoch raised when the centre was restored; a greater epoch beats every revision
 * @param contentDigest hex SHA-256 of the content bytes
 * @param acceptUntil limits acceptance only; an accepted state never ends (rulings D8)
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
        Instant acceptUntil) {

    /** DSSE payload type. */
    public static final String TYPE = "application/vnd.holdfast.delivery+json;v=1";
}
