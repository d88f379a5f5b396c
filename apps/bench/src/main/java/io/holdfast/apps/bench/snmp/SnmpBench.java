package io.holdfast.apps.bench.snmp;

import io.holdfast.apps.bench.Options;
import io.holdfast.apps.bench.Report;
import io.holdfast.apps.bench.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What polling costs with storage, beside Net-SNMP's snmpbulkwalk, prometheus-snmp-exporter and
 * collectd without any. Processor time of the whole process; the agents have one of their own.
 */
public final class SnmpBench implements Suite {

    private static final String COMMUNITY = "bench";
    private static final String USER = "bench";

    /** Turns until the code is compiled. */
    private static final int WARM = 10;

    private static final double GOAL_2C = 1.0;
    private static final double GOAL_3 = 1.5;

    @Override
    public Kind kind() {
        return Kind.BENCH;
    }

    @Override
    public String name() {
        return "snmp";
    }

    @Override
    public String about() {
        return "polling of simulated agents with storage, beside three other pollers";
    }

    @Override
    public String usage() {
        return """
          --agents N     agents at the largest of three sizes (90)
          --pairs N      pairs of measurements at that size (11)
        """;
    }

    @Override
    public void run(Options options, Report report) throws IOException, InterruptedException {
        int agents = (int) options.number("agents", 90, 9, 2_000);
        int pairs = (int) options.number("pairs", 11, 1, 101);
        options.done();
        report.parameter("agents", agents);
        report.parameter("pairs", pairs);
        report.parameter(
                "load",
                java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        .getSystemLoadAverage());
        var password = Long.toHexString(new java.security.SecureRandom().nextLong() | 1L << 60);
        version(new Version.Plain(COMMUNITY), agents, pairs, GOAL_2C, report);
        version(new Version.Sealed(USER, password), agents, pairs, GOAL_3, report);
    }

    /** Peers, and how many turns of each are worth their time. */
    private enum Peer {
        BULK_WALK(BulkWalk.PROGRAM, Integer.MAX_VALUE),
        SNMP_EXPORTER(SnmpExporter.PROGRAM, Integer.MAX_VALUE),
        COLLECTD(Collectd.PROGRAM, 3);

        private final Path program;
        private final int most;

        Peer(String program, int most) {
            this.program = Path.of(program);
            this.most = most;
        }

        boolean isHere() {
            return Files.isExecutable(program)
                    && (this != COLLECTD || Files.isReadable(Path.of(Collectd.PLUGIN)));
        }

        PollPeer start(Version version, List<Integer> ports)
                throws IOException, InterruptedException {
            return switch (this) {
                case BULK_WALK -> new BulkWalk(version.bulkWalk(), Poller.TABLES, Poller.AT_ONCE);
                case SNMP_EXPORTER ->
                        new SnmpExporter(version.exporter(), Poller.TABLES, Poller.AT_ONCE);
                case COLLECTD ->
                        new Collectd(version.collectd(), Poller.TABLES, ports, Poller.AT_ONCE);
            };
        }
    }

    private static void version(Version version, int agents, int pairs, double goal, Report report)
            throws IOException, InterruptedException {
        try (var hall = AgentDoor.start(agents, version.hall());
                var poller = new Poller(version.access(), hall.ports())) {
            var before = heap();
            // Untimed at first: classes are loaded and the code is compiled.
            for (int i = 0; i < WARM; i++) {
                poller.turn(hall.ports());
            }
            var sizes = new int[] {agents / 9, agents / 3, agents};
            var costs = new double[sizes.length];
            for (int s = 0; s < sizes.length; s++) {
                costs[s] = poller.turn(hall.ports().subList(0, sizes[s])).seconds();
            }
            var ours = beside(version, hall.ports(), poller, pairs, report);
            double cost = median(ours);
            report.figure(
                    version.name() + " Holdfast, stored", cost, "CPU-s per million variables");
            if (cost > goal) {
                report.failed(
                        String.format(
                                Locale.ROOT,
                                "%s: %.2f CPU-s per million variables, %.1f is the goal",
                                version.name(),
                                cost,
                                goal));
            }
            report.figure(
                    version.name() + " growth",
                    Math.log(costs[2] / costs[0]) / Math.log((double) sizes[2] / sizes[0]),
                    "exponent over three sizes");
            report.figure(
                    version.name() + " heap",
                    (heap() - before) / 1048.576 / agents,
                    "MiB per 1,000 devices, with their open samples");
        }
    }

    /** Turns of ours, in between those of each peer that is here; what is not here is named. */
    private static double[] beside(
            Version version, List<Integer> ports, Poller poller, int pairs, Report report)
            throws IOException, InterruptedException {
        var all = new ArrayList<Double>();
        for (var peer : Peer.values()) {
            if (!peer.isHere()) {
                report.peer(peer + " is not installed (./holdfast peers): not compared");
                continue;
            }
            if (peer == Peer.COLLECTD && version.collectd().isEmpty()) {
                report.peer(peer + " speaks SHA-1 and AES-128 at most: not compared");
                continue;
            }
            int turns = Math.min(pairs, peer.most);
            var ours = new double[turns];
            var theirs = new double[turns];
            try (var other = peer.start(version, ports)) {
                report.peer(version.name() + " " + other.about());
                for (int i = 0; i < turns; i++) {
                    ours[i] = poller.turn(ports).perMillion();
                    theirs[i] = other.turn(ports).perMillion();
                    all.add(ours[i]);
                }
                tell(version.name() + " " + other.name(), ours, theirs, report);
            }
        }
        while (all.size() < pairs) {
            all.add(poller.turn(ports).perMillion());
        }
        return all.stream().mapToDouble(c -> c).toArray();
    }

    private static void tell(String name, double[] ours, double[] theirs, Report report) {
        var ratios = new double[ours.length];
        for (int i = 0; i < ours.length; i++) {
            ratios[i] = ours[i] / theirs[i];
        }
        Arrays.sort(ratios);
        report.figure(name, median(theirs), "CPU-s per million variables");
        report.figure(name + " ratio", ratios[ratios.length / 2], "Holdfast to it");
        report.figure(name + " ratio, lowest tenth", ratios[ratios.length / 10], "");
        report.figure(name + " ratio, highest tenth", ratios[ratios.length * 9 / 10], "");
    }

    private static double median(double... values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
