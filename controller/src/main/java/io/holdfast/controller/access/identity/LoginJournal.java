package io.holdfast.controller.access.identity;

import io.holdfast.controller.access.People;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes logins and refused ones into the log of each organisation the name belongs to; for a name
 * nobody has, into the installation's, and without the name: it may be a password that was typed
 * into the wrong field.
 */
final class LoginJournal {

    private static final Logger LOG = LoggerFactory.getLogger(LoginJournal.class);

    /** Nothing else is looked up. */
    static final String CAN_BE_A_NAME = "(client:)?[a-z0-9][a-z0-9.-]{0,62}";

    private final AuditLog audit;
    private final People people;
    private final String issuer;
    private final TransactionTemplate transaction;

    LoginJournal(
            AuditLog audit, People people, String issuer, PlatformTransactionManager transactions) {
        this.audit = audit;
        this.people = people;
        this.issuer = issuer;
        this.transaction = new TransactionTemplate(transactions);
    }

    void loggedIn(Authentication attempt) {
        var name = attempt.getName();
        for (var organization : people.organizationsOf(issuer, name)) {
            as(
                    People.person(organization, issuer, name),
                    address(attempt),
                    () ->
                            transaction.executeWithoutResult(
                                    _ -> audit.record("login", "account:" + name, Map.of())));
        }
    }

    /** Of somebody who has an account. */
    void refused(Authentication attempt, String code, String reason) {
        var name = attempt.getName();
        write(name, known(name), address(attempt), code, reason);
    }

    /** Of whoever it was, perhaps nobody. */
    void refusedPerhapsUnknown(Authentication attempt, String code, String reason) {
        refused(attempt.getName(), address(attempt), code, reason);
    }

    /** The same for a program, known by the id it claimed. */
    void refused(String typed, String address, String code, String reason) {
        var known = typed.matches(CAN_BE_A_NAME) ? known(typed) : List.<OrganizationId>of();
        write(known.isEmpty() ? "" : typed, known, address, code, reason);
    }

    /** A journal that cannot look somebody up must not change what he is answered. */
    private List<OrganizationId> known(String name) {
        try {
            return people.organizationsOf(issuer, name);
        } catch (RuntimeException e) {
            LOG.error("whose login was refused could not be looked up", e);
            return List.of();
        }
    }

    private void write(
            String name, List<OrganizationId> known, String address, String code, String reason) {
        LOG.warn("login of \"{}\" from {} refused: {}", name, address, code);
        Consumer<OrganizationId> write =
                organization ->
                        as(
                                Caller.unknown(organization, name),
                                address,
                                () ->
                                        audit.refused(
                                                "login",
                                                "account:" + name,
                                                code,
                                                reason,
                                                Map.of()));
        try {
            people.directoryOf(OrganizationId.INSTALLATION);
            (known.isEmpty() ? List.of(OrganizationId.INSTALLATION) : known).forEach(write);
        } catch (RuntimeException e) {
            LOG.error("a refused login could not be recorded: {}", code, e);
        }
    }

    private static void as(Caller who, String address, Runnable what) {
        Acting.run(
                who,
                () ->
                        Acting.through(
                                "login " + address,
                                () -> {
                                    what.run();
                                    return true;
                                }));
    }

    private static String address(Authentication attempt) {
        return attempt.getDetails() instanceof WebAuthenticationDetails details
                ? details.getRemoteAddress()
                : "";
    }
}
