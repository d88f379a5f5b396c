package io.holdfast.controller.access.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.holdfast.controller.access.IdentityPages;
import io.holdfast.controller.access.LoginMessages;
import io.holdfast.controller.access.People;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.database.KeyDirectory;
import io.holdfast.controller.database.KeyedDigests;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.JdbcRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.JdbcUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.ExceptionMappingAuthenticationFailureHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Chains 1 and 2: the provider and its login page. They share a place of their own in the session.
 */
@Configuration(proxyBeanMethods = false)
@Profile("!keycloak")
class IdentityConfiguration {

    /** Who access tokens are for. */
    static final String AUDIENCE = "holdfast";

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private final HttpSessionSecurityContextRepository sessionPlace =
            new HttpSessionSecurityContextRepository();
    private final HttpSessionRequestCache savedRequest = new HttpSessionRequestCache();

    IdentityConfiguration() {
        sessionPlace.setSpringSecurityContextKey("IDP_SECURITY_CONTEXT");
        savedRequest.setSessionAttrName("IDP_SAVED_REQUEST");
    }

    @Bean
    @Order(1)
    SecurityFilterChain providerSecurity(
            HttpSecurity http, PasswordGuesses guesses, LoginJournal journal, InstantSource clock)
            throws Exception {
        http.oauth2AuthorizationServer(
                        server -> {
                            http.securityMatcher(server.getEndpointsMatcher());
                            server.oidc(Customizer.withDefaults());
                            server.clientAuthentication(c ->
                                    c.errorResponseHandler(new ProgramRefused(guesses, journal)));
                        })
                .authorizeHttpRequests(all -> all.anyRequest().authenticated())
                .securityContext(c -> c.securityContextRepository(sessionPlace))
                .requestCache(c -> c.requestCache(savedRequest))
                .addFilterAfter(
                        new FreshLogin(sessionPlace, clock), SecurityContextHolderFilter.class)
                .exceptionHandling(e ->
                        e.defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint("/idp/login"),
                                new MediaTypeRequestMatcher(MediaType.TEXT_HTML)));
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain loginPageSecurity(HttpSecurity http, PasswordLogins logins)
            throws Exception {
        http.securityMatcher("/idp/**")
                .authenticationManager(new ProviderManager(logins))
                .authorizeHttpRequests(all ->
                        all.requestMatchers("/idp/login", "/idp/setup", "/idp/invitation")
                                .permitAll()
                                .requestMatchers(LoginMessages.forAll())
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .formLogin(f ->
                        f.loginPage("/idp/login")
                                .loginProcessingUrl("/idp/login")
                                .failureHandler(loginRefused()))
                .securityContext(c -> c.securityContextRepository(sessionPlace))
                .requestCache(c -> c.requestCache(savedRequest))
                .headers(h ->
                        h.contentSecurityPolicy(
                                p -> p.policyDirectives(IdentityPages.CONTENT_SECURITY_POLICY)));
        return http.build();
    }

    /** Two answers only: not right, and too often. */
    private static AuthenticationFailureHandler loginRefused() {
        var refused = new ExceptionMappingAuthenticationFailureHandler();
        refused.setDefaultFailureUrl("/idp/login?error");
        refused.setExceptionMappings(
                Map.of(PasswordLogins.TriedTooOften.class.getName(), "/idp/login?wait"));
        return refused;
    }

    @Bean
    PasswordLogins passwordLogins(
            JdbcUserDetailsManager users,
            PasswordEncoder encoder,
            PasswordGuesses guesses,
            LoginJournal journal) {
        return new PasswordLogins(users, encoder, guesses, journal);
    }

    @Bean
    PasswordGuesses passwordGuesses(
            JdbcClient jdbc,
            InstantSource clock,
            KeyedDigests digests,
            PlatformTransactionManager transactions) {
        return new PasswordGuesses(jdbc, clock, digests, transactions);
    }

    @Bean
    LoginJournal loginJournal(
            AuditLog audit,
            People people,
            PlatformTransactionManager transactions,
            @Value("${holdfast.url}") String issuer) {
        return new LoginJournal(audit, people, issuer, transactions);
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(@Value("${holdfast.url}") String url) {
        return AuthorizationServerSettings.builder().issuer(url).build();
    }

    @Bean
    JWKSource<SecurityContext> jwkSource(KeyDirectory directory) {
        return IdentityKeys.source(directory);
    }

    @Bean
    JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys, @Value("${holdfast.url}") String url) {
        var decoder = NimbusJwtDecoder.withJwkSource(keys).build();
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        new JwtTimestampValidator(CLOCK_SKEW),
                        new JwtIssuerValidator(url),
                        new JwtClaimValidator<List<String>>(
                                "aud", a -> a != null && a.contains(AUDIENCE))));
        return decoder;
    }

    /** Tokens say who; what that identity may do stands in Holdfast (rulings C5). */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims() {
        return context -> {
            if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
                context.getClaims().audience(List.of(AUDIENCE));
                if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(
                        context.getAuthorizationGrantType())) {
                    context.getClaims()
                            .subject(
                                    Clients.subjectOf(context.getRegisteredClient().getClientId()));
                } else {
                    context.getClaims().claim("azp", context.getRegisteredClient().getClientId());
                    FreshLogin.at(context.getPrincipal())
                            .ifPresent(at ->
                                    context.getClaims().claim("auth_time", at.getEpochSecond()));
                }
            }
        };
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    JdbcUserDetailsManager users(DataSource dataSource) {
        return new JdbcUserDetailsManager(dataSource);
    }

    @Bean
    RegisteredClientRepository registeredClients(JdbcTemplate jdbc) {
        return new JdbcRegisteredClientRepository(jdbc);
    }

    @Bean
    OAuth2AuthorizationService authorizations(
            JdbcTemplate jdbc, RegisteredClientRepository clients) {
        return new JdbcOAuth2AuthorizationService(jdbc, clients);
    }

    @Bean
    OAuth2AuthorizationConsentService consents(
            JdbcTemplate jdbc, RegisteredClientRepository clients) {
        return new JdbcOAuth2AuthorizationConsentService(jdbc, clients);
    }

    @Bean
    Clients clients(
            RegisteredClientRepository repository,
            PasswordEncoder passwords,
            KeyDirectory directory,
            @Value("${holdfast.url}") String url) {
        var clients = new Clients(repository, passwords);
        clients.registerOwn(url, directory.secret("dashboard-client-secret"));
        return clients;
    }
}
