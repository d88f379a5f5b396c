package io.holdfast.controller.access.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Whoever is asked for with {@code max_age} and logged in longer ago logs in once more (OpenID
 * Connect Core 1.0, section 3.1.2.1); the request goes on after it.
 */
final class FreshLogin extends OncePerRequestFilter {

    /** In the session of somebody who has to log in once more: the name he had. */
    static final String AGAIN = "IDP_LOG_IN_AGAIN";

    /** Seconds; whoever asks for less would send somebody in a circle. */
    private static final long JUST_NOW = 5;

    private final SecurityContextRepository sessionPlace;
    private final InstantSource clock;

    FreshLogin(SecurityContextRepository sessionPlace, InstantSource clock) {
        this.sessionPlace = sessionPlace;
        this.clock = clock;
    }

    /** When somebody showed last who he is. */
    static Optional<Instant> at(@Nullable Authentication person) {
        return Optional.ofNullable(person).map(Authentication::getAuthorities).stream()
                .flatMap(Collection::stream)
                .filter(FactorGrantedAuthority.class::isInstance)
                .map(a -> ((FactorGrantedAuthority) a).getIssuedAt())
                .max(Instant::compareTo);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var person = SecurityContextHolder.getContext().getAuthentication();
        var within = request.getParameter("max_age");
        if (person != null && within != null && within.matches("[0-9]{1,9}")) {
            var oldest = clock.instant().minusSeconds(Math.max(JUST_NOW, Long.parseLong(within)));
            if (at(person).filter(at -> !at.isBefore(oldest)).isEmpty()) {
                request.getSession().setAttribute(AGAIN, person.getName());
                var nobody = SecurityContextHolder.createEmptyContext();
                SecurityContextHolder.setContext(nobody);
                sessionPlace.saveContext(nobody, request, response);
            } else {
                request.getSession().removeAttribute(AGAIN);
            }
        }
        chain.doFilter(request, response);
    }
}
