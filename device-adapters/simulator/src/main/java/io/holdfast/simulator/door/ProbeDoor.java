package io.holdfast.simulator.door;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.simulator.Fault;
import io.holdfast.simulator.SimulatedDevice;
import io.holdfast.simulator.plane.Fate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * What no real device has: a window on its data plane, and switches for what goes wrong. On
 * loopback only; for tests, the demonstration and people.
 *
 * <p>{@code GET /probe}, {@code GET /history}, {@code GET /running.xml}, {@code GET /state}, {@code
 * POST /power?state=on|off|cycle}, {@code POST /path?state=up|down}, {@code POST /fault?name=...}.
 */
public final class ProbeDoor implements AutoCloseable {

    private static final Set<String> PACKET =
            Set.of("in", "src", "dst", "proto", "dport", "sport", "type", "scope");

    private final SimulatedDevice device;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ProbeDoor(SimulatedDevice device, HttpServer server) {
        this.device = device;
        this.server = server;
    }

    /** Opens the door on a port of loopback; 0 for any free one. */
    public static ProbeDoor open(SimulatedDevice device, int port) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var door = new ProbeDoor(device, HttpServer.create(address, 64));
        door.server.setExecutor(door.threads);
        door.serve("/probe", "GET", door::probe);
        door.serve("/history", "GET", query -> door.history());
        door.serve("/running.xml", "GET", query -> device.runningXml());
        door.serve("/state", "GET", query -> door.state());
        door.serve("/power", "POST", door::power);
        door.serve("/path", "POST", door::path);
        door.serve("/fault", "POST", door::fault);
        door.server.createContext(
                "/",
                exchange -> answer(exchange, 404, problem("There is nothing at this address.")));
        door.server.start();
        return door;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private interface Request {
        String answer(String query) throws Query.BadQuery;
    }

    private void serve(String path, String method, Request request) {
        server.createContext(path, exchange -> serve(exchange, path, method, request));
    }

    private static void serve(HttpExchange exchange, String path, String method, Request request)
            throws IOException {
        if (!exchange.getRequestURI().getPath().equals(path)) {
            answer(exchange, 404, problem("There is nothing at this address."));
            return;
        }
        if (!exchange.getRequestMethod().equals(method)) {
            answer(exchange, 405, problem("This address takes " + method + " only."));
            return;
        }
        var raw = exchange.getRequestURI().getRawQuery();
        try {
            answer(exchange, 200, request.answer(raw == null ? "" : raw));
        } catch (Query.BadQuery e) {
            answer(exchange, 400, problem(String.valueOf(e.getMessage())));
        }
    }

    private static String problem(String sentence) {
        return "{\"error\":" + Json.text(sentence) + "}";
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            body.startsWith("<") ? "application/xml" : "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String probe(String raw) throws Query.BadQuery {
        var query = Query.of(raw, PACKET);
        var zone = query.needed("in");
        if (!device.site().hasZone(zone)) {
            throw new Query.BadQuery(
                    "There is no zone \"" + zone + "\" at " + device.site().name() + ".");
        }
        var packet = query.packet();
        var scope = query.optional("scope").orElse("device");
        if (!scope.equals("device") && !scope.equals("site")) {
            throw new Query.BadQuery("\"scope\" is device or site.");
        }
        var fate =
                scope.equals("device")
                        ? device.probe(zone, packet)
                        : device.site().probe(zone, packet);
        var verdict = fate instanceof Fate.Passed ? "pass" : "drop";
        return "{\"verdict\":\"" + verdict + "\",\"why\":" + Json.text(fate.why()) + "}";
    }

    private String history() {
        return device.history().stream()
                .map(e ->
                        "{\"number\":"
                                + e.number()
                                + ",\"at\":"
                                + Json.text(e.at().toString())
                                + ",\"session\":"
                                + e.session()
                                + ",\"user\":"
                                + Json.text(e.user())
                                + ",\"cause\":"
                                + Json.text(e.cause().name())
                                + ",\"transaction\":"
                                + Json.text(e.transaction())
                                + ",\"running\":"
                                + Json.text(e.running())
                                + "}")
                .collect(Collectors.joining(",\n", "[", "]"));
    }

    private String state() {
        var reach = device.reachability(6, 830);
        return "{\"slot\":"
                + Json.text(device.slot())
                + ",\"power\":"
                + device.powered()
                + ",\"reachable\":"
                + (reach instanceof Fate.Passed)
                + ",\"why\":"
                + Json.text(reach.why())
                + ",\"fault\":"
                + Json.text(device.fault().word())
                + ",\"trial\":"
                + device.datastores().trialToken().isPresent()
                + "}";
    }

    private String power(String raw) throws Query.BadQuery {
        switch (Query.of(raw, Set.of("state")).oneOf("state", Set.of("on", "off", "cycle"))) {
            case "on" -> device.power(true);
            case "off" -> device.power(false);
            default -> {
                device.power(false);
                device.power(true);
            }
        }
        return state();
    }

    private String path(String raw) throws Query.BadQuery {
        var word = Query.of(raw, Set.of("state")).oneOf("state", Set.of("up", "down"));
        device.path(word.equals("up"));
        return state();
    }

    private String fault(String raw) throws Query.BadQuery {
        var name = Query.of(raw, Set.of("name")).needed("name");
        device.have(
                Fault.named(name)
                        .orElseThrow(() ->
                                new Query.BadQuery(
                                        "There is no fault \""
                                                + name
                                                + "\"; there are "
                                                + Fault.words()
                                                + ".")));
        return state();
    }
}
