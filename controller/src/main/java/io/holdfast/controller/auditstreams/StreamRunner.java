package io.holdfast.controller.auditstreams;

import io.holdfast.controller.audit.AuditFeed;
import io.holdfast.controller.audit.AuditStreams;
import io.holdfast.controller.audit.AuditStreams.Reached;
import io.holdfast.controller.audit.AuditStreams.Stream;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands one stream on, part by part: reads what follows what was confirmed, hands it over, and
 * writes down what is certain. Wherever it is stopped, it goes on from what was written down.
 * Nobody waits for it: neither who writes entries nor any other stream.
 */
final class StreamRunner {

    private static final Logger LOG = LoggerFactory.getLogger(StreamRunner.class);

    /**
     * Two thirds of it are left when a delivery begins ({@link AuditStreams#hold}), and none takes
     * as long: a name, a connection, and {@link TlsLine#LONGEST}.
     */
    private static final Duration LEASE = Duration.ofMinutes(3);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Who has nothing to hand over says so to the database this often. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Stream stream;
    private final AuditFeed feed;
    private final AuditStreams streams;
    private final Supplier<List<OrganizationId>> organizations;
    private final Function<List<OrganizationId>, Sink> maker;
    private final UUID holder = UUID.randomUUID();
    private List<OrganizationId> whose = List.of();
    private @Nullable Sink sink;
    private long noted = System.nanoTime() - IDLE.toNanos();
    private int failures;

    StreamRunner(
            Stream stream,
            AuditFeed feed,
            AuditStreams streams,
            Supplier<List<OrganizationId>> organizations,
            Function<List<OrganizationId>, Sink> maker) {
        this.stream = stream;
        this.feed = feed;
        this.streams = streams;
        this.organizations = organizations;
        this.maker = maker;
    }

    /** Until the thread is interrupted. */
    void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(step());
            }
        } catch (InterruptedException e) {
            // Stopped between two steps; whoever starts goes on from what was confirmed.
        } finally {
            end();
        }
    }

    /** How long to wait for the next one. */
    private Duration step() {
        try {
            var wait = handOn();
            failures = 0;
            return wait;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    private Duration handOn() throws IOException {
        if (whose.isEmpty()) {
            whose = organizations.get();
            streams.ownedBy(whose.getFirst());
        }
        var held = as(() -> streams.hold(stream, holder, LEASE));
        if (held.isEmpty()) {
            release();
            return PAUSE.multipliedBy(5);
        }
        if (sink == null) {
            sink = maker.apply(whose);
        }
        var from = sink.from(held.get());
        long whole = feed.size();
        var part = feed.after(from.size(), from.head(), whose, sink.most());
        if (part.isEmpty() && !sink.hasWord()) {
            rest(held.get(), from);
            return PAUSE;
        }
        var reached = sink.hand(part, from, whole);
        note(reached);
        return reached.size() < feed.size() ? Duration.ZERO : PAUSE;
    }

    private void rest(Reached noted, Reached now) {
        if (!noted.equals(now) || System.nanoTime() - this.noted >= IDLE.toNanos()) {
            note(now);
        }
    }

    private void note(Reached reached) {
        noted = System.nanoTime();
        if (!as(() -> streams.confirmed(stream, holder, reached))) {
            LOG.warn(
                    "{}: another process took the stream over; what was just handed over at {} is"
                            + " handed over again",
                    stream,
                    reached);
        }
    }

    private Duration failed(Exception e) {
        if (Thread.currentThread().isInterrupted()) {
            return Duration.ZERO;
        }
        release();
        failures++;
        var why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        var longest = LONGEST.toMillis();
        long most = Math.min(longest, 1_000L << Math.min(failures - 1, 16));
        var wait = Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
        if (failures == 1 || most == longest) {
            LOG.warn("{}: nothing could be handed over: {}; again in {}", stream, why, wait, e);
        }
        if (!whose.isEmpty()) {
            try {
                as(() -> {
                    streams.failed(stream, holder, why);
                    return true;
                });
            } catch (RuntimeException again) {
                LOG.warn("{}: nor could that be written down", stream, again);
            }
        }
        return wait;
    }

    private <T> T as(Supplier<T> what) {
        return Acting.as(Caller.centre(whose.getFirst(), "audit-stream"), what::get);
    }

    /** What the sink has learned of the other end it keeps. */
    private void release() {
        try {
            if (sink != null) {
                sink.close();
            }
        } catch (IOException e) {
            LOG.warn("{}: could not be closed", stream, e);
        }
    }

    /** So that another process need not wait for the end of the lease. */
    private void end() {
        release();
        if (whose.isEmpty()) {
            return;
        }
        boolean stopped = Thread.interrupted();
        giveBack();
        if (stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveBack() {
        try {
            as(() -> {
                streams.release(stream, holder);
                return true;
            });
        } catch (RuntimeException e) {
            LOG.info("{}: could not be given back; its lease ends by itself", stream);
        }
    }
}
