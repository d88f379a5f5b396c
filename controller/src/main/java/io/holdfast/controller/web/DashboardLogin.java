package io.holdfast.controller.web;

import io.holdfast.controller.database.KeyDirectory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;

/**
 * The dashboard as a client of the identity provider. Every address is set, so the centre starts
 * while the provider is down.
 */
@Configuration(proxyBeanMethods = false)
@Profile("!keycloak")
class DashboardLogin {

    @Bean
    ClientRegistrationRepository dashboardClient(
            KeyDirectory directory, @Value("${holdfast.url}") String url) {
        return new InMemoryClientRegistrationRepository(
                ClientRegistration.withRegistrationId("idp")
                        .clientId("holdfast-dashboard")
                        .clientSecret(directory.secret("dashboard-client-secret"))
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .clientSettings(
                                ClientRegistration.ClientSettings.builder()
                                        .requireProofKey(true)
                                        .build())
                        .redirectUri(url + "/login/oauth2/code/idp")
                        .scope("openid", "profile")
                        .issuerUri(url)
                        .authorizationUri(url + "/oauth2/authorize")
                        .tokenUri(url + "/oauth2/token")
                        .jwkSetUri(url + "/oauth2/jwks")
                        .userNameAttributeName(IdTokenClaimNames.SUB)
                        .clientName("Holdfast")
                        .build());
    }
}
