package io.holdfast.controller.web;

import io.holdfast.controller.access.OpenLogins;
import io.holdfast.controller.access.OpenLogins.Shown;
import io.holdfast.controller.scope.OrganizationId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Asks at each request of a person whether that login still counts, and says so when the session of
 * a browser is over.
 */
@Component
public class LoginWatch implements HttpSessionListener {

    private static final Logger LOG = LoggerFactory.getLogger(LoginWatch.class);

    private final OpenLogins logins;
    private final String own;

    LoginWatch(OpenLogins logins, @Value("${holdfast.url}") String own) {
        this.logins = logins;
        this.own = own;
    }

    boolean holds(HttpServletRequest request, OrganizationId organization, Authentication person) {
        if (person instanceof JwtAuthenticationToken token) {
            return logins.counts(organization, shown(request, token.getToken(), true));
        }
        if (person.getPrincipal() instanceof OidcUser user) {
            var shown = shown(request, user.getIdToken(), false);
            var session = request.getSession();
            // Two requests of a new session begin one login between them.
            synchronized (WebUtils.getSessionMutex(session)) {
                return holds(session, organization, shown);
            }
        }
        return true;
    }

    private boolean holds(HttpSession session, OrganizationId organization, Shown shown) {
        if (session.getAttribute(KeptLogin.PLACE) instanceof KeptLogin kept) {
            if (kept.organization().equals(organization)
                    && kept.subject().equals(shown.subject())) {
                return logins.holds(organization, kept.login(), shown);
            }
            logins.closed(kept.organization(), kept.login());
        }
        var login = logins.begin(organization, shown);
        login.ifPresent(id ->
                session.setAttribute(
                        KeptLogin.PLACE, new KeptLogin(organization, id, shown.subject())));
        return login.isPresent();
    }

    private Shown shown(HttpServletRequest request, ClaimAccessor claims, boolean token) {
        var issuer = String.valueOf(claims.getClaimAsString("iss"));
        return new Shown(
                issuer,
                String.valueOf(claims.getClaimAsString("sub")),
                // Our own provider's says which browser asked last, and not which one this is.
                issuer.equals(own) ? "" : first(claims, "sid"),
                moment(claims),
                token ? first(claims, "azp", "client_id") : "",
                request.getRemoteAddr(),
                Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), ""));
    }

    /** A provider that does not say when somebody logged in says when it told us. */
    private static Instant moment(ClaimAccessor claims) {
        return Stream.of("auth_time", "iat")
                .map(name -> AuthTime.of(claims.getClaims().get(name)))
                .filter(at -> at.isAfter(Instant.EPOCH))
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    private static String first(ClaimAccessor claims, String... names) {
        return Stream.of(names)
                .map(claims::getClaimAsString)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent over) {
        try {
            if (over.getSession().getAttribute(KeptLogin.PLACE) instanceof KeptLogin begun) {
                logins.closed(begun.organization(), begun.login());
            }
        } catch (RuntimeException e) {
            // A centre that stops ends its sessions after its database; the list forgets them.
            LOG.debug("the end of a session could not be written down", e);
        }
    }
}
