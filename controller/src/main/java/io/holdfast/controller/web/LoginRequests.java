package io.holdfast.controller.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.stereotype.Component;

/**
 * What the provider is asked when somebody logs in. Who has to show once more who he is, is asked
 * for with {@code max_age} (OpenID Connect Core 1.0, section 3.1.2.1) and comes back to the page he
 * was at.
 */
@Component
final class LoginRequests implements OAuth2AuthorizationRequestResolver {

    /**
     * Seconds: who logged in just now is not asked, and nobody arrives with a login half used up.
     */
    private static final String JUST_NOW = "30";

    /** Where Spring's saved request stands in a session. */
    private static final String COME_BACK = "SPRING_SECURITY_SAVED_REQUEST";

    private static final int LONGEST = 1000;

    private final OAuth2AuthorizationRequestResolver usual;
    private final String url;

    LoginRequests(ClientRegistrationRepository clients, @Value("${holdfast.url}") String url) {
        this.usual =
                new DefaultOAuth2AuthorizationRequestResolver(
                        clients,
                        OAuth2AuthorizationRequestRedirectFilter
                                .DEFAULT_AUTHORIZATION_REQUEST_BASE_URI);
        this.url = url;
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        return again(request, usual.resolve(request));
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(
            HttpServletRequest request, String registration) {
        return again(request, usual.resolve(request, registration));
    }

    private @Nullable OAuth2AuthorizationRequest again(
            HttpServletRequest request, @Nullable OAuth2AuthorizationRequest asked) {
        var page = page(request.getParameter(LoginAgain.PAGE));
        if (asked == null || page.isEmpty()) {
            return asked;
        }
        request.getSession().setAttribute(COME_BACK, new SimpleSavedRequest(url + page.get()));
        return OAuth2AuthorizationRequest.from(asked)
                .additionalParameters(more -> more.put("max_age", JUST_NOW))
                .build();
    }

    /** A page of this dashboard and of nobody else. */
    static Optional<String> page(@Nullable String named) {
        if (named == null || named.length() > LONGEST || named.startsWith("//")) {
            return Optional.empty();
        }
        return named.matches("/[A-Za-z0-9._~%!$&'()*+,;=:@?/-]*")
                ? Optional.of(named)
                : Optional.empty();
    }
}
