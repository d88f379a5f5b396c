package io.holdfast.apps.bench.proof;

import io.holdfast.apps.bench.Options;
import io.holdfast.apps.bench.Report;
import io.holdfast.apps.bench.Suite;
import io.holdfast.apps.bench.WrongUse;
import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.OnLink;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.zone.Blueprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The same lists in a Linux kernel: what nftables lets through in a network namespace against what
 * the diagrams say, probe by probe; the lists of a compiled site first, then random ones.
 */
public final class TwinCheck implements Suite {

    private static final int PROBES = 300;

    /** What a kernel does not forward for reasons of its own. */
    private static final List<Prefix> NOT_FORWARDED =
            List.of(
                    Prefix.of("240.0.0.0/4"),
                    Prefix.of("192.0.0.0/24"),
                    Prefix.of("100::/64"),
                    Prefix.of("::/96"));

    @Override
    public Kind kind() {
        return Kind.CHECK;
    }

    @Override
    public String name() {
        return "twin";
    }

    @Override
    public String about() {
        return "the same rules as nftables in a namespace: does the kernel agree on every probe?";
    }

    @Override
    public String usage() {
        return """
          --n N        how many lists (60)
          --seed S     where randomness begins (20261123)
          --break BUG  plant a bug, as in check proof
        """;
    }

    @Override
    public void run(Options options, Report report) throws IOException {
        int cases = options.cases(60);
        long seed = options.seed(20_261_123L);
        var word = options.text("break");
        options.done();
        var bug =
                word.map(w ->
                                PlantedBug.of(w)
                                        .orElseThrow(() ->
                                                new WrongUse("--break knows no bug " + w + ".")))
                        .orElse(PlantedBug.NONE);
        report.parameter("n", cases);
        report.parameter("seed", seed);
        report.parameter("break", bug.word());
        report.peer("nftables of the running kernel, in a network namespace");
        try (var twin = Twin.start()) {
            compare(twin, cases, seed, bug, report);
        } catch (Twin.NoTwin e) {
            report.count("skipped", 1);
            report.say("Skipped: " + e.getMessage());
        }
    }

    private static void compare(Twin twin, int cases, long seed, PlantedBug bug, Report report)
            throws IOException {
        var lists = new ArrayList<>(compiled());
        for (int i = 0; lists.size() < cases; i++) {
            lists.add(RuleSets.small(new Random(seed + i)));
        }
        long probed = 0;
        for (int i = 0; i < cases; i++) {
            var rules = lists.get(i);
            var random = new Random(seed + i);
            var set = PacketSpace.create().permitted(bug.understood(rules));
            var probes =
                    PlainFilter.probes(rules, PROBES, random).stream()
                            .filter(TwinCheck::isForwarded)
                            .toList();
            var arrived = twin.arriving(rules, probes);
            for (int p = 0; p < probes.size(); p++) {
                boolean passed = arrived.contains(p);
                if (set.contains(probes.get(p)) != passed
                        && isSteady(twin, rules, probes.get(p), passed)) {
                    report.failed(
                            "list "
                                    + i
                                    + ": the kernel "
                                    + (passed ? "passes " : "drops ")
                                    + probes.get(p)
                                    + " of "
                                    + rules);
                    break;
                }
            }
            probed += probes.size();
        }
        report.count("lists", cases);
        report.count("probes", probed);
    }

    /** A busy machine loses probes; what the kernel does it does again, alone and three times. */
    private static boolean isSteady(Twin twin, List<FilterRule> rules, Packet probe, boolean passed)
            throws IOException {
        for (int i = 0; i < 3; i++) {
            if (twin.arriving(rules, List.of(probe)).contains(0) != passed) {
                return false;
            }
        }
        return true;
    }

    private static List<List<FilterRule>> compiled() {
        var plan = Blueprint.sitePlan(new SiteId("ww-01"), "Twin", "Europe/Berlin", 1);
        return PolicyCompiler.compile(Blueprint.reference(), plan).devices().values().stream()
                .flatMap(d -> d.accessLists().stream())
                .map(l -> l.rules())
                .toList();
    }

    private static boolean isForwarded(Packet packet) {
        // Extension headers of IPv6 are read by the kernel as what they are, not as a protocol.
        boolean extension =
                packet.family() == Family.IPV6
                        && List.of(0, 43, 44, 60).contains(packet.protocol());
        return !extension
                && !OnLink.holds(packet.source())
                && !OnLink.holds(packet.destination())
                && NOT_FORWARDED.stream()
                        .noneMatch(p ->
                                p.contains(packet.source()) || p.contains(packet.destination()));
    }
}
