package io.holdfast.site.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.auditlog.witness.KeptHeads;
import io.holdfast.sitelink.site.ConsoleAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Serves the status board on loopback (rulings C7: without TLS nowhere else). The board reads only,
 * nothing has a script, and nobody is answered who came by a foreign host name; buttons stand on
 * the break-glass page and on the one for bundles that somebody carried here.
 */
public final class StatusServer implements AutoCloseable {

    private static final Pattern OWN_HOST =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]{1,5})?");
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final int BACKLOG = 16;

    // What the server of the JDK lets one asker take; it is set for the whole program. Longer than
    // the limits of uploads and of judging, or nobody would be told of those.
    static {
        Map.of(
                        "sun.net.httpserver.maxReqTime",
                        "30",
                        "sun.net.httpserver.maxRspTime",
                        "120",
                        "jdk.httpserver.maxConnections",
                        "64")
                .forEach((name, value) -> {
                    if (System.getProperty(name) == null) {
                        System.setProperty(name, value);
                    }
                });
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Supplier<Status> status;
    private final BreakGlassDoor glass;
    private final Supplier<KeptHeads> heads;
    private final BundleDoor bundles;

    private StatusServer(
            HttpServer server,
            ExecutorService threads,
            Supplier<Status> status,
            BreakGlassDoor glass,
            BundleDoor bundles,
            Supplier<KeptHeads> heads) {
        this.server = server;
        this.threads = threads;
        this.status = status;
        this.glass = glass;
        this.heads = heads;
        this.bundles = bundles;
    }

    /**
     * Starts serving.
     *
     * @param port 0 for any free one
     * @param node what people want is asked of it
     * @param heads of the centre's audit log, as they are kept
     * @throws IOException if the port is taken
     */
    public static StatusServer start(
            int port,
            Supplier<Status> status,
            Function<Asking, ConsoleAnswer> node,
            Supplier<KeptHeads> heads)
            throws IOException {
        return start(port, status, () -> ReplaceView.NOTHING, node, heads);
    }

    /**
     * The same of a node that has devices.
     *
     * @param view what is known of them for whoever replaces one
     */
    public static StatusServer start(
            int port,
            Supplier<Status> status,
            Supplier<ReplaceView> view,
            Function<Asking, ConsoleAnswer> node,
            Supplier<KeptHeads> heads)
            throws IOException {
        var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        var http = HttpServer.create(address, BACKLOG);
        // One for each request: whoever sends half of one takes nobody else's.
        var threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("console-", 1).factory());
        var server =
                new StatusServer(
                        http,
                        threads,
                        status,
                        new BreakGlassDoor(status, view, node),
                        new BundleDoor(status, node),
                        heads);
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
                Answers.plain(exchange, 421);
                return;
            }
            var path = exchange.getRequestURI().getPath();
            if (path.equals(BreakGlassDoor.PATH) || path.startsWith(BreakGlassDoor.PATH + "/")) {
                glass.serve(exchange, host, words(exchange));
                return;
            }
            if (path.equals(BundleDoor.PATH)) {
                bundles.serve(exchange, host, words(exchange));
                return;
            }
            if (!READING.contains(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                Answers.plain(exchange, 405);
                return;
            }
            switch (path) {
                case "/" -> board(exchange, host);
                case "/health" ->
                        Answers.answer(
                                exchange, 200, "application/json", StatusJson.of(status.get()));
                case AuditPart.HEAD -> auditHead(exchange);
                case AuditPart.HEADS ->
                        Answers.answer(
                                exchange,
                                200,
                                "application/json",
                                AuditPart.json(status.get().audit(), heads.get()));
                case "/console.css" -> Answers.answer(exchange, 200, "text/css", style());
                default -> Answers.plain(exchange, 404);
            }
        }
    }

    private void board(HttpExchange exchange, String host) throws IOException {
        exchange.getResponseHeaders().set("Refresh", "5");
        exchange.getResponseHeaders().set("Vary", "Accept-Language");
        Answers.answer(
                exchange, 200, "text/html", StatusPage.render(status.get(), words(exchange), host));
    }

    private void auditHead(HttpExchange exchange) throws IOException {
        var query = Optional.ofNullable(exchange.getRequestURI().getQuery());
        if (query.isPresent() && !query.get().matches("size=[0-9]{1,18}")) {
            Answers.plain(exchange, 404);
            return;
        }
        var size = query.map(asked -> Long.parseLong(asked.substring(5)));
        var note = AuditPart.note(status.get().audit(), heads.get(), size);
        if (note.isEmpty()) {
            Answers.plain(exchange, 404);
            return;
        }
        exchange.getResponseHeaders()
                .set(
                        "Content-Disposition",
                        "attachment; filename=\"" + AuditPart.fileName(note.get()) + "\"");
        Answers.answer(exchange, 200, "text/plain", note.get());
    }

    private static Words words(HttpExchange exchange) {
        return Words.accepting(
                language(exchange).orElseGet(() -> header(exchange, "Accept-Language")));
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

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
