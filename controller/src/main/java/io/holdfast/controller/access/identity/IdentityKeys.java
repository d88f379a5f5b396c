package io.holdfast.controller.access.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.holdfast.controller.database.KeyDirectory;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.UUID;

/**
 * The key tokens are signed with. It lives in the key directory, so a restart keeps people logged
 * in.
 */
final class IdentityKeys {

    private static final String FILE = "identity.jwk";

    /** Three thousand bits: BSI TR-02102-1 for use beyond 2023. */
    private static final int BITS = 3072;

    private IdentityKeys() {}

    static JWKSource<SecurityContext> source(KeyDirectory directory) {
        return new ImmutableJWKSet<>(new JWKSet(key(directory)));
    }

    private static JWK key(KeyDirectory directory) {
        try {
            var stored = directory.read(FILE);
            if (stored.isPresent()) {
                return JWK.parse(new String(stored.get(), StandardCharsets.UTF_8));
            }
            var made =
                    new RSAKeyGenerator(BITS)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.RS256)
                            .keyID(UUID.randomUUID().toString())
                            .generate();
            directory.create(FILE, made.toJSONString().getBytes(StandardCharsets.UTF_8));
            return made;
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException("the identity key " + FILE + " cannot be used", e);
        }
    }
}
