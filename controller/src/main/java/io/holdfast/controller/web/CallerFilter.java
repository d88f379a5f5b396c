package io.holdfast.controller.web;

import io.holdfast.controller.access.ApiTokenLogin.Shown;
import io.holdfast.controller.access.ApiTokens;
import io.holdfast.controller.access.LoginMessages;
import io.holdfast.controller.access.People;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * From a checked identity to a caller with an organisation, for the whole request. One request, one
 * organisation: who is a member of several names one in the header Holdfast-Organization. It stands
 * in the API's chain and may stand in the dashboard's.
 */
@Component
public class CallerFilter extends OncePerRequestFilter {

    private static final String HEADER = "Holdfast-Organization";

    private final People people;
    private final ProblemWriter problems;
    private final LoginWatch logins;
    private final SecurityContextLogoutHandler end = new SecurityContextLogoutHandler();

    CallerFilter(People people, ProblemWriter problems, LoginWatch logins) {
        this.people = people;
        this.problems = problems;
        this.logins = logins;
    }

    /** An identity that somebody vouched for. */
    private record Identity(
            String issuer,
            String subject,
            Set<String> scopes,
            People.Shown shown,
            Optional<Shown.ActsFor> token) {

        Identity(String issuer, String subject, Set<String> scopes, People.Shown shown) {
            this(issuer, subject, scopes, shown, Optional.empty());
        }

        /** What comes through a token is told apart in the audit log. */
        String door(HttpServletRequest request) {
            return token.map(t -> Door.of(request) + " " + ApiTokens.door(t.token()))
                    .orElseGet(() -> Door.of(request));
        }
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        var identity = identity(authentication);
        if (identity.isEmpty() || Acting.current().isPresent()) {
            chain.doFilter(request, response);
            return;
        }
        var known = people.organizationsOf(identity.get().issuer(), identity.get().subject());
        var chosen = choose(request, identity.get(), known);
        var caller =
                chosen.flatMap(o ->
                                people.caller(
                                        o,
                                        identity.get().issuer(),
                                        identity.get().subject(),
                                        identity.get().scopes(),
                                        identity.get().shown()))
                        .map(c -> identity.get().token().map(t -> c.within(t.scopes())).orElse(c));
        if (caller.isEmpty()) {
            boolean several = known.size() > 1 && request.getHeader(HEADER) == null;
            var code = several ? "ORGANIZATION_NOT_NAMED" : "NOT_A_MEMBER";
            var detail =
                    several
                            ? "You belong to several organisations; name one in the header "
                                    + HEADER
                                    + "."
                            : "You are not a member of this organisation.";
            problems.recordUnknown(request, code, detail, identity.get().subject());
            problems.write(response, several ? 400 : 403, code, detail, List.of());
            return;
        }
        if (authentication != null
                && caller.get().kind() == Caller.Kind.PERSON
                && !logins.holds(request, caller.get().organization(), authentication)) {
            over(request, response, chain, authentication);
            return;
        }
        within(request, response, chain, caller.get(), identity.get().door(request));
    }

    /** Somebody ended this login; what is asked in a session that is over goes on as nobody's. */
    private void over(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            Authentication login)
            throws ServletException, IOException {
        if (login instanceof JwtAuthenticationToken) {
            var detail = "This login was ended; log in once more.";
            response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            problems.recordUnknown(request, "LOGIN_ENDED", detail, login.getName());
            problems.write(response, 401, "LOGIN_ENDED", detail, List.of());
            return;
        }
        end.logout(request, response, login);
        if (request.getMethod().equals("GET")) {
            response.sendRedirect(LoginMessages.ENDED);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void within(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            Caller caller,
            String door)
            throws ServletException, IOException {
        try {
            Acting.as(
                    caller,
                    () ->
                            Acting.<Boolean, Exception>through(
                                    door,
                                    () -> {
                                        chain.doFilter(request, response);
                                        return true;
                                    }));
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private static Optional<OrganizationId> choose(
            HttpServletRequest request, Identity identity, List<OrganizationId> known) {
        var named = request.getHeader(HEADER);
        if (identity.token().isPresent()) {
            var ofToken = identity.token().get().organization();
            boolean same = named == null || ofToken.toString().equals(named);
            return same && known.contains(ofToken) ? Optional.of(ofToken) : Optional.empty();
        }
        if (named == null) {
            return known.size() == 1 ? Optional.of(known.getFirst()) : Optional.empty();
        }
        return known.stream().filter(o -> o.toString().equals(named)).findFirst();
    }

    private static Optional<Identity> identity(
            @org.jspecify.annotations.Nullable Authentication authentication) {
        if (authentication == null
                || authentication instanceof AnonymousAuthenticationToken
                || !authentication.isAuthenticated()) {
            return Optional.empty();
        }
        if (authentication instanceof ApiTokenFilter.Acts acts) {
            var token = acts.token();
            return Optional.of(
                    new Identity(
                            token.issuer(),
                            token.subject(),
                            Set.of(),
                            new People.Shown(Instant.EPOCH, Instant.EPOCH),
                            Optional.of(token)));
        }
        if (authentication instanceof JwtAuthenticationToken token) {
            var jwt = token.getToken();
            var scope = jwt.getClaims().get("scope");
            return Optional.of(
                    new Identity(
                            String.valueOf(jwt.getClaimAsString("iss")),
                            String.valueOf(jwt.getSubject()),
                            scope == null ? Set.of() : scopes(scope),
                            new People.Shown(
                                    AuthTime.of(jwt.getClaims().get("auth_time")),
                                    Objects.requireNonNullElse(jwt.getIssuedAt(), Instant.EPOCH))));
        }
        if (authentication.getPrincipal() instanceof OidcUser user) {
            return Optional.of(
                    new Identity(
                            String.valueOf(user.getIssuer()),
                            String.valueOf(user.getSubject()),
                            Set.of(),
                            new People.Shown(
                                    Objects.requireNonNullElse(
                                            user.getAuthenticatedAt(), Instant.EPOCH),
                                    Instant.EPOCH)));
        }
        return Optional.empty();
    }

    private static Set<String> scopes(Object claim) {
        if (claim instanceof java.util.Collection<?> many) {
            return many.stream()
                    .map(String::valueOf)
                    .collect(java.util.stream.Collectors.toUnmodifiableSet());
        }
        return Set.copyOf(Arrays.asList(claim.toString().split(" ")));
    }
}
