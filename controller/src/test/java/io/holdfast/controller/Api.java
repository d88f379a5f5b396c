package io.holdfast.controller;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that uses the interface, and holds each answer against the contract. */
final class Api {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final OpenApiInteractionValidator CONTRACT =
            OpenApiInteractionValidator.createFor("openapi/holdfast.v1.yaml")
                    .withLevelResolver(
                            LevelResolver.create()
                                    .withLevel("validation.request", ValidationReport.Level.IGNORE)
                                    .build())
                    .build();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;
    private final String token;

    Api(String base, String token) {
        this.base = base;
        this.token = token;
    }

    String token() {
        return token;
    }

    /** An answer. */
    record Answer(int status, JsonNode body, String etag, HttpResponse<String> raw) {
        String code() {
            return body.path("code").asString("");
        }

        String pointer() {
            return body.path("errors").path(0).path("pointer").asString("");
        }
    }

    static Api program(String base, String id, String secret, String scopes) {
        var basic =
                Base64.getEncoder()
                        .encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
        var request =
                HttpRequest.newBuilder(URI.create(base + "/oauth2/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "grant_type=client_credentials&scope="
                                                + URLEncoder.encode(
                                                        scopes, StandardCharsets.UTF_8)))
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Api(base, JSON.readTree(answer.body()).path("access_token").asString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Answer get(String path) {
        return send("GET", path, null, null, null);
    }

    Answer post(String path, Object body) {
        return send(
                "POST", path, JSON.writeValueAsString(body), null, UUID.randomUUID().toString());
    }

    Answer post(String path, Object body, String etag) {
        return send("POST", path, JSON.writeValueAsString(body), etag, null);
    }

    Answer keyed(String path, Object body, String key) {
        return send("POST", path, JSON.writeValueAsString(body), null, key);
    }

    Answer delete(String path, String etag) {
        return send("DELETE", path, null, etag, null);
    }

    Answer raw(String path, String body) {
        return send("POST", path, body, null, UUID.randomUUID().toString());
    }

    /** A file of comma-separated lines. */
    Answer csv(String path, String lines, String key) {
        return send("POST", path, "text/csv; charset=utf-8", lines, null, key);
    }

    Answer put(String path, Object body, String etag) {
        return send("PUT", path, JSON.writeValueAsString(body), etag, null);
    }

    Answer send(String method, String path, String body, String etag, String key) {
        return send(method, path, "application/json", body, etag, key);
    }

    private Answer send(
            String method, String path, String type, String body, String etag, String key) {
        var request =
                HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", type);
        }
        if (etag != null) {
            request.header("If-Match", etag);
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            holdAgainstContract(method, path, answer);
            boolean json = !isFile(answer) && !answer.body().isBlank();
            return new Answer(
                    answer.statusCode(),
                    JSON.readTree(json ? answer.body() : "{}"),
                    answer.headers().firstValue("ETag").orElse(""),
                    answer);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isFile(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Content-Type")
                .filter("application/octet-stream"::equals)
                .isPresent();
    }

    private static void holdAgainstContract(
            String method, String path, HttpResponse<String> answer) {
        var told = SimpleResponse.Builder.status(answer.statusCode());
        answer.headers().firstValue("Content-Type").ifPresent(told::withContentType);
        var response =
                answer.body().isEmpty() ? told.build() : told.withBody(answer.body()).build();
        int query = path.indexOf('?');
        var report =
                CONTRACT.validateResponse(
                        query < 0 ? path : path.substring(0, query),
                        Request.Method.valueOf(method),
                        response);
        if (report.hasErrors()) {
            throw new AssertionError(
                    method
                            + " "
                            + path
                            + " does not answer as the contract says: "
                            + report
                            + "\n"
                            + answer.body());
        }
    }
}
