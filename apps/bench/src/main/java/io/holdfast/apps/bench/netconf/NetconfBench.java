package io.holdfast.apps.bench.netconf;

import io.holdfast.apps.bench.Options;
import io.holdfast.apps.bench.Report;
import io.holdfast.apps.bench.Suite;
import io.holdfast.netconf.NetconfTransport;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.Liveness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Guarded transactions on simulated devices, Holdfast's client and ncclient by turns on the same
 * devices: CPU per transaction, wall time of transactions one after the other, growth over three
 * sizes, and many sessions held at once.
 */
public final class NetconfBench implements Suite {

    private static final double CPU_GOAL = 5;
    private static final double WALL_GOAL = 10;
    private static final int AT_ONCE = 64;

    @Override
    public Kind kind() {
        return Kind.BENCH;
    }

    @Override
    public String name() {
        return "netconf";
    }

    @Override
    public String about() {
        return "guarded transactions on many devices, beside ncclient";
    }

    @Override
    public String usage() {
        return """
          --devices N   simulated devices, and sessions held at once (default 1000)
          --pairs N     pairs of runs, Holdfast and ncclient by turns (default 11)
          --block N     transactions of one run (default 10)
        """;
    }

    @Override
    public void run(Options options, Report report) throws Exception {
        int devices = (int) options.number("devices", 1000, 4, 4000);
        int pairs = (int) options.number("pairs", 11, 1, 1000);
        int block = (int) options.number("block", 10, 1, 1000);
        int warm = (int) options.number("warm", 2000, 1, 100_000);
        options.done();
        report.parameter("warm", warm);
        report.parameter("devices", devices);
        report.parameter("pairs", pairs);
        report.parameter("block", block);
        report.parameter("load", load());
        report.parameter("java", Runtime.version().toString());
        try (var hall = Hall.start(devices);
                var transport = new NetconfTransport()) {
            report.say(devices + " devices are ready");
            var work = new Work(transport, hall);
            // Untimed: each program's own compilers warm up, devices load their classes.
            for (int done = 0; done < warm; done += devices) {
                work.together(hall.members(), AT_ONCE, "warm-" + done);
            }
            var missing = Ncclient.missing();
            var peer = OptionalDouble.empty();
            if (missing.isPresent()) {
                report.failed("no peer: " + missing.get());
            } else {
                peer = OptionalDouble.of(beside(hall, work, pairs, block, report));
            }
            growth(hall, work, peer, report);
            held(hall, work, report);
        }
    }

    /** CPU seconds of one of the peer's transactions. */
    private static double beside(Hall hall, Work work, int pairs, int block, Report report)
            throws IOException {
        try (var peer = Ncclient.start()) {
            report.peer(peer.name());
            var members = new ArrayList<>(hall.members());
            peer.run(hall, members.subList(0, 2), work, "warm-peer");
            var cpu = new ArrayList<Double>();
            var wall = new ArrayList<Double>();
            var ours = new ArrayList<Cost>();
            var theirs = new ArrayList<Cost>();
            for (int pair = 0; pair < pairs; pair++) {
                Collections.rotate(members, block);
                var some = members.subList(0, Math.min(block, members.size()));
                var a = work.oneByOne(some, "ours-" + pair);
                var b = peer.run(hall, some, work, "theirs-" + pair);
                ours.add(a);
                theirs.add(b);
                cpu.add(b.cpuEach() / a.cpuEach());
                wall.add(b.wallEach() / a.wallEach());
                report.say(
                        "pair %d: CPU %.1f and %.1f ms, wall %.1f and %.1f ms a transaction"
                                .formatted(
                                        pair + 1,
                                        a.cpuEach() * 1e3,
                                        b.cpuEach() * 1e3,
                                        a.wallEach() * 1e3,
                                        b.wallEach() * 1e3));
            }
            report.figure("holdfast CPU", median(ours.stream().map(Cost::cpuEach)), "s each");
            report.figure("ncclient CPU", median(theirs.stream().map(Cost::cpuEach)), "s each");
            report.figure("holdfast wall", median(ours.stream().map(Cost::wallEach)), "s each");
            report.figure("ncclient wall", median(theirs.stream().map(Cost::wallEach)), "s each");
            ratio(report, "CPU per transaction", cpu, CPU_GOAL);
            ratio(report, "wall, one by one", wall, WALL_GOAL);
            return median(theirs.stream().map(Cost::cpuEach));
        }
    }

    private static void ratio(Report report, String name, List<Double> ratios, double goal) {
        var sorted = ratios.stream().sorted().toList();
        report.ratio(
                name, quantile(sorted, 0.5), quantile(sorted, 0.1), quantile(sorted, 0.9), goal);
    }

    private static double quantile(List<Double> sorted, double part) {
        double at = part * (sorted.size() - 1);
        int low = (int) Math.floor(at);
        int high = (int) Math.ceil(at);
        return sorted.get(low) + (at - low) * (sorted.get(high) - sorted.get(low));
    }

    private static double median(java.util.stream.Stream<Double> values) {
        return quantile(values.sorted().toList(), 0.5);
    }

    /**
     * The same work on a quarter, a half and all of the devices, many at once: as a fleet is
     * changed, and without the price of a machine that mostly waits.
     */
    private static void growth(Hall hall, Work work, OptionalDouble peer, Report report)
            throws InterruptedException, ExecutionException {
        var sizes = new ArrayList<Integer>();
        var costs = new ArrayList<Double>();
        for (int part : List.of(4, 2, 1)) {
            int size = hall.members().size() / part;
            var cost = work.together(hall.members().subList(0, size), AT_ONCE, "grow-" + part);
            sizes.add(size);
            costs.add(cost.cpu());
            report.figure("CPU of " + size + " transactions", cost.cpu(), "s");
            report.figure("wall of " + size + ", " + AT_ONCE + " at once", cost.wall(), "s");
            peer.ifPresent(theirs ->
                    report.figure(
                            "CPU of " + size + ", ncclient to it",
                            theirs / cost.cpuEach(),
                            "times"));
        }
        report.figure(
                "growth exponent of CPU",
                Math.log(costs.getLast() / costs.getFirst())
                        / Math.log((double) sizes.getLast() / sizes.getFirst()),
                "");
    }

    /** Every device has a session that answers, all at the same time. */
    private static void held(Hall hall, Work work, Report report) throws InterruptedException {
        long before = usedMemory();
        var sessions = Collections.synchronizedList(new ArrayList<DeviceSession>());
        var places = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var member : hall.members()) {
                threads.execute(() -> {
                    places.acquireUninterruptibly();
                    try {
                        sessions.add(work.open(member));
                    } finally {
                        places.release();
                    }
                });
            }
        }
        long used = usedMemory() - before;
        long answering =
                sessions.stream()
                        .filter(s -> s.liveness(Duration.ofSeconds(20)) instanceof Liveness.Answers)
                        .count();
        report.count("sessions held", answering);
        report.figure("memory of a held session", used / 1024.0 / sessions.size(), "KiB");
        if (answering != hall.members().size()) {
            report.failed(answering + " of " + hall.members().size() + " held sessions answer");
        }
        sessions.forEach(DeviceSession::close);
    }

    private static long usedMemory() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static double load() {
        return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage();
    }
}
