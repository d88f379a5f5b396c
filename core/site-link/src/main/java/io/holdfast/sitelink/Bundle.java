package io.holdfast.sitelink;

import io.holdfast.core.Bytes;
import java.util.List;

/**
 * A site's complete, immutable, signed state: content, the proof that it was in the release, and
 * the delivery that orders it. Never a delta, never a command.
 *
 * @param content the stored bytes of a {@link SiteContent}
 * @param leaf index of this content's digest in the release's tree
 * @param proof inclusion proof (RFC 9162 section 2.1.3), hex hashes, leaf to root
 */
public record Bundle(
        Envelope delivery, Envelope release, int leaf, List<String> proof, Bytes content) {

    public Bundle {
        proof = List.copyOf(proof);
    }
}
