package io.holdfast.controller.access;

import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.OrganizationId;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes who came in from the outside provider into the log of each organisation he belongs to. Who
 * was refused there stands in the provider's own log.
 */
@Component
@Profile("keycloak")
class OutsideLogins {

    private final AuditLog audit;
    private final People people;
    private final TransactionTemplate transaction;

    OutsideLogins(AuditLog audit, People people, PlatformTransactionManager transactions) {
        this.audit = audit;
        this.people = people;
        this.transaction = new TransactionTemplate(transactions);
    }

    @EventListener
    void loggedIn(InteractiveAuthenticationSuccessEvent event) {
        var login = event.getAuthentication();
        if (login.getPrincipal() instanceof OidcUser user) {
            var issuer = String.valueOf(user.getIssuer());
            for (var organization : people.organizationsOf(issuer, user.getName())) {
                write(organization, issuer, user.getName(), address(login));
            }
        }
    }

    private void write(OrganizationId organization, String issuer, String subject, String address) {
        Acting.run(
                People.person(organization, issuer, subject),
                () ->
                        Acting.through(
                                "login " + address,
                                () -> {
                                    transaction.executeWithoutResult(_ ->
                                            audit.record("login", "account:" + subject, Map.of()));
                                    return true;
                                }));
    }

    private static String address(Authentication login) {
        return login.getDetails() instanceof WebAuthenticationDetails details
                ? details.getRemoteAddress()
                : "";
    }
}
