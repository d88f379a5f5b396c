package io.holdfast.sitelink;

import io.holdfast.core.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;

/** A key pair for tests. */
record Keys(KeyPair pair) {

    static Keys p256() {
        return on("secp256r1");
    }

    static Keys on(String curve) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return new Keys(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    PrivateKey secret() {
        return pair.getPrivate();
    }

    Bytes open() {
        return Bytes.of(pair.getPublic().getEncoded());
    }

    String id() {
        return KeyId.of(open());
    }
}
