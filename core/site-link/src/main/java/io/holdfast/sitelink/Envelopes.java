package io.holdfast.sitelink;

import io.holdfast.core.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Signs and verifies DSSE envelopes (secure-systems-lab DSSE v1.0.2) with ECDSA P-256 and SHA-256
 * (FIPS 186-5). A threshold counts keys, never signatures: one key that signed twice is one,
 * whatever the second signature's bytes are.
 */
public final class Envelopes {

    /**
     * More signatures than this are not looked at; five approvers are the most anybody asked for.
     */
    static final int MOST_SIGNATURES = 16;

    /** Order of the P-256 group, to know the curve by (SEC 2, section 2.4.2). */
    private static final String P256_ORDER =
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

    private Envelopes() {}

    /** An envelope with one signature. */
    public static Envelope sign(
            String payloadType, Bytes payload, PrivateKey key, Bytes publicKey) {
        return countersign(new Envelope(payloadType, payload, List.of()), key, publicKey);
    }

    /** The same envelope with one signature more. */
    public static Envelope countersign(Envelope envelope, PrivateKey key, Bytes publicKey) {
        try {
            var signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(key);
            signer.update(encoding(envelope.payloadType(), envelope.payload()));
            var signatures = new ArrayList<>(envelope.signatures());
            signatures.add(new Envelope.Signature(KeyId.of(publicKey), Bytes.of(signer.sign())));
            return new Envelope(envelope.payloadType(), envelope.payload(), signatures);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key does not sign", e);
        }
    }

    /**
     * Whether at least {@code threshold} different keys of this list signed this payload as this
     * type. A threshold below one is taken as one: there is no unsigned state.
     */
    public static boolean verify(
            Envelope envelope, String payloadType, List<Bytes> keys, int threshold) {
        return envelope.payloadType().equals(payloadType)
                && signers(envelope, keys).size() >= Math.max(threshold, 1);
    }

    /** Which keys of the list signed the envelope, by id, each once, sorted. */
    public static List<String> signers(Envelope envelope, List<Bytes> keys) {
        var signed = encoding(envelope.payloadType(), envelope.payload());
        var found = new TreeSet<String>();
        envelope.signatures().stream()
                .limit(MOST_SIGNATURES)
                .forEach(signature -> {
                    for (var key : keys) {
                        if (KeyId.of(key).equals(signature.keyId())
                                && valid(signed, signature.value(), key)) {
                            found.add(signature.keyId());
                        }
                    }
                });
        return List.copyOf(found);
    }

    private static boolean valid(byte[] signed, Bytes value, Bytes key) {
        var publicKey = p256(key);
        if (publicKey.isEmpty()) {
            return false;
        }
        try {
            var verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(publicKey.get());
            verifier.update(signed);
            return verifier.verify(value.toArray());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * The key, if it is a P-256 key in its one encoding: a second encoding would be a second key
     * id.
     */
    static Optional<PublicKey> p256(Bytes subjectPublicKeyInfo) {
        try {
            var encoded = subjectPublicKeyInfo.toArray();
            var key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
            boolean plain =
                    key instanceof ECPublicKey ec
                            && ec.getParams().getOrder().toString(16).equals(P256_ORDER)
                            && Bytes.of(key.getEncoded()).equals(subjectPublicKeyInfo);
            return plain ? Optional.of(key) : Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** The pre-authentication encoding (DSSE v1, PAE). */
    static byte[] encoding(String payloadType, Bytes payload) {
        var type = payloadType.getBytes(StandardCharsets.UTF_8);
        var head =
                ("DSSEv1 " + type.length + " " + payloadType + " " + payload.size() + " ")
                        .getBytes(StandardCharsets.UTF_8);
        var body = payload.toArray();
        var all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }
}
