package io.holdfast.apps.bench;

import io.holdfast.core.Bytes;
import io.holdfast.core.series.BlockCodec;
import io.holdfast.core.series.Retention;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.health.SampleStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Time series, in and out: the site's segment store, and block rows in PostgreSQL as the centre
 * keeps them, beside COPY of a row per sample into the same server. The tables are made here in the
 * centre's form: daily partitions, row-level security forced, one index.
 */
final class StoreSuite implements Suite {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final double SAMPLES_PER_SECOND = 200_000;
    private static final double BYTES_PER_SAMPLE = 4;
    private static final double QUERY_MS = 10;

    @Override
    public Kind kind() {
        return Kind.BENCH;
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public String about() {
        return "time series: segment store and block rows beside COPY of a row per sample";
    }

    @Override
    public String usage() {
        return """
        --series N   series of an hour's samples, at three sizes up to it (default 20000)
        --pairs N    pairs of runs (default 11)
        """;
    }

    @Override
    public void run(Options options, Report report) throws Exception {
        int series = (int) options.number("series", 20_000, 300, 1_000_000);
        int pairs = (int) options.number("pairs", 11, 1, 1_000);
        long seed = options.seed(20_261_126);
        options.done();
        report.parameter("series", series);
        report.parameter("pairs", pairs);
        report.parameter("seed", seed);
        report.parameter(
                "load",
                java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        .getSystemLoadAverage());
        var folder = Files.createTempDirectory("holdfast-store");
        try (var postgres =
                EmbeddedPostgres.builder().setDataDirectory(folder.resolve("pg")).start()) {
            segments(folder, series, seed, report);
            blockRows(postgres, series, pairs, seed, report);
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static SeriesKey key(int number) {
        return new SeriesKey(
                new DeviceSlot("sw-" + number / 100),
                "if.metric" + number % 4,
                "port " + number % 100);
    }

    private static void segments(Path folder, int largest, long seed, Report report)
            throws IOException {
        var sizes = new int[] {Math.max(1, largest / 9), Math.max(1, largest / 3), largest};
        var seconds = new double[sizes.length];
        for (int s = 0; s < sizes.length; s++) {
            var hour = new PolledHour(sizes[s], seed, START);
            var at = folder.resolve("segments-" + s);
            var keys = new SeriesKey[sizes[s]];
            Arrays.setAll(keys, StoreSuite::key);
            double before = Cpu.ofThisThread();
            try (var store = SampleStore.open(at)) {
                for (int i = 0; i < BlockCodec.MOST; i++) {
                    for (int n = 0; n < sizes[s]; n++) {
                        store.add(
                                keys[n],
                                Retention.STANDARD,
                                Instant.ofEpochMilli(hour.time(n, i)),
                                hour.value(n, i));
                    }
                }
                store.sync(START.plus(Duration.ofHours(1)));
            }
            seconds[s] = Cpu.ofThisThread() - before;
        }
        int last = sizes.length - 1;
        double samples = (double) sizes[last] * BlockCodec.MOST;
        double rate = samples / seconds[last];
        double bytes = size(folder.resolve("segments-" + last)) / samples;
        report.figure("site ingest", rate, "samples per CPU second, synced");
        report.figure("site size", bytes, "bytes/sample");
        report.figure("site growth", exponent(sizes, seconds), "exponent over three sizes");
        goal(report, "site ingest", rate >= SAMPLES_PER_SECOND, rate);
        goal(report, "site size", bytes <= BYTES_PER_SAMPLE, bytes);
    }

    private static double exponent(int[] sizes, double[] seconds) {
        int last = sizes.length - 1;
        return Math.log(seconds[last] / seconds[0]) / Math.log((double) sizes[last] / sizes[0]);
    }

    private static void goal(Report report, String what, boolean reached, double value) {
        if (!reached) {
            report.failed(what + ": " + value + " misses the goal");
        }
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            long sum = 0;
            for (var file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }

    private static void blockRows(
            EmbeddedPostgres postgres, int series, int pairs, long seed, Report report)
            throws SQLException, IOException {
        try (var tables = new StoreTables(postgres)) {
            report.peer(
                    tables.version() + ", COPY row_per_sample (series_id, at, value) FROM STDIN");
            int many = Math.max(300, series / 10);
            var ratios = new ArrayList<Double>();
            var rates = new ArrayList<Double>();
            for (int pair = 0; pair < pairs; pair++) {
                var hour = new PolledHour(many, seed + pair, START.plus(Duration.ofHours(pair)));
                boolean blocksFirst = pair % 2 == 0;
                double blocks = blocksFirst ? tables.putBlocks(hour) : 0;
                double rows = tables.copyRows(hour);
                blocks = blocksFirst ? blocks : tables.putBlocks(hour);
                ratios.add(rows / blocks);
                rates.add((double) many * BlockCodec.MOST / blocks);
            }
            double samples = (double) many * BlockCodec.MOST * pairs;
            report.count("centre samples", (long) samples);
            double rate = quantile(rates, 0.5);
            report.figure(
                    "centre ingest",
                    rate,
                    "samples per CPU second, encoded and committed, both processes");
            report.ratio(
                    "CPU of COPY over CPU of block rows",
                    quantile(ratios, 0.5),
                    quantile(ratios, 0.1),
                    quantile(ratios, 0.9),
                    1);
            double bytes = tables.blockBytes() / samples;
            report.figure("centre size", bytes, "bytes/sample with index");
            report.figure("peer size", tables.rowBytes() / samples, "bytes/sample with index");
            goal(report, "centre ingest", rate >= SAMPLES_PER_SECOND, rate);
            goal(report, "centre size", bytes <= BYTES_PER_SAMPLE, bytes);
            query(tables, seed, report);
        }
    }

    /** One series for 30 days among a hundred others, by the centre's query, decoded. */
    private static void query(StoreTables tables, long seed, Report report) throws SQLException {
        var from = START.plus(Duration.ofDays(40));
        for (int h = 0; h < 30 * 24; h++) {
            tables.putBlocks(new PolledHour(100, seed + h, from.plus(Duration.ofHours(h))));
        }
        tables.analyze();
        var times = new ArrayList<Double>();
        long points = 0;
        double spent = 0;
        for (int run = 0; run < 40; run++) {
            double cpu = tables.cpu();
            long before = System.nanoTime();
            points = decoded(tables.blocks(1 + run % 100, from, from.plus(Duration.ofDays(30))));
            if (run >= 10) {
                spent += tables.cpu() - cpu;
                times.add((System.nanoTime() - before) / 1e6);
            }
        }
        double median = quantile(times, 0.5);
        report.count("samples of one series in 30 days", points);
        report.figure("one series, 30 days", median, "ms, median of 30, decoded");
        report.figure("one series, 30 days, slow", quantile(times, 0.9), "ms, 90 %");
        double mean = 1e3 * spent / times.size();
        report.figure("one series, 30 days, CPU", mean, "ms, mean, both processes");
        goal(report, "one series, 30 days", Math.min(median, mean) <= QUERY_MS, mean);
    }

    private static long decoded(List<Bytes> blocks) {
        long points = 0;
        for (var block : blocks) {
            if (BlockCodec.decode(block) instanceof BlockCodec.Decoded.Block(var samples)) {
                points += samples.count();
            }
        }
        return points;
    }

    private static double quantile(List<Double> values, double share) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
