package io.holdfast.site.console;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a browser sent with a button: a few short fields, in time, or nothing at all. */
final class Form {

    private static final int LARGEST = 8 * 1024;
    private static final int MOST_FIELDS = 20;

    /** Whoever sends slower keeps one of two threads from everybody else. */
    private static final Duration IN_TIME = Duration.ofSeconds(5);

    private final Map<String, String> fields;

    private Form(Map<String, String> fields) {
        this.fields = Map.copyOf(fields);
    }

    /** What became of reading one. */
    sealed interface Read {
        record Whole(Form form) implements Read {}

        /** Not taken, with this HTTP status. */
        record Refused(int status) implements Read {}
    }

    static Read read(HttpExchange exchange) {
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null
                || !type.split(";", 2)[0].strip().equals("application/x-www-form-urlencoded")) {
            return new Read.Refused(415);
        }
        var body = new FutureTask<>(() -> whole(exchange.getRequestBody()));
        Thread.ofVirtual().name("console-form").start(body);
        try {
            var bytes = body.get(IN_TIME.toMillis(), TimeUnit.MILLISECONDS);
            return bytes.length > LARGEST
                    ? new Read.Refused(413)
                    : new Read.Whole(new Form(fields(new String(bytes, StandardCharsets.UTF_8))));
        } catch (TimeoutException e) {
            body.cancel(true);
            return new Read.Refused(408);
        } catch (ExecutionException | IllegalArgumentException e) {
            return new Read.Refused(400);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Read.Refused(503);
        }
    }

    private static byte[] whole(InputStream in) throws IOException {
        return in.readNBytes(LARGEST + 1);
    }

    private static Map<String, String> fields(String body) {
        var fields = new HashMap<String, String>();
        for (var pair : body.split("&", MOST_FIELDS + 1)) {
            var parts = pair.split("=", 2);
            var name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
            var value = parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            if (fields.put(name, value) != null) {
                throw new IllegalArgumentException("a field comes twice");
            }
        }
        if (fields.size() > MOST_FIELDS) {
            throw new IllegalArgumentException("too many fields");
        }
        return fields;
    }

    /** A field without blanks around it; empty if it was not sent. */
    String field(String name) {
        return fields.getOrDefault(name, "").strip();
    }

    /** A whole number; 0 if it is none. */
    int number(String name) {
        var text = field(name);
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    }
}
