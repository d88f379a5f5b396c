package io.holdfast.controller.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The identity provider outside the centre. Each of its addresses is said, so that nothing is asked
 * of it when the centre starts; what is not said is where Keycloak has it.
 */
@Component
@Profile("keycloak")
public final class IdentityProvider {

    /** Who access tokens must be for. */
    public static final String AUDIENCE = "holdfast";

    private static final String KEYCLOAK = "/protocol/openid-connect";

    private final String issuer;
    private final URI authorization;
    private final URI token;
    private final URI keys;
    private final URI endSession;
    private final String clientId;
    private final String clientSecret;

    IdentityProvider(
            @Value("${holdfast.identity.issuer}") String issuer,
            @Value("${holdfast.identity.authorization-uri:}") String authorization,
            @Value("${holdfast.identity.token-uri:}") String token,
            @Value("${holdfast.identity.jwk-set-uri:}") String keys,
            @Value("${holdfast.identity.end-session-uri:}") String endSession,
            @Value("${holdfast.identity.client-id:holdfast-dashboard}") String clientId,
            @Value("${holdfast.identity.client-secret-file}") Path clientSecretFile) {
        this.issuer = issuer;
        this.authorization = address(authorization, issuer + KEYCLOAK + "/auth");
        this.token = address(token, issuer + KEYCLOAK + "/token");
        this.keys = address(keys, issuer + KEYCLOAK + "/certs");
        this.endSession = address(endSession, issuer + KEYCLOAK + "/logout");
        this.clientId = clientId;
        this.clientSecret = secret(clientSecretFile);
    }

    private static URI address(String said, String otherwise) {
        var uri = URI.create(said.isBlank() ? otherwise : said);
        boolean whole = uri.getHost() != null && uri.getUserInfo() == null;
        boolean safe =
                "https".equals(uri.getScheme())
                        || ("http".equals(uri.getScheme()) && loopback(uri.getHost()));
        if (!whole || !safe) {
            throw new IllegalStateException(
                    "the identity provider is spoken to by https, by plain http on loopback only;"
                            + " this is set: "
                            + uri);
        }
        return uri;
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String secret(Path file) {
        try {
            var secret = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (secret.length() < 16) {
                throw new IllegalStateException(
                        "the secret in " + file + " has less than 16 characters");
            }
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the file with the secret of the dashboard cannot be read: " + file, e);
        }
    }

    /** As it stands in every token. */
    public String issuer() {
        return issuer;
    }

    /** Where a browser is sent to log in. */
    public URI authorization() {
        return authorization;
    }

    public URI token() {
        return token;
    }

    /** Where the keys are that tokens are checked with (RFC 7517). */
    public URI keys() {
        return keys;
    }

    /** Where a browser is sent to log out (OpenID Connect RP-Initiated Logout 1.0). */
    public URI endSession() {
        return endSession;
    }

    public String clientId() {
        return clientId;
    }

    public String clientSecret() {
        return clientSecret;
    }

    @Override
    public String toString() {
        return "IdentityProvider[" + issuer + "]";
    }
}
