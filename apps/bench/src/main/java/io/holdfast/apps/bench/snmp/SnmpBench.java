package io.holdfast.apps.bench.snmp;

import io.holdfast.apps.bench.Child;
import io.holdfast.apps.bench.Options;
import io.holdfast.apps.bench.Report;
import io.holdfast.apps.bench.Suite;
import io.holdfast.core.series.Retention;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.health.SampleStore;
import io.holdfast.snmp.SnmpPolling;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.SurveyReader.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.snmp4j.smi.OID;

/**
 * What polling costs with storage, beside Net-SNMP's snmpbulkwalk run in parallel without any.
 * Processor time of the whole process; the agents have one of their own.
 */
public final class SnmpBench implements Suite {

    private static final Path PEER = Path.of("/usr/bin/snmpbulkwalk");
    private static final List<String> TABLES = List.of("1.3.6.1.2.1.2.2", "1.3.6.1.2.1.31.1.1");
    private static final String COMMUNITY = "bench";
    private static final String USER = "bench";

    /** Turns until the code is compiled. */
    private static final int WARM = 10;

    private static final int AT_ONCE = 8;
    private static final double GOAL_2C = 1.0;
    private static final double GOAL_3 = 1.5;

    /** Characters of 1.3.6.1.2.1. in front of every object here. */
    private static final int MIB_2 = 12;

    private static final Instant START = Instant.parse("2026-11-26T00:00:00Z");

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
        return "polling of simulated agents with storage, beside snmpbulkwalk";
    }

    @Override
    public String usage() {
        return """
          --agents N     agents at the largest of three sizes (90)
          --pairs N      pairs of measurements at that size (11)
        """;
    }

    /** Variables read and processor time of the process. */
    private record Cost(long variables, double seconds) {
        double perMillion() {
            return seconds / variables * 1e6;
        }
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
        report.peer("snmpbulkwalk -Cr25 of ifTable and ifXTable, 8 at once, output thrown away");
        var password = Long.toHexString(new java.security.SecureRandom().nextLong() | 1L << 60);
        version(
                "v2c",
                new SnmpAccess.V2c(COMMUNITY),
                List.of(COMMUNITY),
                List.of("-v2c", "-c", COMMUNITY),
                agents,
                pairs,
                GOAL_2C,
                report);
        version(
                "v3",
                new SnmpAccess.V3(
                        USER,
                        password,
                        password,
                        SnmpAccess.Authentication.SHA_256,
                        SnmpAccess.Privacy.AES_256),
                List.of(USER, password, password),
                List.of(
                        "-v3",
                        "-l",
                        "authPriv",
                        "-u",
                        USER,
                        "-a",
                        "SHA-256",
                        "-A",
                        password,
                        "-x",
                        "AES-256",
                        "-X",
                        password),
                agents,
                pairs,
                GOAL_3,
                report);
    }

    private static void version(
            String version,
            SnmpAccess access,
            List<String> door,
            List<String> peer,
            int agents,
            int pairs,
            double goal,
            Report report)
            throws IOException, InterruptedException {
        try (var hall = Hall.start(agents, door)) {
            var folder = Files.createTempDirectory("holdfast-poll");
            try (var store = SampleStore.open(folder)) {
                var before = heap();
                var polling = new SnmpPolling();
                var series = new Series();
                var ports = hall.ports();
                // Untimed at first: classes are loaded and the code is compiled.
                for (int i = 0; i < WARM; i++) {
                    poll(polling, access, ports, store, series, i);
                }
                var sizes = new int[] {agents / 9, agents / 3, agents};
                var costs = new double[sizes.length];
                for (int s = 0; s < sizes.length; s++) {
                    costs[s] =
                            poll(
                                            polling,
                                            access,
                                            ports.subList(0, sizes[s]),
                                            store,
                                            series,
                                            WARM + s)
                                    .seconds();
                }
                var ours = new double[pairs];
                var theirs = new double[pairs];
                boolean compared = Files.isExecutable(PEER);
                for (int i = 0; i < pairs; i++) {
                    ours[i] =
                            poll(polling, access, ports, store, series, WARM + 3 + i).perMillion();
                    theirs[i] = compared ? walk(peer, ports).perMillion() : Double.NaN;
                }
                tell(version, ours, theirs, goal, report);
                report.figure(
                        version + " growth",
                        Math.log(costs[2] / costs[0]) / Math.log((double) sizes[2] / sizes[0]),
                        "exponent over three sizes");
                report.figure(
                        version + " heap",
                        (heap() - before) / 1048.576 / agents,
                        "MiB per 1,000 devices, with their open samples");
            } finally {
                remove(folder);
            }
        }
    }

    private static void tell(
            String version, double[] ours, double[] theirs, double goal, Report report) {
        var ratios = new double[ours.length];
        for (int i = 0; i < ours.length; i++) {
            ratios[i] = ours[i] / theirs[i];
        }
        Arrays.sort(ratios);
        double cost = median(ours);
        report.figure(version + " Holdfast, stored", cost, "CPU-s per million variables");
        report.figure(version + " snmpbulkwalk", median(theirs), "CPU-s per million variables");
        report.figure(version + " ratio", ratios[ratios.length / 2], "Holdfast to snmpbulkwalk");
        report.figure(version + " ratio, lowest tenth", ratios[ratios.length / 10], "");
        report.figure(version + " ratio, highest tenth", ratios[ratios.length * 9 / 10], "");
        if (cost > goal) {
            report.failed(
                    String.format(
                            Locale.ROOT,
                            "%s: %.2f CPU-s per million variables, %.1f is the goal",
                            version,
                            cost,
                            goal));
        }
    }

    private static double median(double... values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Cost poll(
            SnmpPolling polling,
            SnmpAccess access,
            List<Integer> ports,
            SampleStore store,
            Series series,
            int turn)
            throws InterruptedException {
        var at = START.plusSeconds(60L * turn);
        long cpu = cpuNanos();
        var variables = new AtomicLong();
        var permits = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int port : ports) {
                permits.acquire();
                threads.execute(() -> {
                    try {
                        var slot = new DeviceSlot("sw-" + port);
                        var keys = series.of(slot);
                        polling.poll(
                                        new DeviceAddress("127.0.0.1", port),
                                        access,
                                        Limits.USUAL,
                                        TABLES,
                                        (oid, value) ->
                                                store.add(
                                                        keys.computeIfAbsent(
                                                                oid, o -> Series.key(slot, o)),
                                                        Retention.STANDARD,
                                                        at,
                                                        value))
                                .ifPresent(variables::addAndGet);
                    } finally {
                        permits.release();
                    }
                });
            }
        }
        store.sync(at);
        if (variables.get() != (long) ports.size() * AgentHall.VARIABLES) {
            throw new IllegalStateException("not every agent answered: " + variables.get());
        }
        return new Cost(variables.get(), (cpuNanos() - cpu) / 1e9);
    }

    /** The series of each object, which a poller makes once. */
    private static final class Series {
        private final Map<DeviceSlot, Map<OID, SeriesKey>> known = new ConcurrentHashMap<>();

        Map<OID, SeriesKey> of(DeviceSlot slot) {
            return known.computeIfAbsent(slot, _ -> new HashMap<>());
        }

        static SeriesKey key(DeviceSlot slot, OID oid) {
            var text = oid.toString();
            int column = text.lastIndexOf('.');
            return new SeriesKey(
                    slot,
                    "if.column" + text.substring(MIB_2, column).replace('.', '-'),
                    text.substring(column + 1));
        }
    }

    /** The shell counts what its children used. */
    private static Cost walk(List<String> peer, List<Integer> ports)
            throws IOException, InterruptedException {
        var words = String.join(" ", peer);
        var each =
                "for t in "
                        + String.join(" ", TABLES)
                        + "; do "
                        + PEER
                        + " -Cr25 -On -m '' "
                        + words
                        + " 127.0.0.1:{} $t; done >/dev/null";
        var script =
                "TIMEFORMAT='%U %S'; time xargs -P "
                        + AT_ONCE
                        + " -I{} sh -c \"$0\" >/dev/null 2>&1";
        var builder = new ProcessBuilder("bash", "-c", script, each).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        var process = builder.start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            for (int port : ports) {
                in.write(port + "\n");
            }
        }
        var line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("snmpbulkwalk failed: " + line);
        }
        var used = List.of(line.strip().split(" ", -1));
        return new Cost(
                (long) ports.size() * AgentHall.VARIABLES,
                Double.parseDouble(used.get(0)) + Double.parseDouble(used.get(1)));
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    /** The agents as their starter sees them. */
    private record Hall(Process process, List<Integer> ports) implements AutoCloseable {

        static Hall start(int agents, List<String> door) throws IOException {
            var words = new ArrayList<String>();
            words.add(Integer.toString(agents));
            words.addAll(door);
            var command = Child.command(AgentHall.class, words.toArray(String[]::new));
            var process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            var ports = new ArrayList<Integer>();
            var reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.equals("ready")) {
                    return new Hall(process, ports);
                }
                ports.add(Integer.valueOf(line));
            }
            process.destroyForcibly();
            throw new IOException("the agents did not start");
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
