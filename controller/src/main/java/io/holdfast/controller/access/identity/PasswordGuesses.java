package io.holdfast.controller.access.identity;

import io.holdfast.controller.database.Ids;
import io.holdfast.controller.database.KeyedDigests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How often somebody guessed at a name's password: at most ten times in a quarter of an hour,
 * whoever guesses from wherever (G-36), over all replicas and restarts. A name nobody has is
 * counted alike. It ends by itself: nobody is locked out for good.
 */
final class PasswordGuesses {

    /** So many wrong passwords for one name in {@link #WINDOW}. */
    static final int MOST = 10;

    static final Duration WINDOW = Duration.ofMinutes(15);

    /** No account has a longer name; a longer one is cut, and so shares its guesses. */
    private static final int LONGEST_NAME = 100;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final KeyedDigests digests;
    private final TransactionTemplate transaction;

    PasswordGuesses(
            JdbcClient jdbc,
            InstantSource clock,
            KeyedDigests digests,
            PlatformTransactionManager transactions) {
        this.digests = digests;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Whether the password may be looked at. */
    sealed interface Turn {

        /** Yes; counted as a guess until it turns out right. */
        record Guess(UUID id) implements Turn {}

        /**
         * No.
         *
         * @param first since it began, so that it is written down once
         */
        record TooMany(boolean first) implements Turn {}
    }

    /** Takes a turn before the password is looked at, so that many at once are counted too. */
    Turn take(String name) {
        var account = account(name);
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    lock(account);
                    forget();
                    var now = clock.instant();
                    return count(account, "GUESS") < MOST
                            ? new Turn.Guess(add(account, "GUESS", now))
                            : new Turn.TooMany(firstTurnedAway(account, now));
                }));
    }

    /** It was no guess: the password is right. What others guessed before stays counted. */
    void right(Turn.Guess guess) {
        jdbc.sql("delete from login_guess where guess_id = ?").param(guess.id()).update();
    }

    /** Whether nobody was turned away under this name lately; then it is worth writing down. */
    boolean firstTurnedAway(String name) {
        var account = account(name);
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    lock(account);
                    forget();
                    return firstTurnedAway(account, clock.instant());
                }));
    }

    private boolean firstTurnedAway(String account, Instant now) {
        boolean first = count(account, "TURNED_AWAY") == 0;
        if (first) {
            add(account, "TURNED_AWAY", now);
        }
        return first;
    }

    private void lock(String account) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 11))")
                .param(account)
                .query((_, _) -> true)
                .single();
    }

    private void forget() {
        jdbc.sql("delete from login_guess where at < ?")
                .param(at(clock.instant().minus(WINDOW)))
                .update();
    }

    private int count(String account, String kind) {
        return jdbc.sql("select count(*) from login_guess where account = ? and kind = ?")
                .params(account, kind)
                .query(Integer.class)
                .single();
    }

    private UUID add(String account, String kind, Instant now) {
        var id = Ids.next(now);
        jdbc.sql("insert into login_guess (guess_id, account, kind, at) values (?, ?, ?, ?)")
                .params(id, account, kind, at(now))
                .update();
        return id;
    }

    /** Whoever typed a password into the wrong field: nobody finds or guesses it from a table. */
    private String account(String name) {
        var cut = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
        return digests.of("login-guess", cut.getBytes(StandardCharsets.UTF_8));
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
