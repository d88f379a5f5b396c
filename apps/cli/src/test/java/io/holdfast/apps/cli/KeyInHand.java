package io.holdfast.apps.cli;

import io.holdfast.core.Bytes;
import io.holdfast.sitelink.KeyId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;

/** A key made for one test run, and signatures of it as an attacker would write them. */
record KeyInHand(KeyPair pair) {

    static KeyInHand fresh() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new KeyInHand(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Bytes open() {
        return Bytes.of(pair.getPublic().getEncoded());
    }

    String name() {
        return KeyId.of(open());
    }

    /** Over the pre-authentication encoding of DSSE, written here once more. */
    Bytes signs(String type, Bytes payload) {
        return signs("SHA256withECDSA", type, payload);
    }

    Bytes signs(String algorithm, String type, Bytes payload) {
        try {
            var signer = Signature.getInstance(algorithm);
            signer.initSign(pair.getPrivate());
            int length = type.getBytes(StandardCharsets.UTF_8).length;
            signer.update(
                    ("DSSEv1 " + length + " " + type + " " + payload.size() + " ")
                            .getBytes(StandardCharsets.UTF_8));
            signer.update(payload.toArray());
            return Bytes.of(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
