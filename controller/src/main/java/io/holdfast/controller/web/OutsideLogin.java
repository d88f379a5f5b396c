package io.holdfast.controller.web;

import io.holdfast.controller.access.IdentityPages;
import io.holdfast.controller.access.IdentityProvider;
import io.holdfast.controller.access.LoginMessages;
import io.holdfast.controller.access.ProviderKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.web.client.RestClient;

/**
 * Dashboard and interface as clients of an identity provider outside. Every address is set and
 * every question has a time limit, so the centre starts and runs while the provider is down.
 */
@Configuration(proxyBeanMethods = false)
@Profile("keycloak")
class OutsideLogin {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    @Bean
    ClientRegistrationRepository dashboardClient(
            IdentityProvider provider, @Value("${holdfast.url}") String url) {
        return new InMemoryClientRegistrationRepository(
                ClientRegistration.withRegistrationId("idp")
                        .clientId(provider.clientId())
                        .clientSecret(provider.clientSecret())
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .clientSettings(
                                ClientRegistration.ClientSettings.builder()
                                        .requireProofKey(true)
                                        .build())
                        .redirectUri(url + "/login/oauth2/code/idp")
                        .scope("openid", "profile")
                        .issuerUri(provider.issuer())
                        .authorizationUri(provider.authorization().toString())
                        .tokenUri(provider.token().toString())
                        .jwkSetUri(provider.keys().toString())
                        .providerConfigurationMetadata(
                                Map.of("end_session_endpoint", provider.endSession().toString()))
                        .userNameAttributeName(IdTokenClaimNames.SUB)
                        .clientName("Holdfast")
                        .build());
    }

    /** Access tokens, of people and programs. */
    @Bean
    JwtDecoder jwtDecoder(ProviderKeys keys, IdentityProvider provider) {
        return new ProviderTokens(
                decoder(
                        keys,
                        new DelegatingOAuth2TokenValidator<>(
                                new JwtTimestampValidator(CLOCK_SKEW),
                                new JwtIssuerValidator(provider.issuer()),
                                new JwtClaimValidator<List<String>>(
                                        "aud",
                                        a -> a != null && a.contains(IdentityProvider.AUDIENCE)))));
    }

    @Bean
    LogoutTokens logoutTokens(ProviderKeys keys, IdentityProvider provider) {
        return new LogoutTokens(keys, provider);
    }

    /** What the dashboard is told of who logged in. */
    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens(ProviderKeys keys) {
        return client ->
                decoder(
                        keys,
                        new DelegatingOAuth2TokenValidator<>(
                                new JwtTimestampValidator(CLOCK_SKEW),
                                new OidcIdTokenValidator(client)));
    }

    private static NimbusJwtDecoder decoder(ProviderKeys keys, OAuth2TokenValidator<Jwt> valid) {
        var decoder = NimbusJwtDecoder.withJwkSource(keys).build();
        decoder.setJwtValidator(valid);
        return decoder;
    }

    @Bean
    OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokenClient() {
        var requests = new JdkClientHttpRequestFactory();
        requests.setReadTimeout(PATIENCE);
        var client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(
                RestClient.builder()
                        .requestFactory(requests)
                        .configureMessageConverters(c ->
                                c.addCustomConverter(new FormHttpMessageConverter())
                                        .addCustomConverter(
                                                new OAuth2AccessTokenResponseHttpMessageConverter()))
                        .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                        .build());
        return client;
    }

    /** Set-up and invitations for who has logged in outside; messages for everybody. */
    @Bean
    @Order(1)
    SecurityFilterChain loginPages(HttpSecurity http, BodyLimitFilter limit) throws Exception {
        http.securityMatcher("/idp/**")
                .authorizeHttpRequests(all ->
                        all.requestMatchers(LoginMessages.forAll())
                                .permitAll()
                                .requestMatchers(LoggedOutThere.PATH)
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .csrf(c -> c.ignoringRequestMatchers(LoggedOutThere.PATH))
                .addFilterBefore(limit, AuthorizationFilter.class)
                .exceptionHandling(e ->
                        e.authenticationEntryPoint(
                                new LoginUrlAuthenticationEntryPoint(LoginDoor.LOGIN)))
                .headers(h ->
                        h.contentSecurityPolicy(
                                p -> p.policyDirectives(IdentityPages.CONTENT_SECURITY_POLICY)));
        return http.build();
    }
}
