package io.holdfast.apps.bench.link;

import io.holdfast.apps.bench.Options;
import io.holdfast.apps.bench.Report;
import io.holdfast.apps.bench.Suite;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sites that were away for a quarter come back at once, each with its journal, while somebody looks
 * at the dashboard. The centre runs with a heap of 1 GiB.
 */
public final class JournalBench implements Suite {

    private static final double SECOND = 1;
    private static final double GIBIBYTE = 1L << 30;

    /** The last may take so many times as long as the first. */
    private static final double FAIR = 2;

    @Override
    public Kind kind() {
        return Kind.BENCH;
    }

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public String about() {
        return "journals of many sites handed over at once: nothing lost, heap, fairness, dashboard";
    }

    @Override
    public String usage() {
        return """
        --sites N           sites that come back (default 20)
        --entries N         entries each hands over, at three sizes up to it (default 1500)
        --organizations N   that have them (default 2)
        """;
    }

    @Override
    public void run(Options options, Report report) throws Exception {
        int sites = (int) options.number("sites", 20, 1, 2_000);
        int entries = (int) options.number("entries", 1_500, 9, 1_000_000);
        int organizations = (int) options.number("organizations", 2, 1, 100);
        options.done();
        report.parameter("sites", sites);
        report.parameter("entries", entries);
        report.parameter("organizations", organizations);
        report.parameter(
                "load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        report.parameter("processors", Runtime.getRuntime().availableProcessors());
        var sizes = List.of(entries / 9, entries / 3, entries);
        var cpu = new ArrayList<Double>();
        try (var plant = new Plant(organizations, 3 * sites)) {
            for (int s = 0; s < sizes.size(); s++) {
                var nodes = plant.enrol((s + 1) * sites).subList(s * sites, (s + 1) * sites);
                report.say(sites + " sites with " + sizes.get(s) + " entries each");
                cpu.add(storm(plant, nodes, sizes.get(s), s == sizes.size() - 1, report));
            }
            report.figure(
                    "growth", Quantiles.exponent(sizes, cpu), "exponent of CPU over three sizes");
            stored(plant, sites, sizes.stream().mapToLong(Integer::longValue).sum(), report);
            heap(plant, report);
        }
    }

    /** CPU seconds of the centre and its database. */
    private static double storm(
            Plant plant, List<Node> nodes, int entries, boolean last, Report report)
            throws Exception {
        var uploads = nodes.stream().map(node -> new Upload(node, entries)).toList();
        double centre = plant.hall().cpu();
        double database = plant.databaseCpu();
        long begun = System.nanoTime();
        try (var dashboard = plant.dashboard();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var looking = threads.submit(dashboard::look);
            var storm = new ArrayList<Future<?>>();
            for (var upload : uploads) {
                storm.add(
                        threads.submit(() -> {
                            upload.run(begun);
                            return true;
                        }));
            }
            for (var one : storm) {
                one.get();
            }
            dashboard.end();
            looking.get();
            double wall = (System.nanoTime() - begun) / 1e9;
            centre = plant.hall().cpu() - centre;
            database = plant.databaseCpu() - database;
            report.say(
                    "  %.1f s, %.1f CPU-s of the centre, %.1f of the database"
                            .formatted(wall, centre, database));
            if (last) {
                double all = (double) entries * nodes.size();
                report.figure("handed over", all / wall, "entries/s, on disk");
                report.figure("centre", 1e6 * centre / all, "us of CPU for an entry");
                report.figure("database", 1e6 * database / all, "us of CPU for an entry");
                report.figure("entry", uploads.getFirst().bytes(), "bytes as stored");
                fairness(uploads, report);
                looked(dashboard, report);
            }
        }
        return centre + database;
    }

    private static void fairness(List<Upload> uploads, Report report) {
        var finished = uploads.stream().map(Upload::finished).toList();
        double first = Quantiles.of(finished, 0);
        double end = Quantiles.of(finished, 1);
        report.figure("first site finished", first, "s");
        report.figure("median site finished", Quantiles.of(finished, 0.5), "s");
        report.figure("last site finished", end, "s");
        report.figure("last over first", end / first, "times as long");
        report.count("sent away with 503", uploads.stream().mapToLong(Upload::sentAway).sum());
        report.count("connections broken", uploads.stream().mapToLong(Upload::broken).sum());
        if (end > FAIR * first) {
            report.failed("the last site took more than twice as long as the first");
        }
    }

    private static void looked(Dashboard dashboard, Report report) {
        var seconds = dashboard.seconds();
        double slow = Quantiles.of(seconds, 0.95);
        report.count("reads of the dashboard", seconds.size());
        report.figure("dashboard, median", 1000 * Quantiles.of(seconds, 0.5), "ms");
        report.figure("dashboard, p95", 1000 * slow, "ms");
        report.figure("dashboard, slowest", 1000 * Quantiles.of(seconds, 1), "ms");
        if (dashboard.failed() > 0) {
            report.failed(dashboard.failed() + " reads of the dashboard failed");
        }
        if (slow >= SECOND) {
            report.failed("the dashboard's p95 is not below a second");
        }
    }

    private static void stored(Plant plant, int sites, long each, Report report) throws Exception {
        var said = List.of(plant.hall().ask("journal").split(" ", -1));
        long entries = Long.parseLong(said.get(0));
        report.count("entries told", each * sites);
        report.count("entries stored", entries);
        if (entries != each * sites || Long.parseLong(said.get(1)) != 3L * sites) {
            report.failed("entries were lost: stored are " + said);
        }
    }

    private static void heap(Plant plant, Report report) throws Exception {
        double peak = Double.parseDouble(plant.hall().ask("peak"));
        report.figure("heap, most", peak / (1 << 20), "MiB, garbage included; it may have 1024");
        report.figure("heap, alive afterwards", plant.hall().live() / (1 << 20), "MiB");
        if (peak >= GIBIBYTE) {
            report.failed("the heap was not below 1 GiB");
        }
    }
}
