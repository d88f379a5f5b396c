package io.holdfast.site.link;

import io.holdfast.core.Bytes;
import io.holdfast.sitelink.SiteIdentity;
import java.time.Instant;
import java.util.List;

/**
 * What a site node has once it was enrolled: who it is, where the centre's link listens, whom it
 * believes. Stored as a whole; never edited but for a renewed certificate.
 *
 * @param linkCa the link CA certificate, DER; the digest in the token named it
 * @param certificateChain of the site's signing key, leaf first, DER
 * @param trustRoot exact bytes of the {@link io.holdfast.sitelink.Enrolment.TrustRoot}
 */
public record Enrolled(
        SiteIdentity identity,
        String linkUrl,
        Bytes linkCa,
        List<Bytes> certificateChain,
        Bytes trustRoot) {

    public Enrolled {
        certificateChain = List.copyOf(certificateChain);
    }

    /** When its certificate was issued: somebody trusted signed that it is not earlier. */
    public Instant issuedAt() {
        return LinkTrust.certificate(certificateChain.getFirst()).getNotBefore().toInstant();
    }

    /** The same site with a renewed certificate. */
    Enrolled renewed(List<Bytes> chain) {
        return new Enrolled(identity, linkUrl, linkCa, chain, trustRoot);
    }
}
