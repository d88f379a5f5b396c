package io.holdfast.controller;

import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person who logs in at the page, as a command line would have it: code with PKCE on a loopback
 * port.
 */
final class Person {

    private static final String CALLBACK = "http://127.0.0.1:9/callback";
    private static final String VERIFIER = "0123456789-0123456789-0123456789-0123456789";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    private Person() {}

    static Api login(String base, String user, String password) {
        try (var http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            var authorize = authorize(base);
            get(http, authorize);
            var page = get(http, base + "/idp/login").body();
            var csrf = CSRF.matcher(page);
            if (!csrf.find()) {
                throw new IllegalStateException(page);
            }
            post(
                    http,
                    base + "/idp/login",
                    Map.of("username", user, "password", password, "_csrf", csrf.group(1)));
            var location = get(http, authorize).headers().firstValue("Location").orElse("");
            var code = CODE.matcher(location);
            if (!code.find()) {
                throw new IllegalStateException("no code: " + location);
            }
            var token =
                    post(
                            http,
                            base + "/oauth2/token",
                            Map.of(
                                    "grant_type",
                                    "authorization_code",
                                    "client_id",
                                    "holdfast-cli",
                                    "code",
                                    code.group(1),
                                    "redirect_uri",
                                    CALLBACK,
                                    "code_verifier",
                                    VERIFIER));
            return new Api(base, Api.JSON.readTree(token.body()).path("access_token").asString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Somebody logs in, waits, and is asked for again with {@code max_age}.
     *
     * @return where that leads; then, after logging in if that was asked, where the same leads
     */
    static List<String> again(
            String base, String user, String password, Duration wait, int maxAge) {
        try (var http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            logIn(http, base, user, password);
            Thread.sleep(wait);
            var authorize = authorize(base) + "&max_age=" + maxAge;
            var first = get(http, authorize).headers().firstValue("Location").orElse("");
            if (first.contains("/idp/login")) {
                var page = get(http, base + "/idp/login").body();
                first += page.contains("value=\"" + user + "\"") ? " and the name is known" : "";
                logIn(http, base, user, password);
            }
            return List.of(first, get(http, authorize).headers().firstValue("Location").orElse(""));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void logIn(HttpClient http, String base, String user, String password)
            throws IOException, InterruptedException {
        var csrf = CSRF.matcher(get(http, base + "/idp/login").body());
        if (!csrf.find()) {
            throw new IllegalStateException("no login page");
        }
        post(
                http,
                base + "/idp/login",
                Map.of("username", user, "password", password, "_csrf", csrf.group(1)));
    }

    private static String authorize(String base) {
        return base
                + "/oauth2/authorize?"
                + form(
                        Map.of(
                                "response_type", "code",
                                "client_id", "holdfast-cli",
                                "scope", "openid",
                                "redirect_uri", CALLBACK,
                                "code_challenge", challenge(),
                                "code_challenge_method", "S256"));
    }

    /** Where the login page sends somebody who tries this. */
    static String tries(String base, String address, String user, String password) {
        try (var http =
                HttpClient.newBuilder()
                        .localAddress(InetAddress.getByName(address))
                        .cookieHandler(new CookieManager())
                        .build()) {
            var csrf = CSRF.matcher(get(http, base + "/idp/login").body());
            if (!csrf.find()) {
                throw new IllegalStateException("no login page");
            }
            return post(
                            http,
                            base + "/idp/login",
                            Map.of("username", user, "password", password, "_csrf", csrf.group(1)))
                    .headers()
                    .firstValue("Location")
                    .orElse("")
                    .replace(base, "");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens an invitation and chooses a password; where that leads. */
    static String joins(String base, String invitation, String password) {
        try (var http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            var path = invitation.substring(invitation.indexOf("/idp/"));
            var csrf = CSRF.matcher(get(http, base + path).body());
            if (!csrf.find()) {
                return "";
            }
            return post(
                            http,
                            base + "/idp/invitation",
                            Map.of(
                                    "token",
                                    path.substring(path.indexOf('=') + 1),
                                    "password",
                                    password,
                                    "repeat",
                                    password,
                                    "_csrf",
                                    csrf.group(1)))
                    .headers()
                    .firstValue("Location")
                    .orElse("");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String page(String base, String path) {
        try (var http = HttpClient.newHttpClient()) {
            return get(http, base + path).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> get(HttpClient http, String url)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/html").build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(
            HttpClient http, String url, Map<String, String> fields)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form(fields)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(f ->
                        f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
