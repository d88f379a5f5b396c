package io.holdfast.controller.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

class LoginEndsTest {

    private static final Instant LOGGED_IN = Instant.parse("2026-11-27T06:00:00Z");

    private final MockHttpSession session = new MockHttpSession();
    private final MockFilterChain further = new MockFilterChain();

    private void asks(Duration later, Object principal) throws ServletException, IOException {
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(principal, "", List.of()));
        var request = new MockHttpServletRequest("GET", "/sites");
        request.setSession(session);
        new LoginEnds(() -> LOGGED_IN.plus(later))
                .doFilter(request, new MockHttpServletResponse(), further);
    }

    private static DefaultOidcUser ada() {
        var told =
                new OidcIdToken(
                        "x",
                        LOGGED_IN,
                        LOGGED_IN.plusSeconds(300),
                        Map.of("sub", "ada", "iss", "x"));
        return new DefaultOidcUser(List.of(), told);
    }

    private static boolean isLoggedIn() {
        return SecurityContextHolder.getContext().getAuthentication() != null;
    }

    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void a_shift_long_a_login_holds() throws ServletException, IOException {
        asks(LoginEnds.LONGEST, ada());
        assertThat(isLoggedIn()).isTrue();
        assertThat(session.isInvalid()).isFalse();
        assertThat(further.getRequest()).isNotNull();
    }

    @Test
    void after_half_a_day_the_session_is_over_and_the_request_goes_on_as_nobodys()
            throws ServletException, IOException {
        asks(LoginEnds.LONGEST.plusSeconds(1), ada());
        assertThat(isLoggedIn()).isFalse();
        assertThat(session.isInvalid()).isTrue();
        assertThat(further.getRequest()).isNotNull();
    }

    @Test
    void a_program_with_a_token_has_no_session_and_is_left_alone()
            throws ServletException, IOException {
        asks(Duration.ofDays(9), "program");
        assertThat(isLoggedIn()).isTrue();
    }
}
