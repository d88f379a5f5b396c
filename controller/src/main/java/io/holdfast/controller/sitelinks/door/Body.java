package io.holdfast.controller.sitelinks.door;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * What somebody sends, read in two steps: a beginning that costs no more than its connection, and
 * the rest, which costs memory. Both come at the {@link Pace} of this link or not at all.
 */
final class Body {

    /** A body up to here is whole after its beginning. */
    static final int SMALL = 16 * 1024;

    /** Read and thrown away beyond a limit, so that the other end hears why. */
    private static final int SPILL = 12 * 1024 * 1024;

    private final HttpExchange exchange;
    private final int limit;
    private byte[] bytes = new byte[4096];
    private int size;
    private boolean whole;
    private Optional<Turned> refused = Optional.empty();

    private Body(HttpExchange exchange, int limit) {
        this.exchange = exchange;
        this.limit = limit;
    }

    /** Reads the beginning; what is refused without reading counts as whole. */
    static Body begin(HttpExchange exchange, int limit) throws IOException {
        var body = new Body(exchange, limit);
        body.refused = refusal(exchange);
        if (body.refused.isPresent()) {
            body.whole = true;
        } else {
            body.read(SMALL);
        }
        return body;
    }

    private static Optional<Turned> refusal(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            return Optional.of(
                    new Turned(405, "METHOD_NOT_ALLOWED", "Only POST is answered here."));
        }
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        return type == null || !type.startsWith("application/json")
                ? Optional.of(new Turned(415, "NOT_JSON", "Send application/json."))
                : Optional.empty();
    }

    /** Whether nothing is left to be read. */
    boolean whole() {
        return whole;
    }

    /** Reads the rest. */
    void finish() throws IOException {
        if (!whole) {
            read(limit);
        }
        if (size > limit) {
            spill();
            exchange.getResponseHeaders().set("Connection", "close");
            refused =
                    Optional.of(
                            new Turned(
                                    413,
                                    "TOO_LARGE",
                                    "A message here has at most " + limit + " bytes."));
        }
    }

    /** All of it, once it is whole; throws what it is refused for. */
    byte[] bytes() {
        if (refused.isPresent()) {
            throw refused.get();
        }
        return Arrays.copyOf(bytes, size);
    }

    /** Reads until there is more than this, or no more. */
    private void read(int most) throws IOException {
        try (var pace = new Pace()) {
            while (size <= most) {
                if (size == bytes.length) {
                    bytes = Arrays.copyOf(bytes, Math.min(2 * size, limit + 1));
                }
                int came = in().read(bytes, size, Math.min(bytes.length, most + 1) - size);
                if (came < 0) {
                    whole = true;
                    return;
                }
                size += came;
                pace.came(came);
            }
        }
    }

    private void spill() throws IOException {
        try (var pace = new Pace()) {
            var thrown = new byte[64 * 1024];
            long spilt = 0;
            while (!whole && spilt < SPILL) {
                int came = in().read(thrown);
                whole = came < 0;
                spilt += came;
                pace.came(Math.max(0, came));
            }
        }
    }

    private InputStream in() {
        return exchange.getRequestBody();
    }
}
