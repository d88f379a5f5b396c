package io.holdfast.controller.web;

import io.holdfast.controller.access.OpenLogins;
import io.holdfast.controller.access.People;
import io.holdfast.controller.scope.Acting;
import io.holdfast.core.Printable;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where a provider outside says that somebody is logged out there (OpenID Connect Back-Channel
 * Logout 1.0): the logins that came of it end here at once. What it says is signed; nobody else is
 * believed, and saying it twice does nothing more.
 */
@RestController
@Profile("keycloak")
class LoggedOutThere {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedOutThere.class);

    /** Where it is told. */
    static final String PATH = "/idp/logged-out-there";

    /** A token of a name and a session has less than one. */
    private static final int LONGEST = 16 * 1024;

    private final LogoutTokens tokens;
    private final People people;
    private final OpenLogins logins;

    LoggedOutThere(LogoutTokens tokens, People people, OpenLogins logins) {
        this.tokens = tokens;
        this.people = people;
        this.logins = logins;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Map<String, String>> loggedOut(
            @RequestParam(name = "logout_token", defaultValue = "") String token,
            HttpServletRequest request) {
        if (token.isEmpty() || token.length() > LONGEST) {
            return refused(HttpStatus.BAD_REQUEST, "logout_token is missing or too long");
        }
        try {
            end(tokens.decode(token), request);
            return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Map.of());
        } catch (ProviderTokens.Silent _) {
            return refused(HttpStatus.SERVICE_UNAVAILABLE, "the token cannot be judged now");
        } catch (JwtException e) {
            // What stands in it came with the request, from whoever it was.
            var cut = Printable.cut(String.valueOf(e.getMessage()), 200);
            LOG.warn(
                    "what {} said of a logout counts for nothing: {}",
                    request.getRemoteAddr(),
                    cut);
            return refused(HttpStatus.BAD_REQUEST, "this is not a logout token of this client");
        }
    }

    private void end(Jwt said, HttpServletRequest request) {
        var issuer = String.valueOf(said.getClaimAsString("iss"));
        var subject = String.valueOf(said.getSubject());
        var session = Optional.ofNullable(said.getClaimAsString("sid"));
        for (var organization : people.organizationsOf(issuer, subject)) {
            Acting.<Boolean, RuntimeException>through(
                    "login " + request.getRemoteAddr(),
                    () -> {
                        logins.endedThere(organization, issuer, subject, session);
                        return true;
                    });
        }
    }

    /** Section 2.8. */
    private static ResponseEntity<Map<String, String>> refused(HttpStatus status, String why) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(Map.of("error", "invalid_request", "error_description", why));
    }
}
