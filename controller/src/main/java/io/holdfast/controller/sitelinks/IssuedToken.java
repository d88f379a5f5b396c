package io.holdfast.controller.sitelinks;

import java.time.Instant;

/**
 * An enrolment token, shown once: the centre keeps only the digest of its secret.
 *
 * @param file JSON of the token, exactly as the site node reads it from its token file
 * @param fingerprintWords the link authority's fingerprint, to compare over a telephone
 */
public record IssuedToken(
        String file, int incarnation, Instant validUntil, String fingerprintWords) {
    @Override
    public String toString() {
        return "IssuedToken[valid until " + validUntil + "]";
    }
}
