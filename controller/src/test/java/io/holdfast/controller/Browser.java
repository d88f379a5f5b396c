package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;

/** A browser that keeps its cookies and follows where it is sent. */
final class Browser implements AutoCloseable {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder()
                    .cookieHandler(new CookieManager())
                    .followRedirects(HttpClient.Redirect.ALWAYS)
                    .build();

    private final String base;

    Browser(String base) {
        this.base = base;
    }

    HttpResponse<String> open(String path) {
        var answer = send(HttpRequest.newBuilder(URI.create(base + path)));
        // The client follows five times; the way to the provider and back may be longer.
        for (int more = 0; answer.statusCode() == 302 && more < 2; more++) {
            var next = answer.headers().firstValue("Location").orElseThrow();
            answer = send(HttpRequest.newBuilder(answer.uri().resolve(next)));
        }
        return answer;
    }

    /** Sends the form of a page with what is typed into it. */
    HttpResponse<String> fill(HttpResponse<String> page, String path, String fields) {
        var csrf = CSRF.matcher(page.body());
        assertThat(csrf.find()).as(page.body()).isTrue();
        return send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        fields + "&_csrf=" + csrf.group(1))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.header("Accept", "text/html").header("User-Agent", "Tests/1").build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
