package io.holdfast.controller;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Somebody at the dashboard: a browser reduced to what it sends and what it is sent. */
final class Visitor implements AutoCloseable {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    /** Milliseconds between two questions of a page that waits for work of its own. */
    private static final int OFTEN = 300;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .cookieHandler(new CookieManager())
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final String base;

    Visitor(String base) {
        this.base = base;
    }

    /** What came back. */
    record Shown(int status, String address, String text) {
        /** With what was drawn later. */
        Shown and(Shown later) {
            if (later.status() != 200 || !later.text().startsWith("{")) {
                return later;
            }
            var before = (ObjectNode) Api.JSON.readTree(text);
            var after = (ObjectNode) Api.JSON.readTree(later.text());
            for (var part : List.of("changes", "execute")) {
                var all = Api.JSON.createArrayNode();
                before.path(part).forEach(all::add);
                after.path(part).forEach(all::add);
                after.set(part, all);
            }
            return new Shown(later.status(), later.address(), after.toString());
        }
    }

    /** Logs in at the page that every page leads to. */
    Visitor logsIn(String user, String password) {
        var page = get("/sites");
        var csrf = CSRF.matcher(page.text());
        if (!csrf.find()) {
            throw new IllegalStateException("no login page: " + page);
        }
        send(
                request("/idp/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        form(
                                                Map.of(
                                                        "username", user,
                                                        "password", password,
                                                        "_csrf", csrf.group(1))))));
        return this;
    }

    /** The page's frame, as the browser asks for it first. */
    Shown get(String path) {
        return send(request(path).header("Accept", "text/html"));
    }

    /** Opens a page in a window of its own: everything the server then sends for it. */
    Shown opens(String route, String query) {
        var window =
                send(
                        request(
                                "/?"
                                        + form(
                                                Map.of(
                                                        "v-r", "init",
                                                        "location", route,
                                                        "query", query))));
        if (window.status() != 200 || !window.text().startsWith("{")) {
            return window;
        }
        var told = Api.JSON.readTree(window.text()).path("appConfig");
        var at = told.path("v-uiId").asInt();
        var key = told.path("uidl").path("Vaadin-Security-Key").asString();
        var going =
                Map.of(
                        "route",
                        route,
                        "query",
                        query,
                        "appShellTitle",
                        "",
                        "historyState",
                        Map.of(),
                        "trigger",
                        "");
        var shown = tells(at, key, 0, 0, "ui-navigate", going);
        for (int i = 1; i < 100 && isAtWork(shown); i++) {
            pause();
            var synced = Api.JSON.readTree(shown.text()).path("syncId").asInt();
            shown = shown.and(tells(at, key, synced, i, "ui-poll", Map.of()));
        }
        return shown;
    }

    private Shown tells(
            int window, String key, int synced, int number, String event, Map<String, ?> data) {
        var message =
                Map.of(
                        "csrfToken",
                        key,
                        "rpc",
                        List.of(Map.of("type", "event", "node", 1, "event", event, "data", data)),
                        "syncId",
                        synced,
                        "clientId",
                        number);
        return send(
                request("/?v-r=uidl&v-uiId=" + window)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        Api.JSON.writeValueAsString(message))));
    }

    /** Whether something is worked on behind the page, which asks often until it is there. */
    private static boolean isAtWork(Shown shown) {
        if (!shown.text().startsWith("{")) {
            return false;
        }
        int every = -1;
        for (var change : Api.JSON.readTree(shown.text()).path("changes")) {
            if (change.path("key").asString("").equals("pollInterval")) {
                every = change.path("value").asInt();
            }
        }
        return every == OFTEN;
    }

    private static void pause() {
        try {
            Thread.sleep(OFTEN);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a page is drawn of, in its order; without the tables that stand beside it. */
    static String drawn(Shown shown) {
        var page = Api.JSON.readTree(shown.text());
        return page.path("changes") + " " + page.path("execute");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
    }

    private Shown send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Shown(answer.statusCode(), answer.uri().getPath(), answer.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(f ->
                        f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        http.close();
    }
}
