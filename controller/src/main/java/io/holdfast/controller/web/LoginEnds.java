package io.holdfast.controller.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a login at the dashboard after half a day: the provider is asked again then, so that an
 * account it closed meanwhile ends here too (NIST SP 800-63B, section 4.2.3). Counted from when the
 * provider told us last, and not from the password: who is logged in there comes back unasked.
 */
@Component
public final class LoginEnds extends OncePerRequestFilter {

    static final Duration LONGEST = Duration.ofHours(12);

    private final InstantSource clock;
    private final SecurityContextLogoutHandler end = new SecurityContextLogoutHandler();

    LoginEnds(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var login = SecurityContextHolder.getContext().getAuthentication();
        if (login != null && login.getPrincipal() instanceof OidcUser user) {
            var told = user.getIdToken().getIssuedAt();
            if (told == null || told.plus(LONGEST).isBefore(clock.instant())) {
                end.logout(request, response, login);
            }
        }
        chain.doFilter(request, response);
    }
}
