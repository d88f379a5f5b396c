package io.holdfast.controller.sitelinks;

import java.time.Instant;
import java.util.List;

/**
 * The break-glass codes of a site, without the codes.
 *
 * @param issue of the newest set, 0 if there never was one
 * @param issuedAt and {@code issuedBy}: EPOCH and empty if there never was one
 * @param codes of that set
 * @param ofThisNode false if they were issued for a site node that was replaced since: they open
 *     nothing
 */
public record CodesStanding(
        long issue, Instant issuedAt, String issuedBy, List<Code> codes, boolean ofThisNode) {

    public CodesStanding {
        codes = List.copyOf(codes);
    }

    /** One code, and whether the site told that it was used. */
    public record Code(int number, boolean used) {}
}
