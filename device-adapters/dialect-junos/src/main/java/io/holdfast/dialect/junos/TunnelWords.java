package io.holdfast.dialect.junos;

import io.holdfast.core.network.TunnelProposal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a tunnel is made of in Junos: IKEv2 with AES-256-CBC, SHA-384, ECP group 20 and ECDSA
 * certificates; ESP with AES-256-GCM and fresh keys of group 20 (BSI TR-02102-3; the suite of RFC
 * 6379 that firewalls have known for longest).
 */
final class TunnelWords {

    /** What every name of ours begins with. */
    static final String OURS = "hf-";

    static final String EXCHANGE = "hf-ike";
    static final String PROTECTION = "hf-esp";
    static final String PEER = "hf-peer";

    /**
     * The name under which a person put the device's certificate, and whom it trusts, into the
     * device. Its private key was made there and never leaves it.
     */
    static final String CERTIFICATE = "holdfast-tunnels";

    static final String CERTIFICATE_TYPE = "x509-signature";
    static final String VERSION = "v2-only";
    static final String SECRECY = "group20";
    static final String ESTABLISHED = "immediately";

    static final Map<String, String> EXCHANGE_WORDS =
            words(
                    "authentication-method",
                    "ecdsa-signatures-384",
                    "dh-group",
                    "group20",
                    "authentication-algorithm",
                    "sha-384",
                    "encryption-algorithm",
                    "aes-256-cbc",
                    "lifetime-seconds",
                    "28800");

    static final Map<String, String> PROTECTION_WORDS =
            words(
                    "protocol",
                    "esp",
                    "encryption-algorithm",
                    "aes-256-gcm",
                    "lifetime-seconds",
                    "3600");

    /** A dead peer is noticed within half a minute. */
    static final Map<String, String> LIVELINESS = words("interval", "10", "threshold", "3");

    /** What all of this is in the model; one, so that none can be talked down. */
    static final TunnelProposal MEANT = TunnelProposal.AES_256_GCM_SHA_384_ECP_384;

    private TunnelWords() {}

    private static Map<String, String> words(String... pairs) {
        var words = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            words.put(pairs[i], pairs[i + 1]);
        }
        return Collections.unmodifiableMap(words);
    }
}
