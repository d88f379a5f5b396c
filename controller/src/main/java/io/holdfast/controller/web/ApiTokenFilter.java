package io.holdfast.controller.web;

import io.holdfast.controller.access.ApiTokenLogin;
import io.holdfast.controller.access.ApiTokenLogin.Shown;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in who sends a token that a person made; other tokens are not its matter. */
@Component
final class ApiTokenFilter extends OncePerRequestFilter {

    private static final BearerTokenResolver SENT = new DefaultBearerTokenResolver();

    private final ApiTokenLogin tokens;
    private final ProblemWriter problems;

    ApiTokenFilter(ApiTokenLogin tokens, ProblemWriter problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    /** Somebody acts through a token. */
    static final class Acts extends AbstractAuthenticationToken {

        private static final long serialVersionUID = 1L;

        private final transient Shown.ActsFor token;

        Acts(Shown.ActsFor token) {
            super(List.of());
            this.token = token;
            setAuthenticated(true);
        }

        Shown.ActsFor token() {
            return token;
        }

        @Override
        public @Nullable Object getCredentials() {
            return null;
        }

        @Override
        public Object getPrincipal() {
            return token.subject();
        }
    }

    /** What is left for the other kind of tokens. */
    static @Nullable String anotherKind(HttpServletRequest request) {
        var sent = SENT.resolve(request);
        return sent != null && ApiTokenLogin.ours(sent) ? null : sent;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var sent = ours(request);
        if (sent.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        switch (tokens.look(sent.get())) {
            case Shown.ActsFor token -> {
                var context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(new Acts(token));
                SecurityContextHolder.setContext(context);
                chain.doFilter(request, response);
            }
            case Shown.Over() -> refuse(request, response, "TOKEN_EXPIRED", "The token has ended.");
            case Shown.Unknown() ->
                    refuse(
                            request,
                            response,
                            "TOKEN_NOT_VALID",
                            "The access token is not valid here.");
        }
    }

    private static Optional<String> ours(HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        return header == null
                ? Optional.empty()
                : Optional.of(header)
                        .filter(h -> h.regionMatches(true, 0, "Bearer ", 0, 7))
                        .map(h -> h.substring(7).strip())
                        .filter(ApiTokenLogin::ours);
    }

    private void refuse(
            HttpServletRequest request, HttpServletResponse response, String code, String detail)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        problems.recordUnknown(request, code, detail, "");
        problems.write(response, 401, code, detail, List.of());
    }
}
