package io.holdfast.apps.bench.netconf;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.dialect.ietf.IetfDialect;
import io.holdfast.netconf.NetconfTransport;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.OpenResult;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import io.holdfast.spi.Subtree;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * The guarded transaction of rulings V1 with Holdfast's own client: session, locks, look whether
 * the candidate is clean, edit, validate, confirmed commit, read back and compare, confirm, save,
 * look whether it is saved, unlock, end.
 */
final class Work {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final NetconfTransport transport;
    private final Hall hall;
    private final IetfDialect dialect = new IetfDialect();
    private final DeviceConfig config;
    private final DeviceCapabilities capabilities;
    private final List<Subtree> owned;

    /** Reads what the first device runs; all are alike. */
    Work(NetconfTransport transport, Hall hall) {
        this.transport = transport;
        this.hall = hall;
        try (var session = open(hall.members().getFirst())) {
            capabilities = session.facts().capabilities();
            owned = dialect.owns(capabilities);
            if (!(session.readRunning(owned) instanceof RunningResult.Running(var text))
                    || !(dialect.read(text) instanceof ReadResult.Read(var read))) {
                throw new IllegalStateException("the devices cannot be read");
            }
            config = read;
        }
    }

    DeviceSession open(Hall.Member member) {
        var result =
                transport.open(
                        member.address(),
                        DeviceHall.USER,
                        hall.password().toCharArray(),
                        member.hostKey(),
                        LIMIT);
        if (result instanceof OpenResult.Open(var session)) {
            return session;
        }
        throw new IllegalStateException("no session: " + result);
    }

    /** Interfaces with this token as their description. */
    private Rendered rendered(String token) {
        var changed =
                config.interfaces().stream()
                        .map(i ->
                                new InterfaceConfig(
                                        i.name(),
                                        token,
                                        i.enabled(),
                                        i.mode(),
                                        i.addresses(),
                                        i.ingress()))
                        .toList();
        return dialect.render(
                new DeviceConfig(changed, config.vlans(), config.accessLists(), config.routes()),
                capabilities);
    }

    String text(Hall.Member member, String token) {
        return rendered(token).text();
    }

    String filter() {
        var filter =
                new StringBuilder(
                        "<filter xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\""
                                + " type=\"subtree\">");
        owned.forEach(tree ->
                filter.append('<')
                        .append(tree.name())
                        .append(" xmlns=\"")
                        .append(tree.namespace())
                        .append("\"/>"));
        return filter.append("</filter>").toString();
    }

    void transaction(Hall.Member member, String token) {
        var told = rendered(token);
        try (var session = open(member)) {
            done(session.stage(told));
            done(session.validate());
            done(session.apply(Duration.ofMinutes(1), token));
            if (!(session.readRunning(owned) instanceof RunningResult.Running(var text))
                    || !dialect.read(text).equals(dialect.read(told.text()))) {
                throw new IllegalStateException("what was told does not run");
            }
            done(session.confirm(token));
        }
    }

    private static void done(Outcome outcome) {
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException("not done: " + outcome);
        }
    }

    /** One after the other. */
    Cost oneByOne(List<Hall.Member> members, String token) {
        long wall = System.nanoTime();
        double cpu = cpu();
        members.forEach(member -> transaction(member, token));
        return new Cost(cpu() - cpu, (System.nanoTime() - wall) / 1e9, members.size());
    }

    /** So many at once. */
    Cost together(List<Hall.Member> members, int atOnce, String token)
            throws InterruptedException, ExecutionException {
        long wall = System.nanoTime();
        double cpu = cpu();
        var places = new Semaphore(atOnce);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running =
                    members.stream()
                            .<Future<?>>map(member ->
                                    threads.submit(() -> {
                                        places.acquireUninterruptibly();
                                        try {
                                            transaction(member, token);
                                        } finally {
                                            places.release();
                                        }
                                    }))
                            .toList();
            for (var one : running) {
                one.get();
            }
        }
        return new Cost(cpu() - cpu, (System.nanoTime() - wall) / 1e9, members.size());
    }

    /** CPU seconds of this process, all threads, garbage collector and compiler included. */
    private static double cpu() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : Double.NaN;
    }
}
