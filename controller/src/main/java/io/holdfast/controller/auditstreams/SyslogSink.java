package io.holdfast.controller.auditstreams;

import io.holdfast.controller.audit.AuditFeed;
import io.holdfast.controller.audit.AuditStreams.Reached;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Syslog over TLS (RFC 5425). The protocol acknowledges nothing, so a delivery is a connection:
 * what was sent over it counts once the receiver answered the close of TLS in order. Whatever else
 * happens, all of it is sent again, and every message says which leaf it is.
 */
final class SyslogSink implements Sink {

    private static final int MOST = 1_000;

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** A receiver that takes nothing for so long is gone; a slow one is sent less. */
    private static final Duration STUCK = Duration.ofSeconds(15);

    /** Behind it the receiver may have as much to read as fits on the way. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** A delivery is no longer: what is late in it would be late for all. */
    private static final Duration SENDING = Duration.ofSeconds(10);

    private static final Duration HEARTBEAT = Duration.ofMinutes(1);

    private final String host;
    private final int port;
    private final Supplier<SSLContext> tls;
    private final SyslogMessages messages;
    private final InstantSource clock;
    private int most = MOST;
    private long spoke = System.nanoTime() - HEARTBEAT.toNanos();

    SyslogSink(
            String host,
            int port,
            Supplier<SSLContext> tls,
            SyslogMessages messages,
            InstantSource clock) {
        this.host = host;
        this.port = port;
        this.tls = tls;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public Reached from(Reached confirmed) {
        return confirmed;
    }

    @Override
    public int most() {
        return most;
    }

    @Override
    public boolean hasWord() {
        return System.nanoTime() - spoke >= HEARTBEAT.toNanos();
    }

    /** A message, and how far the stream is behind it. */
    private record Step(ByteBuffer message, Reached behind) {}

    @Override
    public Reached hand(AuditFeed.Part part, Reached before, long whole) throws IOException {
        int half = Math.max(1, most / 2);
        int twice = Math.min(MOST, most * 2);
        // Until it is known to go well, the next one is smaller.
        most = half;
        var steps = steps(part, before);
        var reached = before;
        boolean word = hasWord();
        try (var line = TlsLine.open(address(), engine(), CONNECT)) {
            long end = System.nanoTime() + SENDING.toNanos();
            for (var step : steps) {
                line.write(step.message(), STUCK);
                reached = step.behind();
                if (end - System.nanoTime() < 0) {
                    break;
                }
            }
            if (word) {
                var standing = messages.standing(reached.size(), whole, clock.instant());
                line.write(ByteBuffer.wrap(standing), STUCK);
            }
            line.closeAndHearIt(ANSWER);
        }
        spoke = word ? System.nanoTime() : spoke;
        most = twice;
        return reached;
    }

    private List<Step> steps(AuditFeed.Part part, Reached before) {
        var steps = new ArrayList<Step>();
        var others = new ArrayList<AuditFeed.Leaf.Hashed>();
        var heads = part.heads().iterator();
        var next = heads.hasNext() ? heads.next() : null;
        long head = before.head();
        for (var leaf : part.leaves()) {
            if (next != null && next.size() == leaf.number()) {
                others(others, head, steps);
                head = next.size();
                steps.add(step(next, leaf.number(), head));
                next = heads.hasNext() ? heads.next() : null;
            }
            switch (leaf) {
                case AuditFeed.Leaf.Whole whole -> {
                    others(others, head, steps);
                    steps.add(step(messages.entry(whole), whole.number() + 1, head));
                }
                case AuditFeed.Leaf.Hashed hashed -> {
                    others.add(hashed);
                    if (others.size() == messages.hashedAtOnce()) {
                        others(others, head, steps);
                    }
                }
            }
        }
        others(others, head, steps);
        if (next != null) {
            steps.add(step(next, part.to(), next.size()));
        }
        return steps;
    }

    private Step step(AuditFeed.Head head, long size, long newest) {
        return step(messages.head(head, clock.instant()), size, newest);
    }

    private static Step step(byte[] message, long size, long head) {
        return new Step(ByteBuffer.wrap(message), new Reached(size, head));
    }

    private void others(List<AuditFeed.Leaf.Hashed> others, long head, List<Step> steps) {
        if (!others.isEmpty()) {
            long behind = others.getLast().number() + 1;
            steps.add(step(messages.others(others, clock.instant()), behind, head));
            others.clear();
        }
    }

    private InetSocketAddress address() throws IOException {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("no address is known of " + host);
        }
        return address;
    }

    private SSLEngine engine() {
        var engine = tls.get().createSSLEngine(host, port);
        engine.setUseClientMode(true);
        var parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setCipherSuites(
                Arrays.stream(engine.getSupportedCipherSuites())
                        .filter(SyslogSink::isStrong)
                        .toArray(String[]::new));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** Authenticated encryption with a key that nobody can find out later. */
    private static boolean isStrong(String suite) {
        boolean sealed = suite.contains("_GCM_") || suite.contains("_CHACHA20_");
        return sealed && (suite.startsWith("TLS_ECDHE_") || !suite.contains("_WITH_"));
    }

    @Override
    public void close() {
        // Nothing is held between two deliveries.
    }
}
