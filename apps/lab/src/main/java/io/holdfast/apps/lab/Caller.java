package io.holdfast.apps.lab;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A program that speaks to the centre's REST interface with a token of its own. */
final class Caller {

    private final RunningPlant plant;
    private final String id;
    private final String secret;
    private final String scopes;
    private String token = "";
    private Instant tokenUntil = Instant.EPOCH;

    Caller(RunningPlant plant, String id, String secret, String scopes) {
        this.plant = plant;
        this.scopes = scopes;
        this.id = id;
        this.secret = secret;
    }

    /** One answer of the centre. */
    record Answer(int status, JsonNode body, String etag) {

        /** The code of a problem (RFC 9457), empty if it is none. */
        String code() {
            return body.path("code").asString("");
        }
    }

    Answer get(String path) {
        return send("GET", path, "", "", "");
    }

    Answer post(String path, String json) {
        return post(path, json, "");
    }

    Answer post(String path, String json, String ifMatch) {
        return post(path, json, ifMatch, UUID.randomUUID().toString());
    }

    /** With a key: what is sent twice under one key happens once. */
    Answer post(String path, String json, String ifMatch, String key) {
        return send("POST", path, json, ifMatch, key);
    }

    Answer put(String path, String json, String ifMatch) {
        return send("PUT", path, json, ifMatch, "");
    }

    private Answer send(String method, String path, String json, String ifMatch, String key) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(plant.api() + path))
                            .timeout(Duration.ofSeconds(60))
                            .header("Authorization", "Bearer " + token())
                            .header("Accept", "application/json, application/problem+json")
                            .method(
                                    method,
                                    method.equals("GET")
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofString(json));
            if (!method.equals("GET")) {
                request.header("Content-Type", "application/json");
            }
            if (!key.isEmpty()) {
                request.header("Idempotency-Key", key);
            }
            if (!ifMatch.isEmpty()) {
                request.header("If-Match", ifMatch);
            }
            var answer = plant.http().send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    RunningPlant.json(answer.body().isBlank() ? "{}" : answer.body()),
                    answer.headers().firstValue("ETag").orElse(""));
        } catch (IOException | JacksonException e) {
            // A centre that is starting may answer with a page of its server.
            return new Answer(0, RunningPlant.json("{\"code\":\"NO_ANSWER\"}"), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String token() throws IOException, InterruptedException {
        if (Instant.now().isAfter(tokenUntil)) {
            var basic =
                    Base64.getEncoder()
                            .encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
            var answer =
                    plant.http()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            plant.ready()
                                                                    .path("tokenUrl")
                                                                    .asString()))
                                            .header("Authorization", "Basic " + basic)
                                            .header(
                                                    "Content-Type",
                                                    "application/x-www-form-urlencoded")
                                            .POST(
                                                    HttpRequest.BodyPublishers.ofString(
                                                            "grant_type=client_credentials&scope="
                                                                    + RunningPlant.encoded(scopes)))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            var body = RunningPlant.json(answer.body());
            token = body.path("access_token").asString();
            tokenUntil =
                    Instant.now()
                            .plusSeconds(Math.max(10, body.path("expires_in").asLong(60) - 30));
        }
        return token;
    }
}
