package io.holdfast.site.link;

import io.holdfast.core.Bytes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * Posts JSON to the centre and answers with what became of it; never throws for what the other end
 * does. HTTP/1.1, so that a connection nobody answers on is given up with its request. No
 * redirects.
 */
final class CentreClient implements AutoCloseable {

    private static final int MAX_DETAIL = 300;
    private static final Duration LONGEST_BUSY = Duration.ofMinutes(5);
    private static final Duration SHORTEST_BUSY = Duration.ofSeconds(1);

    private final URI base;
    private final HttpClient http;
    private final LinkLimits limits;

    CentreClient(
            URI base, SSLContext tls, Optional<InetSocketAddress> connectProxy, LinkLimits limits) {
        this.base = base;
        this.limits = limits;
        var builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(limits.connect())
                        .sslContext(tls)
                        .sslParameters(LinkTrust.parameters());
        // Without this line the platform's proxy properties would be obeyed.
        builder.proxy(connectProxy.map(ProxySelector::of).orElse(HttpClient.Builder.NO_PROXY));
        this.http = builder.build();
    }

    /** A centre's address must be https and nothing but scheme, host and port. */
    static URI address(String linkUrl) {
        var uri = URI.create(linkUrl);
        if (!"https".equals(uri.getScheme())
                || uri.getHost() == null
                || uri.getUserInfo() != null
                || uri.getQuery() != null
                || uri.getFragment() != null) {
            throw new IllegalArgumentException("not an https address: " + linkUrl);
        }
        return uri;
    }

    /**
     * Posts and waits. Interrupting the thread gives the request up.
     *
     * @param hold how much longer than usual the centre may take
     */
    Reply post(String path, Bytes json, Duration hold) throws InterruptedException {
        var limit = limits.answer().plus(hold);
        var request =
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .timeout(limit)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json.toArray()))
                        .build();
        var body =
                HttpResponse.BodyHandlers.limiting(
                        HttpResponse.BodyHandlers.ofByteArray(), limits.answerBytes());
        var sent = http.sendAsync(request, body);
        try {
            return judged(sent.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            return new Reply.Unfit("no complete answer within " + limit.toSeconds() + " s");
        } finally {
            sent.cancel(true);
        }
    }

    private static Reply judged(HttpResponse<byte[]> response) {
        var status = response.statusCode();
        if (status == 429 || status == 503) {
            return new Reply.Busy(retryAfter(response));
        }
        if (status != 200) {
            return new Reply.Turned(status, printable(response.body()));
        }
        var type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.equals("application/json") && !type.startsWith("application/json;")) {
            return new Reply.Unfit("the answer is not JSON");
        }
        return new Reply.Body(Bytes.of(response.body()));
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        var text = response.headers().firstValue("Retry-After").orElse("");
        if (!text.matches("[0-9]{1,6}")) {
            return SHORTEST_BUSY;
        }
        var asked = Duration.ofSeconds(Integer.parseInt(text));
        if (asked.compareTo(SHORTEST_BUSY) < 0) {
            return SHORTEST_BUSY;
        }
        return asked.compareTo(LONGEST_BUSY) > 0 ? LONGEST_BUSY : asked;
    }

    private static String printable(byte[] body) {
        var text = new String(body, 0, Math.min(body.length, MAX_DETAIL), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private Reply failed(Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return new Reply.Unreachable("nobody answers at " + base.getAuthority());
        }
        if (cause instanceof java.net.http.HttpTimeoutException) {
            return new Reply.Unfit("no answer in time");
        }
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof SSLException) {
                return new Reply.Untrusted(said(at));
            }
            if (at instanceof IOException && said(at).contains("exceeds capacity")) {
                return new Reply.Unfit("larger than " + limits.answerBytes() + " bytes");
            }
        }
        return new Reply.Unreachable(
                "no connection to " + base.getAuthority() + ": " + said(cause));
    }

    private static String said(Throwable cause) {
        var message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
