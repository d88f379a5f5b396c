package io.holdfast.apps.bench.audit;

import io.holdfast.apps.bench.Options;
import io.holdfast.apps.bench.Report;
import io.holdfast.apps.bench.Suite;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The audit log: entries written, numbered and durable by the centre itself, beside rows in the
 * same server; an export verified, beside SHA-256 over the same bytes.
 */
public final class AuditBench implements Suite {

    private static final double VERIFIED_PER_CPU_SECOND = 1_000_000;
    private static final double APPENDED_PER_SECOND = 10_000;

    /** What one goal is said of: the log itself, so that commits are not what is measured. */
    private static final int TOGETHER = 100;

    @Override
    public Kind kind() {
        return Kind.BENCH;
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public String about() {
        return "audit log: append with proofs beside row inserts, verify beside SHA-256";
    }

    @Override
    public String usage() {
        return """
        --entries N   entries of the export that is verified, at three sizes up to it (default 300000)
        --appends N   entries appended in one run, at three sizes up to it (default 9000)
        --pairs N     pairs of runs (default 11)
        """;
    }

    @Override
    public void run(Options options, Report report) throws Exception {
        int entries = (int) options.number("entries", 300_000, 900, 10_000_000);
        int appends = (int) options.number("appends", 9_000, 900, 10_000_000);
        int pairs = (int) options.number("pairs", 11, 1, 1_000);
        long seed = options.seed(20_261_127);
        options.done();
        report.parameter("entries", entries);
        report.parameter("appends", appends);
        report.parameter("pairs", pairs);
        report.parameter("seed", seed);
        report.parameter(
                "load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        report.parameter("processors", Runtime.getRuntime().availableProcessors());
        verify(entries, pairs, seed, report);
        append(appends, pairs, report);
    }

    private static void verify(int entries, int pairs, long seed, Report report) throws Exception {
        report.peer("SHA-256 of this JDK over the bytes of the same export");
        var sizes = new int[] {entries / 9, entries / 3, entries};
        var seconds = new double[sizes.length];
        var rates = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        for (int s = 0; s < sizes.length; s++) {
            var runs = new VerifyRuns(sizes[s], seed);
            runs.verify();
            var own = new ArrayList<Double>();
            for (int pair = 0; pair < (s == sizes.length - 1 ? pairs : 3); pair++) {
                double first = pair % 2 == 0 ? runs.verify() : 0;
                double hashed = runs.hash();
                double verified = pair % 2 == 0 ? first : runs.verify();
                own.add(verified);
                if (s == sizes.length - 1) {
                    rates.add(sizes[s] / verified);
                    ratios.add(hashed / verified);
                    report.figure("bytes of an entry in the export", runs.bytes(), "bytes");
                }
            }
            seconds[s] = quantile(own, 0.5);
        }
        double rate = quantile(rates, 0.5);
        report.figure("verified", rate, "entries per CPU second of one core, median");
        report.figure("verified, slow", quantile(rates, 0.1), "entries per CPU second, 10 %");
        report.figure("verify growth", exponent(sizes, seconds), "exponent over three sizes");
        ratio(report, "CPU of SHA-256 over CPU of verifying", ratios);
        goal(report, "verified per CPU second", rate, VERIFIED_PER_CPU_SECOND);
    }

    private static void append(int appends, int pairs, Report report) throws Exception {
        try (var runs = new AppendRuns()) {
            report.peer(
                    runs.version()
                            + ", insert of a row of the same columns, as many in a transaction");
            var sizes = new int[] {appends / 9, appends / 3, appends};
            var seconds = new double[sizes.length];
            runs.append(appends, TOGETHER);
            runs.rows(appends, TOGETHER);
            for (int s = 0; s < sizes.length; s++) {
                seconds[s] = runs.append(sizes[s], TOGETHER).cpu();
            }
            report.figure(
                    "append growth", exponent(sizes, seconds), "exponent of CPU over three sizes");
            double rate = pairs(runs, appends, TOGETHER, pairs, "100 in a transaction", report);
            pairs(runs, appends / 3, 1, pairs, "one in a transaction", report);
            goal(report, "appended per second, 100 in a transaction", rate, APPENDED_PER_SECOND);
        }
    }

    /** The median rate by the wall clock: durable means to wait for a disk as well. */
    private static double pairs(
            AppendRuns runs, int appends, int together, int pairs, String name, Report report)
            throws Exception {
        var rates = new ArrayList<Double>();
        var cpu = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        var rows = new ArrayList<Double>();
        for (int pair = 0; pair < pairs; pair++) {
            var first = pair % 2 == 0 ? runs.append(appends, together) : AppendRuns.Spent.NOTHING;
            var inserted = runs.rows(appends, together);
            var appended = pair % 2 == 0 ? first : runs.append(appends, together);
            rates.add(appends / appended.wall());
            rows.add(appends / inserted.wall());
            cpu.add(1e6 * appended.cpu() / appends);
            ratios.add(inserted.cpu() / appended.cpu());
        }
        double rate = quantile(rates, 0.5);
        report.figure(
                "appended, " + name, rate, "entries/s, written, numbered and on disk, median");
        report.figure(
                "appended, " + name + ", CPU", quantile(cpu, 0.5), "us of both processes each");
        report.figure("rows inserted, " + name, quantile(rows, 0.5), "rows/s, on disk, median");
        ratio(report, "CPU of row inserts over CPU of appends, " + name, ratios);
        return rate;
    }

    private static void ratio(Report report, String name, List<Double> ratios) {
        report.ratio(name, quantile(ratios, 0.5), quantile(ratios, 0.1), quantile(ratios, 0.9), 0);
    }

    private static void goal(Report report, String what, double value, double least) {
        if (value < least) {
            report.failed(
                    what + ": " + Math.round(value) + " misses the goal " + Math.round(least));
        }
    }

    private static double exponent(int[] sizes, double[] seconds) {
        int last = sizes.length - 1;
        return Math.log(seconds[last] / seconds[0]) / Math.log((double) sizes[last] / sizes[0]);
    }

    private static double quantile(List<Double> values, double share) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
