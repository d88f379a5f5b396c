package io.holdfast.controller.sitelinks.keys;

import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.Envelopes;
import io.holdfast.sitelink.KeyId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

/** An ECDSA P-256 key that signs envelopes. Signs, and does not let the private half out. */
public final class SigningKey {

    private final PrivateKey key;
    private final Bytes publicKey;

    private SigningKey(PrivateKey key, Bytes publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    static SigningKey made() {
        var pair = newPair();
        return new SigningKey(pair.getPrivate(), Bytes.of(pair.getPublic().getEncoded()));
    }

    static SigningKey read(String file, byte[] bytes) {
        return new SigningKey(privateKey(file, bytes), Pem.read(file, bytes, Pem.PUBLIC_KEY));
    }

    byte[] file() {
        return (Pem.block(Pem.PRIVATE_KEY, key.getEncoded())
                        + Pem.block(Pem.PUBLIC_KEY, publicKey.toArray()))
                .getBytes(StandardCharsets.US_ASCII);
    }

    public Bytes publicKey() {
        return publicKey;
    }

    public String id() {
        return KeyId.of(publicKey);
    }

    public Envelope sign(String payloadType, Bytes payload) {
        return Envelopes.sign(payloadType, payload, key, publicKey);
    }

    static KeyPair newPair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this platform has no P-256", e);
        }
    }

    static PrivateKey privateKey(String file, byte[] bytes) {
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(
                                    Pem.read(file, bytes, Pem.PRIVATE_KEY).toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key file " + file + " holds no P-256 key", e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + id() + "]";
    }
}
