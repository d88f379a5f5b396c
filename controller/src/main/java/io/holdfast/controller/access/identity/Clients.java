package io.holdfast.controller.access.identity;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The programs the embedded identity provider knows. */
public final class Clients {

    /** The dashboard's own client. */
    public static final String DASHBOARD = "holdfast-dashboard";

    /** A person at a command line: authorization code with PKCE on a loopback port (RFC 8252). */
    public static final String COMMAND_LINE = "holdfast-cli";

    private static final Duration PERSON_TOKEN = Duration.ofMinutes(15);

    private final RegisteredClientRepository repository;
    private final PasswordEncoder passwords;

    Clients(RegisteredClientRepository repository, PasswordEncoder passwords) {
        this.repository = repository;
        this.passwords = passwords;
    }

    /** Registers what the centre itself needs; harmless when repeated. */
    void registerOwn(String url, String dashboardSecret) {
        repository.save(
                client(DASHBOARD)
                        .clientSecret(passwords.encode(dashboardSecret))
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                        .redirectUri(url + "/login/oauth2/code/idp")
                        .postLogoutRedirectUri(url)
                        .scope("openid")
                        .scope("profile")
                        .clientSettings(
                                ClientSettings.builder()
                                        .requireProofKey(true)
                                        .requireAuthorizationConsent(false)
                                        .build())
                        .tokenSettings(tokens(PERSON_TOKEN))
                        .build());
        repository.save(
                client(COMMAND_LINE)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .redirectUri("http://127.0.0.1/callback")
                        .redirectUri("http://[::1]/callback")
                        .scope("openid")
                        .scope("profile")
                        .clientSettings(
                                ClientSettings.builder()
                                        .requireProofKey(true)
                                        .requireAuthorizationConsent(false)
                                        .build())
                        .tokenSettings(tokens(PERSON_TOKEN))
                        .build());
    }

    /** Registers a program that acts for itself; its secret is hashed at once. */
    public void registerProgram(
            String id, String secret, List<String> scopes, Duration tokenLifetime) {
        repository.save(
                client(id)
                        .clientSecret(passwords.encode(secret))
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                        .scopes(all -> all.addAll(Set.copyOf(scopes)))
                        .tokenSettings(tokens(tokenLifetime))
                        .build());
    }

    /** The subject a program has in its tokens; no person's name can look like it. */
    public static String subjectOf(String clientId) {
        return "client:" + clientId;
    }

    private static RegisteredClient.Builder client(String id) {
        return RegisteredClient.withId(
                        UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString())
                .clientId(id)
                .clientName(id);
    }

    private static TokenSettings tokens(Duration lifetime) {
        return TokenSettings.builder()
                .accessTokenTimeToLive(lifetime)
                .reuseRefreshTokens(false)
                .build();
    }
}
