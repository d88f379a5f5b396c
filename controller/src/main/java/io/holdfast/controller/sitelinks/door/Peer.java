package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.core.Bytes;
import io.holdfast.sitelink.SiteIdentity;
import java.time.Instant;

/**
 * A site node that showed its certificate, as the centre knows it by the certificate's fingerprint.
 *
 * @param signingKey the certificate's public key
 */
record Peer(
        OrganizationId organization,
        SiteIdentity identity,
        Bytes signingKey,
        Bytes encryptionKey,
        Instant notAfter) {

    Caller caller() {
        return Caller.siteNode(organization, identity.toString());
    }
}
