package io.holdfast.controller.access;

import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.database.Ids;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.core.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether what a person logged in with still counts: asked at each request, of the database, so
 * that whoever ends a login ends it at every centre. What somebody showed the provider and what was
 * ended since does not count again; whoever shows it once more is in again (decision 30).
 */
@Component
public class OpenLogins {

    /** When it was used last is kept to the minute: reading must not write each time. */
    private static final Duration STEP = Duration.ofMinutes(1);

    /** Who ended what was logged out elsewhere. */
    public static final String THERE = "identity-provider";

    private final LoginStore store;
    private final AuditLog audit;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    OpenLogins(
            LoginStore store,
            AuditLog audit,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What a person shows who is logged in.
     *
     * @param session the session at the provider, the claim {@code sid} (OpenID Connect
     *     Front-Channel Logout 1.0, section 3); empty if it names none
     * @param at when the person showed who he is, to the second
     * @param program whom the token is for; empty for the dashboard
     */
    public record Shown(
            String issuer,
            String subject,
            String session,
            Instant at,
            String program,
            String address,
            String agent) {

        public Shown {
            session = Printable.cut(session, 200);
            at = at.truncatedTo(ChronoUnit.SECONDS);
            program = Printable.cut(program, 200);
            address = Printable.cut(address, 64);
            agent = Printable.cut(agent, 200);
        }
    }

    /** Begins one of a browser; nothing if what it rests on was ended. */
    public Optional<UUID> begin(OrganizationId organization, Shown shown) {
        return in(
                organization,
                () -> {
                    if (store.wasEnded(shown)) {
                        return Optional.<UUID>empty();
                    }
                    var id = Ids.next(clock.instant());
                    store.add(id, LoginLine.Door.DASHBOARD, shown, clock.instant());
                    return Optional.of(id);
                });
    }

    /** Whether one of a browser, begun before, goes on for this person. */
    public boolean holds(OrganizationId organization, UUID id, Shown shown) {
        return in(
                organization,
                () -> {
                    boolean open =
                            store.find(id)
                                    .filter(l -> l.endedAt().isEmpty())
                                    .filter(l -> l.owner().equals(shown.subject()))
                                    .filter(l -> l.issuer().equals(shown.issuer()))
                                    .isPresent();
                    if (open) {
                        store.seen(id, shown, clock.instant(), STEP);
                    }
                    return open;
                });
    }

    /** Whether a person's token from the provider counts; the first one begins a login. */
    public boolean counts(OrganizationId organization, Shown shown) {
        return in(
                organization,
                () -> {
                    if (store.wasEnded(shown)) {
                        return false;
                    }
                    var now = clock.instant();
                    store.openFor(shown)
                            .ifPresentOrElse(
                                    line -> store.seen(line.id(), shown, now, STEP),
                                    () ->
                                            store.add(
                                                    Ids.next(now),
                                                    LoginLine.Door.REST,
                                                    shown,
                                                    now));
                    return true;
                });
    }

    /**
     * The provider says that somebody is logged out there.
     *
     * @param session that session there; all of that person where none is named
     */
    public void endedThere(
            OrganizationId organization, String issuer, String subject, Optional<String> session) {
        in(
                organization,
                () -> {
                    int ended = store.endAll(issuer, subject, session, THERE, clock.instant());
                    if (ended > 0) {
                        audit.record(
                                "login.end",
                                "account:" + subject,
                                Map.of("owner", subject, "ended", ended, "by", THERE));
                    }
                    return true;
                });
    }

    /** The session of a browser ended by itself. */
    public void closed(OrganizationId organization, UUID id) {
        in(
                organization,
                () -> {
                    store.closed(id, clock.instant());
                    return true;
                });
    }

    private <T> T in(OrganizationId organization, Supplier<T> what) {
        return Acting.as(
                Caller.centre(organization, "access"),
                () -> Objects.requireNonNull(transaction.execute(_ -> what.get())));
    }
}
