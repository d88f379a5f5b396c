package io.holdfast.controller.database;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Digests of what may be, or bring, a secret: keyed with what is not in the database, so that who
 * has the rows cannot guess from them.
 */
@Component
public class KeyedDigests {

    private static final String MAC = "HmacSHA256";

    private final SecretKeySpec key;

    KeyedDigests(KeyDirectory keys) {
        key = new SecretKeySpec(keys.secret("digest-key").getBytes(StandardCharsets.US_ASCII), MAC);
    }

    /** Hex; the same bytes for another purpose have another digest. */
    public String of(String purpose, byte[] bytes) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(MAC + " is missing", e);
        }
    }
}
