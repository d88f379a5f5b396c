package io.holdfast.sitelink;

import io.holdfast.core.Bytes;
import java.util.List;

/**
 * A DSSE envelope: exact payload bytes and a list of signatures over their pre-authentication
 * encoding (rulings D5). The list may hold several; thresholds are by risk class.
 */
public record Envelope(String payloadType, Bytes payload, List<Signature> signatures) {

    public Envelope {
        signatures = List.copyOf(signatures);
    }

    /**
     * One signature: ECDSA P-256 with SHA-256, DER; the key id is the SHA-256 of the public key,
     * hex.
     */
    public record Signature(String keyId, Bytes value) {}
}
