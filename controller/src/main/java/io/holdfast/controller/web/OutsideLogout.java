package io.holdfast.controller.web;

import io.holdfast.controller.access.LoginMessages;
import io.holdfast.controller.access.ProviderKeys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Component;

/**
 * After the session of the dashboard has ended the outside provider's is ended too; if it does not
 * answer, that is said.
 */
@Component
@Profile("keycloak")
public class OutsideLogout extends OidcClientInitiatedLogoutSuccessHandler {

    private final ProviderKeys provider;

    OutsideLogout(
            ClientRegistrationRepository clients,
            ProviderKeys provider,
            @Value("${holdfast.url}") String url) {
        super(clients);
        this.provider = provider;
        setPostLogoutRedirectUri(url);
    }

    @Override
    protected String determineTargetUrl(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Authentication authentication) {
        return provider.answers()
                ? super.determineTargetUrl(request, response, authentication)
                : LoginMessages.LOGGED_OUT;
    }
}
