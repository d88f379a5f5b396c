package io.holdfast.apps.bench.proof;

import io.holdfast.apps.bench.Options;
import io.holdfast.apps.bench.Report;
import io.holdfast.apps.bench.Suite;
import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.site.SiteZone.SiteGroup;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.Proof;
import io.holdfast.core.verify.RuleOrigins;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.ZoneModel;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fleet proved on two cores: all sites, then one in a hundred after a change, then one conduit of
 * one site; beside SHA-256 over the same configurations.
 */
public final class FleetBench implements Suite {

    /** The numbering plan has so many site numbers; a larger fleet uses each several times. */
    private static final int NUMBERS = 250;

    private static final double SECONDS_ON_TWO_CORES = 10;
    private static final double MOST_TIMES_HASHING = 10;
    private static final double REPROOF_MILLISECONDS = 1;
    private static final int REPROOFS = 200;

    @Override
    public Kind kind() {
        return Kind.BENCH;
    }

    @Override
    public String name() {
        return "fleet";
    }

    @Override
    public String about() {
        return "proof of 10,000 sites; of 1 % of them; of one changed conduit; beside SHA-256";
    }

    @Override
    public String usage() {
        return "  --sites N    how many sites (10000)\n";
    }

    @Override
    public void run(Options options, Report report) throws Exception {
        int sites = (int) options.number("sites", 10_000, 100, 1_000_000);
        options.done();
        report.parameter("sites", sites);
        report.peer("SHA-256 of the JDK over the same configurations as text");
        var model = Blueprint.reference();
        for (int i = 0; i < 300; i++) {
            prove(PacketSpace.create(), model, i);
        }
        var rules = new AtomicInteger();
        for (int size : new int[] {sites / 100, sites / 10, sites}) {
            rules.set(0);
            double cpu = Pairs.cpu(() -> all(model, size, rules));
            report.figure("all of " + size + " sites", cpu, "CPU-s");
            if (size == sites) {
                report.figure("rules of a site", (double) rules.get() / size, "rules");
                double per = cpu * 100 * size / rules.get();
                report.figure("all, for 100 rules a site", per, "CPU-s");
                if (per > 2 * SECONDS_ON_TWO_CORES) {
                    report.failed("all sites take more than 10 s on two cores: " + per + " CPU-s");
                }
            }
        }
        changed(model, sites / 100, report);
        // The goal speaks of sites of 100 rules: what the reference has with one address family.
        oneConduit(model, ofOneFamily(plan(1)), report);
        double median = oneConduit(model, plan(1), report);
        if (median > REPROOF_MILLISECONDS) {
            report.failed("re-proof takes " + median + " ms of CPU, more than 1");
        }
    }

    private static void all(ZoneModel model, int sites, AtomicInteger rules) {
        // Two halves on two cores, each with a space of its own for a few sites at a time.
        var halves = new ArrayList<Thread>();
        for (int half = 0; half < 2; half++) {
            int first = half;
            halves.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                var space = PacketSpace.create();
                                for (int i = first; i < sites; i += 2) {
                                    if (space.spent() > 200_000) {
                                        space = PacketSpace.create();
                                    }
                                    rules.addAndGet(prove(space, model, i));
                                }
                            }));
        }
        try {
            for (var half : halves) {
                half.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static SitePlan plan(int i) {
        return Blueprint.sitePlan(
                new SiteId("site-" + i), "Site", "Europe/Berlin", 1 + i % NUMBERS);
    }

    private static int prove(PacketSpace space, ZoneModel model, int i) {
        var plan = plan(i);
        var devices = PolicyCompiler.compile(model, plan).devices();
        expect(SiteProof.prove(space, Situation.of(model, plan, devices), RuleOrigins.UNKNOWN));
        return rules(devices);
    }

    private static int rules(Map<DeviceSlot, DeviceConfig> devices) {
        return devices.values().stream()
                .flatMap(d -> d.accessLists().stream())
                .mapToInt(l -> l.rules().size())
                .sum();
    }

    private static void expect(Proof proof) {
        if (!proof.holds()) {
            throw new IllegalStateException("not proved: " + proof.counterExamples());
        }
    }

    /** One in a hundred sites gets a conduit more, beside hashing all of the fleet's texts. */
    private static void changed(ZoneModel model, int few, Report report) {
        var more = with(model, "changed", 8443);
        var pairs = new Pairs();
        var texts = new ArrayList<byte[]>();
        for (int i = 0; i < few; i++) {
            for (var device : PolicyCompiler.compile(model, plan(i)).devices().values()) {
                texts.add(device.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        for (int run = 0; run < 11; run++) {
            double our =
                    Pairs.cpu(() -> {
                        var space = PacketSpace.create();
                        for (int i = 0; i < few; i++) {
                            prove(space, more, i);
                        }
                    });
            double hashing =
                    Pairs.cpu(() -> {
                        for (int i = 0; i < 100; i++) {
                            texts.forEach(FleetBench::hash);
                        }
                    });
            pairs.pair(our, hashing);
        }
        pairs.report(report, "1 % changed, hashing all by it", 1 / MOST_TIMES_HASHING);
    }

    private static void hash(byte[] text) {
        try {
            MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static ZoneModel with(ZoneModel model, String id, int port) {
        var conduits = new ArrayList<>(model.conduits());
        conduits.add(
                new Conduit(
                        new ConduitId(id),
                        id,
                        Endpoint.of("it-dmz/update-mirror"),
                        Endpoint.of("ot-dmz/patch-server"),
                        List.of(Service.tcp(port)),
                        "measured",
                        "it-operations",
                        LocalDate.of(2027, 6, 1),
                        new Scope.EverySite()));
        return new ZoneModel(model.zones(), conduits, model.guardrails());
    }

    private static SitePlan ofOneFamily(SitePlan plan) {
        return new SitePlan(
                plan.site(),
                plan.name(),
                plan.timeZone(),
                plan.zones().stream().map(FleetBench::ofOneFamily).toList(),
                plan.devices(),
                plan.siteNode().stream().filter(FleetBench::kept).toList(),
                plan.defaultRoutes().stream().filter(FleetBench::kept).toList());
    }

    private static SiteZone ofOneFamily(SiteZone zone) {
        return new SiteZone(
                zone.zone(),
                zone.vlan(),
                kept(zone.prefixes()),
                zone.gateways().stream().filter(g -> kept(g.address())).toList(),
                zone.groups().stream()
                        .map(g -> new SiteGroup(g.name(), kept(g.prefixes())))
                        .toList());
    }

    private static List<Prefix> kept(List<Prefix> prefixes) {
        return prefixes.stream().filter(p -> kept(p.address())).toList();
    }

    private static boolean kept(IpAddress address) {
        return address.family() == Family.IPV4;
    }

    /** The site is known and proved; one conduit changes its port again and again. */
    private static double oneConduit(ZoneModel model, SitePlan plan, Report report) {
        var space = PacketSpace.create();
        var milliseconds = new ArrayList<Double>();
        int rules = 0;
        for (int i = 0; i < 2 * REPROOFS; i++) {
            var changed = with(model, "changed", 9000 + i);
            Map<DeviceSlot, DeviceConfig> devices =
                    new TreeMap<>(PolicyCompiler.compile(changed, plan).devices());
            rules = rules(devices);
            var site = Situation.of(changed, plan, devices);
            // The process tells hundredths of a second, a thread tells nanoseconds.
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            expect(SiteProof.prove(space, site, RuleOrigins.UNKNOWN));
            long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            if (i >= REPROOFS) {
                milliseconds.add((after - before) / 1e6);
            }
        }
        double median = Pairs.quantile(milliseconds, 0.5);
        report.figure(
                "proof after one conduit changed, site of " + rules + " rules",
                median,
                "CPU-ms of the thread, median");
        return median;
    }
}
