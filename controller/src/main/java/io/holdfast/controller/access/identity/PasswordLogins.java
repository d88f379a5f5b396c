package io.holdfast.controller.access.identity;

import io.holdfast.controller.access.identity.PasswordGuesses.Turn;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.springframework.security.authentication.AccountStatusException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.JdbcUserDetailsManager;

/**
 * Logging in with a password. Each attempt is in the audit log with the true reason; from outside a
 * wrong password, a name nobody has and an ended account look and take the same.
 */
final class PasswordLogins implements AuthenticationProvider {

    /** Looking at a password is costly on purpose; guessing must not slow down everybody else. */
    private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DaoAuthenticationProvider passwords;
    private final Predicate<String> someones;
    private final PasswordGuesses guesses;
    private final LoginJournal journal;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    PasswordLogins(
            JdbcUserDetailsManager users,
            PasswordEncoder encoder,
            PasswordGuesses guesses,
            LoginJournal journal) {
        this.passwords = new DaoAuthenticationProvider(users);
        this.passwords.setPasswordEncoder(encoder);
        this.passwords.setHideUserNotFoundExceptions(false);
        this.someones = users::userExists;
        this.guesses = guesses;
        this.journal = journal;
    }

    /** No password is looked at now: too many were tried for this name, or by all together. */
    static final class TriedTooOften extends AuthenticationException {

        private static final long serialVersionUID = 1L;

        TriedTooOften() {
            super("too many attempts");
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        return switch (guesses.take(attempt.getName())) {
            case Turn.Guess guess -> look(attempt, guess);
            case Turn.TooMany(var first) -> {
                if (first) {
                    journal.refusedPerhapsUnknown(
                            attempt,
                            "LOGIN_TOO_MANY_GUESSES",
                            "Ten wrong passwords in a quarter of an hour; further attempts are not"
                                    + " looked at until some of them are older.");
                }
                throw new TriedTooOften();
            }
        };
    }

    private Authentication look(Authentication attempt, Turn.Guess guess) {
        try {
            var person = inTurn(attempt);
            guesses.right(guess);
            journal.loggedIn(attempt);
            return person;
        } catch (UsernameNotFoundException e) {
            journal.refusedPerhapsUnknown(attempt, "LOGIN_NAME_UNKNOWN", "Nobody has this name.");
        } catch (BadCredentialsException e) {
            journal.refused(attempt, "LOGIN_PASSWORD_WRONG", "The password is wrong.");
        } catch (AccountStatusException e) {
            journal.refused(attempt, "LOGIN_ACCOUNT_ENDED", "The account is switched off.");
        }
        throw new BadCredentialsException("the login is refused");
    }

    /**
     * What is nobody's name may be a password in the wrong field: whoever looks a name up, and may
     * log it, does not get to see it.
     */
    private Authentication asked(Authentication attempt) {
        var name = attempt.getName();
        if (name.matches(LoginJournal.CAN_BE_A_NAME) && someones.test(name)) {
            return attempt;
        }
        var nobody =
                UsernamePasswordAuthenticationToken.unauthenticated(
                        "-", String.valueOf(attempt.getCredentials()));
        nobody.setDetails(attempt.getDetails());
        return nobody;
    }

    private Authentication inTurn(Authentication attempt) {
        try {
            if (!places.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new TriedTooOften();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TriedTooOften();
        }
        try {
            return passwords.authenticate(asked(attempt));
        } finally {
            places.release();
        }
    }
}
