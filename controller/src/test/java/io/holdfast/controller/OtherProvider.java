package io.holdfast.controller;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider of the tests, over real HTTP: whoever stands before it is logged in at once.
 * It can be stopped and comes back at the same address.
 */
final class OtherProvider implements AutoCloseable {

    /** As the centre has it in a file. */
    static final String CLIENT_SECRET = "the-secret-of-the-dashboard";

    private final RSAKey key = key();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final int port;
    private HttpServer server;

    /** Who stands before the browser. */
    volatile String person = "nobody";

    /** When that person showed who he is. */
    volatile Instant shown = Instant.now();

    /** Whether it asks the person again when it is told to; some do not. */
    volatile boolean asksOnceMore;

    /** The session it has with that browser; empty for a provider that names none. */
    volatile String session = "";

    /** What the last browser was sent here with. */
    volatile Map<String, String> asked = Map.of();

    OtherProvider() {
        this.server = open(0);
        this.port = server.getAddress().getPort();
    }

    String issuer() {
        return "http://127.0.0.1:" + port + "/realms/test";
    }

    void stop() {
        server.stop(0);
    }

    void back() {
        server = open(port);
    }

    /** An access token of somebody or something. */
    String token(String subject, UnaryOperator<JWTClaimsSet.Builder> but) {
        return signed(but.apply(claims(subject).audience("holdfast")), key);
    }

    /** The same with a key that is not the provider's. */
    String forged(String subject) {
        return signed(claims(subject).audience("holdfast"), key());
    }

    /** As it tells the dashboard that somebody is logged out. */
    String logout(String subject, UnaryOperator<JWTClaimsSet.Builder> but) {
        var said =
                claims(subject)
                        .audience("holdfast-dashboard")
                        .claim("auth_time", null)
                        .claim("jti", UUID.randomUUID().toString())
                        .claim(
                                "events",
                                Map.of(
                                        "http://schemas.openid.net/event/backchannel-logout",
                                        Map.of()));
        return signed(but.apply(said), key);
    }

    private JWTClaimsSet.Builder claims(String subject) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .claim("sid", session.isEmpty() ? null : session)
                .subject(subject)
                .claim("iat", Instant.now().getEpochSecond())
                .claim("exp", Instant.now().plusSeconds(300).getEpochSecond())
                .claim("auth_time", shown.getEpochSecond());
    }

    private static String signed(JWTClaimsSet.Builder claims, RSAKey with) {
        try {
            var token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256)
                                    .keyID(with.getKeyID())
                                    .build(),
                            claims.build());
            token.sign(new RSASSASigner(with));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpServer open(int at) {
        try {
            var opened =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 10);
            var path = "/realms/test/protocol/openid-connect/";
            opened.createContext(path + "certs", this::keys);
            opened.createContext(path + "auth", this::logIn);
            opened.createContext(path + "token", this::tokens);
            opened.start();
            return opened;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keys(HttpExchange exchange) throws IOException {
        answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString(true));
    }

    private void logIn(HttpExchange exchange) throws IOException {
        var query = form(exchange.getRequestURI().getRawQuery());
        asked = query;
        if (asksOnceMore && query.containsKey("max_age")) {
            shown = Instant.now();
        }
        var code = UUID.randomUUID().toString();
        codes.put(code, query);
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        query.get("redirect_uri")
                                + "?code="
                                + code
                                + "&state="
                                + query.getOrDefault("state", "").replace("=", "%3D"));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void tokens(HttpExchange exchange) throws IOException {
        var body =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var begun = codes.remove(body.getOrDefault("code", ""));
        if (begun == null || !body.containsKey("code_verifier")) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        var idToken =
                signed(
                        claims(person)
                                .audience("holdfast-dashboard")
                                .claim("nonce", begun.get("nonce"))
                                .claim("name", person + " by name"),
                        key);
        answer(
                exchange,
                200,
                Api.JSON.writeValueAsString(
                        Map.of(
                                "access_token",
                                token(person, c -> c),
                                "token_type",
                                "Bearer",
                                "expires_in",
                                300,
                                "id_token",
                                idToken)));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> form(@Nullable String text) {
        return Arrays.stream(Objects.requireNonNullElse(text, "").split("&"))
                .map(p -> p.split("=", 2))
                .filter(p -> p.length == 2)
                .collect(
                        Collectors.toMap(
                                p -> p[0],
                                p -> URLDecoder.decode(p[1], StandardCharsets.UTF_8),
                                (_, b) -> b,
                                HashMap::new));
    }

    @Override
    public void close() {
        stop();
    }
}
