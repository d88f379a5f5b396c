package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody's browser at the console of a node. */
final class ConsoleHands {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ConsoleHands() {}

    static HttpResponse<String> post(
            int port, String action, String cookie, Map<String, String> fields) throws Exception {
        var origin = "http://127.0.0.1:" + port;
        var body =
                fields.entrySet().stream()
                        .map(e ->
                                e.getKey()
                                        + "="
                                        + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder(URI.create(origin + "/break-glass/" + action + "?lang=en"))
                        .timeout(PATIENCE)
                        .header("Origin", origin)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Cookie", cookie)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    static HttpResponse<String> enter(int port, String code) throws Exception {
        return post(
                port,
                "enter",
                "a=b",
                Map.of(
                        "person", "Mara Lind",
                        "reason", "pump 3 must run",
                        "hours", "4",
                        "code", code));
    }

    static String cookie(HttpResponse<String> entered) {
        return entered.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    static String page(int port, String path, String cookie) throws Exception {
        return send(HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + path + "?lang=en"))
                        .timeout(PATIENCE)
                        .header("Cookie", cookie)
                        .build())
                .body();
    }

    /** A button of the page for the session's person. */
    static HttpResponse<String> press(
            int port, String action, String cookie, Map<String, String> more) throws Exception {
        var page = page(port, "/break-glass", cookie);
        var word = Pattern.compile("name=\"word\" value=\"([0-9a-f]{64})\"").matcher(page);
        assertThat(word.find()).as(page).isTrue();
        var fields = new TreeMap<>(more);
        fields.put("word", word.group(1));
        return post(port, action, cookie, fields);
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }
}
