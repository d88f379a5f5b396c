package io.holdfast.controller.access;

import io.holdfast.controller.database.KeyDirectory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links by which somebody who was invited comes in, with a first password or a login elsewhere:
 * each works once and for three days.
 */
@Component
class Invitations {

    private static final Duration VALID = Duration.ofDays(3);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final String url;

    Invitations(JdbcClient jdbc, InstantSource clock, @Value("${holdfast.url}") String url) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.url = url;
    }

    Invitation issue(String user) {
        var secret = KeyDirectory.randomSecret();
        var until = clock.instant().plus(VALID);
        jdbc.sql("insert into invitation (token_digest, username, valid_until) values (?, ?, ?)")
                .params(digest(secret), user, until.atOffset(ZoneOffset.UTC))
                .update();
        return new Invitation(user, url + "/idp/invitation?token=" + secret, until);
    }

    /** Whose it is, if it still works. */
    @Transactional(readOnly = true)
    public Optional<String> user(String secret) {
        return jdbc.sql(
                        """
                        select username from invitation
                        where token_digest = ? and used_at is null and valid_until > ?\
                        """)
                .params(digest(secret), at(clock.instant()))
                .query(String.class)
                .optional();
    }

    /** Uses it up. */
    boolean use(String secret) {
        var now = clock.instant();
        return jdbc.sql(
                                """
                                update invitation set used_at = ?
                                where token_digest = ? and used_at is null and valid_until > ?\
                                """)
                        .params(at(now), digest(secret), at(now))
                        .update()
                == 1;
    }

    private static java.time.OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }
}
