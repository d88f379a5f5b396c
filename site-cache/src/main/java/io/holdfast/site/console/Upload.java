package io.holdfast.site.console;

import com.sun.net.httpserver.HttpExchange;
import io.holdfast.core.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * One file as a browser sends it (RFC 7578): one part and nothing else, of bounded size, in time.
 */
final class Upload {

    private static final Pattern BOUNDARY =
            Pattern.compile(
                    "multipart/form-data;\\s*boundary=\"?([-A-Za-z0-9'()+_,./:=?]{1,70})\"?");
    private static final int MOST_HEAD = 4 * 1024;

    /** Whoever sends slower keeps the door from everybody else. */
    private static final Duration IN_TIME = Duration.ofSeconds(20);

    /** What is larger than so many times the largest file is cut off, and sees no answer. */
    private static final long TIMES = 8;

    private Upload() {}

    /** What became of reading one. */
    sealed interface Read {
        record Whole(Bytes file) implements Read {}

        /** Not taken, with this HTTP status. */
        record Refused(int status) implements Read {}
    }

    /**
     * Reads what comes and keeps none of it. A browser shows no answer before it has sent all it
     * has: whoever is refused at once sees a broken connection, and not why.
     */
    static void leave(HttpExchange exchange, int largest) {
        within(() -> {
            drop(exchange.getRequestBody(), TIMES * largest);
            return new Read.Refused(0);
        });
    }

    static Read read(HttpExchange exchange, int largest) {
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        var boundary = BOUNDARY.matcher(type == null ? "" : type.strip());
        if (!boundary.matches()) {
            leave(exchange, largest);
            return new Read.Refused(415);
        }
        int most = largest + MOST_HEAD;
        return within(() -> {
            var bytes = exchange.getRequestBody().readNBytes(most + 1);
            if (bytes.length > most) {
                drop(exchange.getRequestBody(), TIMES * largest);
                return new Read.Refused(413);
            }
            return part(bytes, boundary.group(1))
                    .<Read>map(Read.Whole::new)
                    .orElseGet(() -> new Read.Refused(400));
        });
    }

    private static void drop(InputStream in, long most) throws IOException {
        var some = new byte[16 * 1024];
        long left = most;
        int read = 0;
        while (left > 0 && read >= 0) {
            read = in.read(some);
            left -= read;
        }
    }

    private static Read within(Callable<Read> reading) {
        var body = new FutureTask<>(reading);
        Thread.ofVirtual().name("console-upload").start(body);
        try {
            return body.get(IN_TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            body.cancel(true);
            return new Read.Refused(408);
        } catch (ExecutionException e) {
            return new Read.Refused(400);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Read.Refused(503);
        }
    }

    /** The one part between the first boundary and the last. */
    static Optional<Bytes> part(byte[] body, String boundary) {
        var begin = ascii("--" + boundary + "\r\n");
        var end = ascii("\r\n--" + boundary + "--");
        int length = body.length;
        if (length >= 2 && body[length - 2] == '\r' && body[length - 1] == '\n') {
            length -= 2;
        }
        if (!startsAt(body, 0, begin) || !startsAt(body, length - end.length, end)) {
            return Optional.empty();
        }
        var gap = ascii("\r\n\r\n");
        for (int at = begin.length - 2; at <= Math.min(MOST_HEAD, length - gap.length); at++) {
            if (startsAt(body, at, gap)) {
                int from = at + gap.length;
                int to = length - end.length;
                return from <= to && !holds(body, from, to, ascii("\r\n--" + boundary))
                        ? Optional.of(Bytes.of(Arrays.copyOfRange(body, from, to)))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean holds(byte[] body, int from, int to, byte[] what) {
        for (int at = from; at <= to - what.length; at++) {
            if (startsAt(body, at, what)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsAt(byte[] body, int at, byte[] what) {
        return at >= 0
                && at + what.length <= body.length
                && Arrays.equals(body, at, at + what.length, what, 0, what.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
