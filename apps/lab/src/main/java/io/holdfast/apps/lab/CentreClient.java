package io.holdfast.apps.lab;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * The centre's REST interface as the lab uses it: with a program's own token, like any automation.
 */
final class CentreClient {

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;
    private final String tokenUrl;
    private final People.Program program;
    private String token = "";
    private Instant tokenUntil = Instant.EPOCH;

    CentreClient(String base, String tokenUrl, People.Program program) {
        this.base = base;
        this.tokenUrl = tokenUrl;
        this.program = program;
    }

    /** True once the centre says that it is ready. */
    static boolean ready(HttpClient http, String base) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(base + "/actuator/health/readiness"))
                            .timeout(Duration.ofSeconds(3))
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    JsonNode get(String path) {
        return send("GET", path, "", Map.of()).body();
    }

    /** An answer with the row version (ETag) that the next write must name. */
    record Answer(JsonNode body, String etag) {}

    Answer look(String path) {
        return send("GET", path, "", Map.of());
    }

    Answer post(String path, Object body) {
        return send(
                "POST",
                path,
                Json.line(body),
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    }

    Answer post(String path, Object body, String etag) {
        return send(
                "POST",
                path,
                Json.line(body),
                Map.of("Idempotency-Key", UUID.randomUUID().toString(), "If-Match", etag));
    }

    Answer put(String path, Object body, String etag) {
        return send(
                "PUT", path, Json.line(body), etag.isEmpty() ? Map.of() : Map.of("If-Match", etag));
    }

    private Answer send(String method, String path, String body, Map<String, String> headers) {
        return send(method, path, body, headers, true);
    }

    /**
     * Sends.
     *
     * @param again whether it is sent once more with a new token, if the centre asks for one that
     *     was given lately (RFC 9470)
     */
    private Answer send(
            String method, String path, String body, Map<String, String> headers, boolean again) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
                            .timeout(Duration.ofSeconds(60))
                            .header("Authorization", "Bearer " + token())
                            .method(
                                    method,
                                    body.isEmpty()
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofString(body));
            if (!body.isEmpty()) {
                request.header("Content-Type", "application/json");
            }
            headers.forEach(request::header);
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (again && answer.statusCode() == 401) {
                tokenUntil = Instant.EPOCH;
                return send(method, path, body, headers, false);
            }
            if (answer.statusCode() >= 300) {
                throw new Refusal(
                        1,
                        method
                                + " "
                                + path
                                + " was answered with "
                                + answer.statusCode()
                                + ": "
                                + answer.body());
            }
            return new Answer(
                    Json.tree(answer.body().isBlank() ? "{}" : answer.body()),
                    answer.headers().firstValue("ETag").orElse(""));
        } catch (IOException e) {
            throw new Refusal(
                    1,
                    "the centre does not answer " + method + " " + path + ": " + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(1, "interrupted", e);
        }
    }

    private String token() throws IOException, InterruptedException {
        if (Instant.now().isBefore(tokenUntil)) {
            return token;
        }
        var basic =
                Base64.getEncoder()
                        .encodeToString(
                                (program.id() + ":" + program.secret())
                                        .getBytes(StandardCharsets.UTF_8));
        var scope = URLEncoder.encode(String.join(" ", program.scopes()), StandardCharsets.UTF_8);
        var answer =
                http.send(
                        HttpRequest.newBuilder(URI.create(tokenUrl))
                                .timeout(Duration.ofSeconds(30))
                                .header("Authorization", "Basic " + basic)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "grant_type=client_credentials&scope=" + scope))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new Refusal(
                    1, "there was no token: " + answer.statusCode() + " " + answer.body());
        }
        var body = Json.tree(answer.body());
        token = body.path("access_token").asString();
        tokenUntil =
                Instant.now().plusSeconds(Math.max(5, body.path("expires_in").asLong(60) - 20));
        return token;
    }
}
