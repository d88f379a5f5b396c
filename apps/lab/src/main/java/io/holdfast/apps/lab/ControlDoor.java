package io.holdfast.apps.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/**
 * Where {@code ./holdfast cut} and {@code restore} reach the running plant: loopback, with a token
 * that stands in a file only the plant's owner can read.
 */
final class ControlDoor implements AutoCloseable {

    private static final String FILE = "control.txt";

    private final HttpServer server;
    private final String token;
    private final Map<String, Wan> wans;

    private ControlDoor(HttpServer server, String token, Map<String, Wan> wans) {
        this.server = server;
        this.token = token;
        this.wans = new TreeMap<>(wans);
    }

    static ControlDoor open(Options options, int port, Map<String, Wan> wans) {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
            var door = new ControlDoor(server, Secrets.password(), wans);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/wan/", door::answer);
            server.start();
            Secrets.write(options.plant().resolve(FILE), port + "\n" + door.token + "\n");
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var words = exchange.getRequestURI().getPath().split("/", -1);
        var given = exchange.getRequestHeaders().getFirst("Authorization");
        if (given == null
                || !MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8),
                        ("Bearer " + token).getBytes(StandardCharsets.UTF_8))) {
            say(exchange, 403, "not allowed");
        } else if (!exchange.getRequestMethod().equals("POST") || words.length != 4) {
            say(exchange, 404, "ask POST /wan/SITE/cut or /wan/SITE/restore");
        } else if (!wans.containsKey(words[2])) {
            say(
                    exchange,
                    404,
                    "there is no site \""
                            + words[2]
                            + "\"; this plant has "
                            + String.join(", ", wans.keySet()));
        } else if (words[3].equals("cut")) {
            wans.get(words[2]).cut();
            say(
                    exchange,
                    200,
                    words[2]
                            + " has no WAN now; it goes on alone. Back with: ./holdfast restore "
                            + words[2]);
        } else if (words[3].equals("restore")) {
            wans.get(words[2]).restore();
            say(exchange, 200, words[2] + " has its WAN back; it reports within seconds.");
        } else {
            say(exchange, 404, "ask cut or restore");
        }
    }

    private static void say(HttpExchange exchange, int status, String sentence) throws IOException {
        var bytes = sentence.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    /** The other end: what {@code cut} and {@code restore} on the command line do. */
    static int ask(Options options, String what) {
        if (options.words().size() != 1) {
            throw new Refusal(2, what + " takes one site, as in: ./holdfast " + what + " ww-01");
        }
        var site = options.words().getFirst();
        if (!site.matches("[a-z0-9-]{1,63}")) {
            throw new Refusal(2, "a site code is a-z, 0-9 and hyphens, not \"" + site + "\"");
        }
        var file = options.plant().resolve(FILE);
        try (var client = HttpClient.newHttpClient()) {
            if (!Files.isReadable(file)) {
                throw new Refusal(1, "no plant is running here; start one with ./holdfast run");
            }
            var lines = Files.readAllLines(file);
            var answer =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + lines.get(0)
                                                            + "/wan/"
                                                            + site
                                                            + "/"
                                                            + what))
                                    .header("Authorization", "Bearer " + lines.get(1))
                                    .timeout(Duration.ofSeconds(10))
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new Refusal(1, answer.body());
            }
            System.out.println(answer.body());
            return 0;
        } catch (IOException e) {
            throw new Refusal(
                    1,
                    "the plant does not answer (" + e.getMessage() + "); is it still running?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(1, "interrupted", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
