package io.holdfast.controller.access;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.scope.Permission;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds out whose token it is that somebody sends. */
@Component
public class ApiTokenLogin {

    /** When it was used last is kept to the minute: reading must not write each time. */
    private static final Duration STEP = Duration.ofMinutes(1);

    private final ApiTokenStore store;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    ApiTokenLogin(
            ApiTokenStore store, InstantSource clock, PlatformTransactionManager transactions) {
        this.store = store;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What a token turns out to be. */
    public sealed interface Shown {

        /** It acts for somebody. */
        record ActsFor(
                OrganizationId organization,
                UUID token,
                String issuer,
                String subject,
                Set<Permission> scopes)
                implements Shown {}

        /** It has ended or was revoked. */
        record Over() implements Shown {}

        /** Nobody's. */
        record Unknown() implements Shown {}
    }

    /** Whether it has the form of one of our tokens. */
    public static boolean ours(String token) {
        return token.startsWith(ApiTokenText.MARK);
    }

    public Shown look(String token) {
        var claimed = ApiTokenText.read(token);
        if (claimed.isEmpty()) {
            return new Shown.Unknown();
        }
        return Acting.as(
                Caller.centre(claimed.get().organization(), "access"),
                () -> Objects.requireNonNull(transaction.execute(_ -> compare(claimed.get()))));
    }

    private Shown compare(ApiTokenText claimed) {
        var found = store.stored(claimed.id());
        if (found.isEmpty() || !same(found.get().digest(), claimed.digest())) {
            return new Shown.Unknown();
        }
        var line = found.get().line();
        var now = clock.instant();
        if (!line.holds(now)) {
            return new Shown.Over();
        }
        if (line.usedAt().filter(at -> at.plus(STEP).isAfter(now)).isEmpty()) {
            store.used(line.id(), now);
        }
        return new Shown.ActsFor(
                claimed.organization(),
                line.id(),
                found.get().issuer(),
                line.owner(),
                Set.copyOf(line.scopes()));
    }

    /** In a time that does not say how much of it is the same. */
    private static boolean same(String stored, String shown) {
        return MessageDigest.isEqual(
                stored.getBytes(StandardCharsets.US_ASCII),
                shown.getBytes(StandardCharsets.US_ASCII));
    }
}
