package io.holdfast.core.network;

/**
 * What both ends of a tunnel agree to: one of each, so that none can be talked down (RFC 8221, RFC
 * 8247, BSI TR-02102-3).
 */
public enum TunnelProposal {
    /**
     * IKEv2 and ESP with AES-256-GCM and 16 octets of tag, PRF HMAC-SHA-384, ECP group 20 for both,
     * ECDSA certificates on P-384; no shared secret.
     */
    AES_256_GCM_SHA_384_ECP_384
}
