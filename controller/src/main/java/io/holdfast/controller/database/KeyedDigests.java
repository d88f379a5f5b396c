package io.holdfast.controller.database;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Digests of what may be, or bring, a secret: keyed with what is not in the database, so that who
 * has the rows cannot guess from them.
 */
@Component
public class KeyedDigests {

    private static final String MAC = "HmacSHA256";
    private static final String FILE = "digest-key";

    private final SecretKeySpec key;

    KeyedDigests(KeyDirectory keys, JdbcClient jdbc, InstantSource clock) {
        var known =
                jdbc.sql("select mark from key_mark where name = ?")
                        .param(FILE)
                        .query(String.class)
                        .optional();
        if (known.isPresent() && keys.read(FILE).isEmpty()) {
            throw new IllegalStateException(
                    "the file "
                            + keys.path().resolve(FILE)
                            + " is missing, but the database was made with it; bring it back from"
                            + " the backup");
        }
        key = new SecretKeySpec(keys.secret(FILE).getBytes(StandardCharsets.US_ASCII), MAC);
        var ours = of("mark", new byte[0]);
        if (known.isEmpty()) {
            jdbc.sql(
                            """
                            insert into key_mark (name, mark, created_at) values (?, ?, ?)
                            on conflict do nothing\
                            """)
                    .params(FILE, ours, clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } else if (!known.get().equals(ours)) {
            throw new IllegalStateException(
                    "the key in "
                            + keys.path().resolve(FILE)
                            + " is not the one this database was made with: no organisation would"
                            + " know its own entries of the audit log; bring it back from the"
                            + " backup");
        }
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
