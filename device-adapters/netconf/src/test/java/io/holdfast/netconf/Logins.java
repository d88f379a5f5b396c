package io.holdfast.netconf;

import io.holdfast.spi.CertificateLogin;
import io.holdfast.spi.tls.SelfSigned;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A certificate a test logs in with, made when it is needed. */
record Logins(KeyPair keys, X509Certificate certificate) {

    static Logins fresh(String name) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var keys = generator.generateKeyPair();
            var now = Instant.now();
            return new Logins(
                    keys,
                    SelfSigned.of(
                            keys,
                            name,
                            now.minus(Duration.ofHours(1)),
                            now.plus(Duration.ofDays(36_500))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void of(CertificateLogin adapter) {
        adapter.loginWith(keys.getPrivate(), List.of(certificate));
    }
}
