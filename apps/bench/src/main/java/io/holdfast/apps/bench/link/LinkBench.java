package io.holdfast.apps.bench.link;

import io.holdfast.apps.bench.Options;
import io.holdfast.apps.bench.Report;
import io.holdfast.apps.bench.Suite;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sites held on mutual-TLS long polls by the centre itself, all told something new, all coming back
 * at once; beside Tomcat's long polls with nothing behind them, and beside what the machine's
 * cryptography allows. Sites, centre, database and peer share the machine; only the servers' CPU
 * time is counted.
 */
public final class LinkBench implements Suite {

    private static final double KIBIBYTES_A_SITE = 30;
    private static final double SHARE_OF_THE_LIMIT = 0.5;

    /** For 10,000 sites. */
    private static final double CPU_TO_NOTIFY = 0.12;

    @Override
    public Kind kind() {
        return Kind.BENCH;
    }

    @Override
    public String name() {
        return "link";
    }

    @Override
    public String about() {
        return "sites held on mutual-TLS long polls, notified, coming back; beside Tomcat and openssl";
    }

    @Override
    public String usage() {
        return """
        --sites N           sites held, at three sizes up to it (default 200)
        --organizations N   that have them (default 4)
        --holding N         seconds for which nothing happens (default 20)
        --pairs N           rounds of telling and coming back, beside the peer (default 3)
        """;
    }

    @Override
    public void run(Options options, Report report) throws Exception {
        int sites = (int) options.number("sites", 200, 8, 20_000);
        int organizations = (int) options.number("organizations", 4, 1, 100);
        int holding = (int) options.number("holding", 20, 1, 3600);
        int pairs = (int) options.number("pairs", 3, 1, 100);
        options.done();
        report.parameter("sites", sites);
        report.parameter("organizations", organizations);
        report.parameter("holding", holding);
        report.parameter("pairs", pairs);
        report.parameter(
                "load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        report.parameter("processors", Runtime.getRuntime().availableProcessors());
        var limit = Limit.measured();
        limit.ifPresent(l -> report.peer(l.version() + ": " + String.join(" ", Limit.COMMAND)));
        report.peer(
                "Tomcat "
                        + org.apache.catalina.util.ServerInfo.getServerNumber()
                        + ", asynchronous servlet, NIO, JSSE, TLS 1.3, in a process with the same flags");
        try (var plant = new Plant(organizations, sites);
                var peer = new Peer(plant, sites);
                var held = new Crowd(new Held.Counts());
                var theirs = new Crowd(new Held.Counts())) {
            grow(plant, held, List.of(sites / 4, sites / 2, sites), report);
            rest(plant, held, sites, holding, report);
            var nodes = plant.enrol(sites);
            double before = peer.hall().resident();
            theirs.join(
                    nodes.stream().map(n -> new Held.OfThePeer(n, theirs.counts(), peer)).toList(),
                    peer.hall()::cpu);
            report.figure(
                    "resident for a site, Tomcat",
                    (peer.hall().resident() - before) / sites,
                    "KiB");
            pairs(plant, held, peer, theirs, sites, pairs, limit, report);
            report.count("sent away with 503", held.counts().sentAway.get());
            report.count("connections broken", held.counts().broken.get());
            held.counts().reasons.forEach(reason -> report.say("broken: " + reason));
        }
    }

    /** Three sizes, one after the other in the same centre. */
    private static void grow(Plant plant, Crowd held, List<Integer> sizes, Report report)
            throws Exception {
        var telling = new ArrayList<Double>();
        var back = new ArrayList<Double>();
        var alive = new ArrayList<Double>();
        var all = plant.enrol(sizes.getLast());
        double resident = plant.hall().resident();
        double empty = plant.hall().live();
        int from = 0;
        for (int size : sizes) {
            var more =
                    all.subList(from, size).stream()
                            .map(n -> new Held.OfTheCentre(n, held.counts()))
                            .toList();
            held.join(more, plant.hall()::cpu);
            from = size;
            alive.add((plant.hall().live() - empty) / 1024);
            telling.add(tell(plant, held, size).cpu());
            back.add(held.comeBack(plant.hall()::cpu).cpu());
            report.say(
                    "%d sites: %.0f KiB alive, told in %.2f CPU-s, back in %.2f CPU-s"
                            .formatted(size, alive.getLast(), telling.getLast(), back.getLast()));
        }
        int size = sizes.getLast();
        double each = (plant.hall().resident() - resident) / size;
        report.figure("resident for a site", each, "KiB");
        report.figure("alive in the heap for a site", alive.getLast() / size, "KiB");
        exponent(report, "growth, alive in the heap", sizes, alive);
        exponent(report, "growth, telling all", sizes, telling);
        exponent(report, "growth, coming back", sizes, back);
        if (each > KIBIBYTES_A_SITE) {
            report.failed("resident for a site: " + Math.round(each) + " KiB, the goal is 30");
        }
    }

    private static void exponent(
            Report report, String name, List<Integer> sizes, List<Double> values) {
        report.figure(name, Quantiles.exponent(sizes, values), "exponent over three sizes");
    }

    private static Crowd.Spent tell(Plant plant, Crowd held, int sites) throws IOException {
        return held.learn(plant.hall()::cpu, () -> plant.hall().ask("offer " + sites));
    }

    /** What holding costs while nothing happens. */
    private static void rest(Plant plant, Crowd held, int sites, int holding, Report report) {
        double cpu = plant.hall().cpu();
        double database = plant.databaseCpu();
        long answers = held.counts().answers.get();
        Quantiles.rest(1000L * holding);
        cpu = plant.hall().cpu() - cpu;
        database = plant.databaseCpu() - database;
        double each = 1000.0 / holding / sites;
        report.figure("holding, centre", each * 1000 * cpu, "CPU-ms a second for 1,000 sites");
        report.figure(
                "holding, database", each * 1000 * database, "CPU-ms a second for 1,000 sites");
        report.figure(
                "polls answered while holding",
                (held.counts().answers.get() - answers) / (double) holding,
                "a second");
    }

    private static void pairs(
            Plant plant,
            Crowd held,
            Peer peer,
            Crowd theirs,
            int sites,
            int pairs,
            Optional<Limit> limit,
            Report report)
            throws IOException {
        var telling = new ArrayList<Double>();
        var tellingRatios = new ArrayList<Double>();
        var back = new ArrayList<Double>();
        var backWall = new ArrayList<Double>();
        var backTheirs = new ArrayList<Double>();
        var backRatios = new ArrayList<Double>();
        for (int pair = 0; pair < pairs; pair++) {
            var told = tell(plant, held, sites);
            var toldTheirs = theirs.learn(peer.hall()::cpu, () -> peer.hall().ask("tell"));
            telling.add(told.cpu());
            tellingRatios.add(toldTheirs.cpu() / told.cpu());
            var came = held.comeBack(plant.hall()::cpu);
            var cameTheirs = theirs.comeBack(peer.hall()::cpu);
            back.add(sites / came.cpu());
            backWall.add(sites / came.wall());
            backTheirs.add(sites / cameTheirs.cpu());
            backRatios.add(cameTheirs.cpu() / came.cpu());
        }
        double notify = Quantiles.of(telling, 0.5);
        double handshakes = Quantiles.of(back, 0.5);
        report.figure(
                "another state told to all, until each has it", notify, "CPU-s of the centre");
        report.figure("all back, heard and answered", handshakes, "sites per CPU second");
        report.figure("all back, by the clock", Quantiles.of(backWall, 0.5), "sites/s");
        report.figure("all back, Tomcat", Quantiles.of(backTheirs, 0.5), "sites per CPU second");
        Quantiles.ratio(report, "CPU of Tomcat over CPU of the centre, telling all", tellingRatios);
        Quantiles.ratio(report, "CPU of Tomcat over CPU of the centre, coming back", backRatios);
        double most = CPU_TO_NOTIFY * sites / 10_000;
        if (notify > most) {
            report.failed("telling all took %.2f CPU-s, the goal is %.3f".formatted(notify, most));
        }
        if (limit.isEmpty()) {
            report.failed("openssl is not installed: no limit to stand beside");
            return;
        }
        double share = handshakes / limit.get().handshakes();
        report.figure(
                "limit of the machine", limit.get().handshakes(), "handshakes per CPU second");
        report.figure("all back, of the limit", share, "share; the goal is 0.5");
        if (share < SHARE_OF_THE_LIMIT) {
            report.failed("coming back reaches %.2f of the limit".formatted(share));
        }
    }
}
