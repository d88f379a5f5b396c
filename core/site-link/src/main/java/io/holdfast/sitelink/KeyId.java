package io.holdfast.sitelink;

import io.holdfast.core.Bytes;

/** The name of a public key: the SHA-256 of its X.509 SubjectPublicKeyInfo, hex. */
public final class KeyId {

    private KeyId() {}

    public static String of(Bytes publicKey) {
        return Digests.of(publicKey);
    }
}
