package io.holdfast.site.console;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How the console answers: nothing kept by browsers, no script, no frame, no foreign source. */
final class Answers {

    private Answers() {}

    static void plain(HttpExchange exchange, int code) throws IOException {
        answer(exchange, code, "text/plain", code + "\n");
    }

    /** A page whose forms go to this address only. */
    static void form(HttpExchange exchange, int code, String html) throws IOException {
        // Without a referrer a browser hides from whose page a form comes.
        answer(exchange, code, "text/html", html, "'self'", "same-origin");
    }

    static void answer(HttpExchange exchange, int code, String type, String body)
            throws IOException {
        answer(exchange, code, type, body, "'none'", "no-referrer");
    }

    private static void answer(
            HttpExchange exchange,
            int code,
            String type,
            String body,
            String formsTo,
            String referrer)
            throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", referrer);
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; base-uri 'none'; form-action "
                        + formsTo
                        + "; frame-ancestors 'none'");
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(code, -1);
            return;
        }
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
