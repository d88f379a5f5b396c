package io.holdfast.controller.sitelinks.door;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.sitelinks.LinkAddress;
import io.holdfast.controller.sitelinks.LinkSettings;
import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.MalformedMessage;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The port sites speak to: TLS 1.3 only, HTTP/1.1, four paths. It reads no more than it must, lets
 * in no more than it can work on, and answers every failure with a small JSON problem.
 */
@Component
class LinkListener implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LinkListener.class);

    private static final int ENROLMENT_LIMIT = 16 * 1024;

    private final LinkSettings settings;
    private final LinkAddress address;
    private final LinkTls tls;
    private final Peers peers;
    private final Shares shares;
    private final Enrolments enrolments;
    private final Polls polls;
    private final Refusals refusals;
    private final Telemetry telemetry;
    private final DatabaseShares database;

    /** Whoever has shown no certificate of a site has few places, and cannot take the others. */
    private final Semaphore strangers = new Semaphore(4, true);

    private @Nullable HttpsServer server;
    private @Nullable ExecutorService threads;

    LinkListener(
            LinkSettings settings,
            LinkAddress address,
            LinkTls tls,
            Peers peers,
            Shares shares,
            DatabaseShares database,
            Enrolments enrolments,
            Polls polls,
            Refusals refusals,
            Telemetry telemetry) {
        this.settings = settings;
        this.address = address;
        this.tls = tls;
        this.peers = peers;
        this.shares = shares;
        this.database = database;
        this.enrolments = enrolments;
        this.polls = polls;
        this.refusals = refusals;
        this.telemetry = telemetry;
    }

    /** A small JSON problem. */
    private record Problem(int status, String code, String detail) {}

    /** How one path answers. */
    private interface Path {
        Bytes answer(HttpsExchange exchange) throws IOException, InterruptedException;
    }

    @Override
    public void start() {
        limits(settings.connections());
        try {
            var at =
                    new InetSocketAddress(
                            InetAddress.getByName(settings.address()), settings.port());
            var context = tls.context(settings.names());
            var listening = HttpsServer.create(at, 256);
            listening.setHttpsConfigurator(onlyTls13(context));
            var workers =
                    Executors.newThreadPerTaskExecutor(
                            Thread.ofVirtual().name("link-", 0).factory());
            listening.setExecutor(workers);
            paths().forEach((path, work) ->
                    listening.createContext(path, e -> serve(e, path, work)));
            polls.open();
            listening.start();
            server = listening;
            threads = workers;
            address.listensAt(listening.getAddress().getPort());
            LOG.info("the link listens at {} port {}", settings.address(), address.port());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the link cannot listen at " + settings.address() + " " + settings.port(), e);
        }
    }

    /**
     * The platform's server takes its limits from properties read once. A request is read within a
     * minute, headers included; an answer may be held 55 s and then takes time to send. Every site
     * may be idle for a moment: one that is answered is not cut off because others are.
     */
    private static void limits(int connections) {
        var limits =
                Map.of(
                        "sun.net.httpserver.maxReqHeaders", "60",
                        "sun.net.httpserver.maxReqHeaderSize", "16384",
                        "sun.net.httpserver.maxReqTime", "60",
                        "sun.net.httpserver.maxRspTime", "180",
                        "sun.net.httpserver.idleInterval", "60",
                        "sun.net.httpserver.maxIdleConnections", String.valueOf(connections),
                        "jdk.httpserver.maxConnections", String.valueOf(connections));
        limits.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }

    private static HttpsConfigurator onlyTls13(SSLContext context) {
        return new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                var wanted = context.getDefaultSSLParameters();
                wanted.setProtocols(new String[] {"TLSv1.3"});
                wanted.setWantClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        };
    }

    @Override
    public void stop() {
        var listening = server;
        var workers = threads;
        server = null;
        threads = null;
        polls.close();
        if (listening != null) {
            listening.stop(1);
        }
        if (workers != null) {
            workers.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    private Map<String, Path> paths() {
        return Map.of(
                "/", _ -> nothing(),
                "/link/v1/enrol", this::enrol,
                "/link/v1/contact", this::contact,
                "/link/v1/telemetry", this::telemetry,
                "/link/v1/renew", this::renew);
    }

    private static Bytes nothing() {
        throw new Turned(404, "NOT_FOUND", "There is nothing here.");
    }

    private void serve(HttpExchange exchange, String name, Path path) throws IOException {
        try (exchange) {
            Acting.<Boolean, IOException>through(
                    "link " + exchange.getRemoteAddress().getAddress().getHostAddress(),
                    () -> {
                        boolean exact = exchange.getRequestURI().getPath().equals(name);
                        answer((HttpsExchange) exchange, exact ? path : _ -> nothing());
                        return true;
                    });
        }
    }

    private void answer(HttpsExchange exchange, Path path) throws IOException {
        try {
            send(exchange, 200, "application/json", path.answer(exchange));
        } catch (Turned turned) {
            LOG.info(
                    "{} from {}: {} {}",
                    exchange.getRequestURI().getPath(),
                    exchange.getRemoteAddress(),
                    turned.status(),
                    turned.code());
            if (turned.retryAfterSeconds() > 0) {
                exchange.getResponseHeaders()
                        .set("Retry-After", String.valueOf(turned.retryAfterSeconds()));
            }
            problem(exchange, turned.status(), turned.code(), turned.detail());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem(exchange, 503, "STOPPING", "The centre stops.");
        } catch (RuntimeException e) {
            LOG.error("{} failed", exchange.getRequestURI().getPath(), e);
            problem(exchange, 500, "FAILED", "The centre failed; its log says why.");
        }
    }

    private static void problem(HttpExchange exchange, int status, String code, String detail)
            throws IOException {
        var cut = detail.length() <= 300 ? detail : detail.substring(0, 300);
        send(
                exchange,
                status,
                "application/problem+json",
                WireJson.write(new Problem(status, code, cut)));
    }

    private static void send(HttpExchange exchange, int status, String type, Bytes body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.size());
        exchange.getResponseBody().write(body.toArray());
    }

    private Bytes enrol(HttpsExchange exchange) throws IOException, InterruptedException {
        var body = enrolmentOf(exchange);
        return strange(exchange, "site.enrol", () -> WireJson.write(enrolments.enrol(form(body))));
    }

    /** Strangers have few places, and together the share of one organisation. */
    private <T> T strange(HttpExchange exchange, String action, Refusals.Work<T> work)
            throws IOException, InterruptedException {
        Shares.takePlace(strangers);
        try {
            return database.with(
                    Sender.stranger(exchange.getRemoteAddress().getAddress()),
                    DatabaseShares.Kind.CONTACT,
                    () -> refusals.watchStranger(action, work));
        } finally {
            strangers.release();
        }
    }

    private Bytes renew(HttpsExchange exchange) throws IOException, InterruptedException {
        var sender = sender(exchange);
        try (var share = shares.enter(sender, Shares.Kind.CONTACT)) {
            var body = enrolmentOf(exchange);
            share.place(true);
            return work(sender, () -> renewed(exchange, body));
        }
    }

    private Bytes renewed(HttpsExchange exchange, Body body)
            throws IOException, InterruptedException {
        var lost = peers.lost(exchange);
        if (lost.isPresent()) {
            return refusals.watchStranger(
                    "site.reinstate",
                    () -> WireJson.write(enrolments.reinstate(lost.get(), form(body))));
        }
        var peer = peer(exchange, Peers.RENEWABLE);
        return refusals.watch(
                peer, "site.renew", () -> WireJson.write(enrolments.renew(peer, form(body))));
    }

    /** What needs the database has a share of it, and only as long as it works there. */
    private <T> T work(Sender sender, Refusals.Work<T> work)
            throws IOException, InterruptedException {
        return database.with(sender, DatabaseShares.Kind.CONTACT, work);
    }

    private Bytes telemetry(HttpsExchange exchange) throws IOException, InterruptedException {
        var sender = sender(exchange);
        var samples = DatabaseShares.Kind.SAMPLES;
        try (var share = shares.enter(sender, Shares.Kind.TELEMETRY)) {
            var body = Body.begin(exchange, TelemetryRequest.LARGEST);
            share.place(body.whole());
            var peer = database.with(sender, samples, () -> peers.of(exchange, Duration.ZERO));
            body.finish();
            var read = read(() -> samples(body));
            return database.with(
                    sender,
                    samples,
                    () ->
                            refusals.watch(
                                    peer,
                                    "link.contact",
                                    () -> {
                                        var request = read.of();
                                        peers.same(peer, request.identity());
                                        return WireJson.write(telemetry.hear(peer, request));
                                    }));
        }
    }

    /** A poll that waits holds no place: it costs a parked virtual thread and its connection. */
    private Bytes contact(HttpsExchange exchange) throws IOException, InterruptedException {
        var sender = sender(exchange);
        return WireJson.write(polls.answer(sender, begin(exchange, sender)));
    }

    private Polls.Waiting begin(HttpsExchange exchange, Sender sender)
            throws IOException, InterruptedException {
        try (var share = shares.enter(sender, Shares.Kind.CONTACT)) {
            var body = Body.begin(exchange, WireJson.LIMIT);
            share.place(body.whole());
            var peer = work(sender, () -> peer(exchange, Duration.ZERO));
            body.finish();
            var read = read(() -> request(body));
            return work(
                    sender,
                    () ->
                            refusals.watch(
                                    peer,
                                    "link.contact",
                                    () -> {
                                        var request = read.of();
                                        peers.same(peer, request.identity());
                                        return polls.begin(peer, request);
                                    }));
        }
    }

    /** Reads it now; what is wrong with it is said, and written down, with a share. */
    private static <T> Refusals.Work<T> read(Supplier<T> reading) {
        try {
            var read = reading.get();
            return () -> read;
        } catch (Turned | MalformedMessage e) {
            return () -> {
                throw e;
            };
        }
    }

    private static TelemetryRequest samples(Body body) {
        return WireJson.read(TelemetryRequest.class, body.bytes(), TelemetryRequest.LARGEST);
    }

    private static LinkRequest request(Body body) {
        var request = WireJson.read(LinkRequest.class, body.bytes(), WireJson.LIMIT);
        var fault = Intake.fault(request);
        if (fault.isPresent()) {
            throw new Turned(400, "NOT_THE_PROTOCOL", fault.get());
        }
        return request;
    }

    private static Body enrolmentOf(HttpsExchange exchange) throws IOException {
        var body = Body.begin(exchange, ENROLMENT_LIMIT);
        body.finish();
        return body;
    }

    private static Enrolment.Request form(Body body) {
        return WireJson.read(Enrolment.Request.class, body.bytes(), ENROLMENT_LIMIT);
    }

    private Peer peer(HttpsExchange exchange, Duration overdue)
            throws IOException, InterruptedException {
        return refusals.watchStranger("link.contact", () -> peers.of(exchange, overdue));
    }

    private Sender sender(HttpsExchange exchange) throws IOException, InterruptedException {
        var shown = Peers.shown(exchange);
        return shown.isPresent()
                ? Sender.of(shown.get())
                // That somebody showed none is written down.
                : strange(exchange, "link.contact", () -> Sender.of(Peers.certificate(exchange)));
    }
}
