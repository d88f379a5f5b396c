package io.holdfast.site.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Serves the status board on loopback (rulings C7: without TLS nowhere else). Reads only: it has no
 * button, no login and no script, and answers nobody who came by a foreign host name.
 */
public final class StatusServer implements AutoCloseable {

    private static final Pattern OWN_HOST =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]{1,5})?");
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final int BACKLOG = 16;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Supplier<Status> status;

    private StatusServer(HttpServer server, ExecutorService threads, Supplier<Status> status) {
        this.server = server;
        this.threads = threads;
        this.status = status;
    }

    /**
     * Starts serving.
     *
     * @param port 0 for any free one
     * @throws IOException if the port is taken
     */
    public static StatusServer start(int port, Supplier<Status> status) throws IOException {
        var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        var http = HttpServer.create(address, BACKLOG);
        // Two at a time is plenty for people, and bounds what a loop in a browser can cost.
        var threads =
                Executors.newFixedThreadPool(
                        2, Thread.ofPlatform().daemon().name("console-", 1).factory());
        var server = new StatusServer(http, threads, status);
        http.setExecutor(threads);
        http.createContext("/", server::serve);
        http.start();
        return server;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var host = header(exchange, "Host");
            if (!OWN_HOST.matcher(host).matches()) {
                answer(exchange, 421, "text/plain", "421\n");
                return;
            }
            if (!READING.contains(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                answer(exchange, 405, "text/plain", "405\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/" -> board(exchange, host);
                case "/health" ->
                        answer(exchange, 200, "application/json", StatusJson.of(status.get()));
                case "/console.css" -> answer(exchange, 200, "text/css", style());
                default -> answer(exchange, 404, "text/plain", "404\n");
            }
        }
    }

    private void board(HttpExchange exchange, String host) throws IOException {
        var wish = language(exchange).orElseGet(() -> header(exchange, "Accept-Language"));
        exchange.getResponseHeaders().set("Refresh", "5");
        exchange.getResponseHeaders().set("Vary", "Accept-Language");
        answer(
                exchange,
                200,
                "text/html",
                StatusPage.render(status.get(), Words.accepting(wish), host));
    }

    private static Optional<String> language(HttpExchange exchange) {
        var query = exchange.getRequestURI().getQuery();
        return query != null && query.matches("lang=[a-z]{2}")
                ? Optional.of(query.substring(5))
                : Optional.empty();
    }

    private static String header(HttpExchange exchange, String name) {
        var value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static String style() throws IOException {
        try (var in = StatusServer.class.getResourceAsStream("console.css")) {
            if (in == null) {
                throw new IOException("the style sheet is not in this jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void answer(HttpExchange exchange, int code, String type, String body)
            throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'");
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(code, -1);
            return;
        }
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
