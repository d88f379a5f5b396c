package io.holdfast.apps.bench.proof;

import io.holdfast.apps.bench.Options;
import io.holdfast.apps.bench.Report;
import io.holdfast.apps.bench.Suite;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.verify.PacketSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * What one firewall's proof costs beside a binary decision diagram: read the rules, compare with
 * what is approved in both directions, and name a packet. At three sizes and in three characters.
 */
public final class ProofBench implements Suite {

    private static final double GOAL_AT_THOUSAND = 12;
    private static final double GOAL_AT_TEN_THOUSAND = 15;

    @Override
    public Kind kind() {
        return Kind.BENCH;
    }

    @Override
    public String name() {
        return "proof";
    }

    @Override
    public String about() {
        return "proof of firewalls of 100, 1,000 and 10,000 rules beside JDD 108 and JavaBDD 1.0.1";
    }

    @Override
    public String usage() {
        return """
          --pairs N    pairs for each size (11); a fifth of them for 10,000 rules
          --most N     the largest size (10000)
          --seed S     where randomness begins (1)
        """;
    }

    @Override
    public void run(Options options, Report report) {
        int pairs = (int) options.number("pairs", 11, 1, 1000);
        int most = (int) options.number("most", 10_000, 100, 100_000);
        long seed = options.seed(1);
        options.done();
        report.parameter("pairs", pairs);
        report.parameter("seed", seed);
        report.peer("org.bitbucket.vahidi:jdd:108, in this process, one BDD for each run");
        report.peer("JavaBDD 1.0.1 (JFactory), in this process, one factory for each run");
        var sizes = new ArrayList<Integer>();
        var costs = new ArrayList<Double>();
        for (int size : new int[] {100, 1000, 10_000}) {
            if (size > most) {
                continue;
            }
            int wanted = size >= 10_000 ? Math.max(1, pairs / 5) : pairs;
            var measured = measure(RuleSets.Manner.MATRIX, size, wanted, seed, report);
            sizes.add(size);
            costs.add(measured);
        }
        measure(RuleSets.Manner.OVERLAPPING, Math.min(most, 1000), pairs / 3 + 1, seed, report);
        growth(sizes, costs, report);
        hard(Math.min(most, 10_000), seed, report);
    }

    private static double measure(
            RuleSets.Manner character, int size, int count, long seed, Report report) {
        var name = character.name().toLowerCase(Locale.ROOT) + " " + size;
        // CPU time is told in hundredths of a second: what is short is run often.
        int times = Math.max(1, 20_000 / size);
        var warm = RuleSets.of(character, Math.min(size, 300), new Random(seed - 1));
        for (int i = 0; i < 60; i++) {
            ours(warm, changed(warm));
        }
        for (int i = 0; i < 2; i++) {
            theirs(BddPeer::jdd, warm, changed(warm));
            theirs(BddPeer::javaBdd, warm, changed(warm));
        }
        // Once of the whole size, uncounted, for all: a heap that still grows is measured else.
        var whole = RuleSets.of(character, size, new Random(seed - 2));
        ours(whole, changed(whole));
        theirs(BddPeer::jdd, whole, changed(whole));
        theirs(BddPeer::javaBdd, whole, changed(whole));
        var pairs = new Pairs();
        for (int i = 0; i < count; i++) {
            var rules = RuleSets.of(character, size, new Random(seed + i));
            var approved = changed(rules);
            double our = Pairs.cpu(times, () -> ours(rules, approved));
            int again = size < 1000 ? 3 : 1;
            double jdd = Pairs.cpu(again, () -> theirs(BddPeer::jdd, rules, approved));
            double java = Pairs.cpu(again, () -> theirs(BddPeer::javaBdd, rules, approved));
            // The better of the two is the peer of this pair.
            pairs.pair(our, Math.min(jdd, java));
            report.say(
                    name
                            + " pair "
                            + (i + 1)
                            + ": "
                            + our
                            + " / JDD "
                            + jdd
                            + ", JavaBDD "
                            + java
                            + " CPU-s");
        }
        double goal = size >= 10_000 ? GOAL_AT_TEN_THOUSAND : size >= 1000 ? GOAL_AT_THOUSAND : 1;
        pairs.report(report, name, character == RuleSets.Manner.MATRIX ? goal : 1);
        return pairs.ourMedian();
    }

    /** One rule less is approved, so that there is something to find. */
    private static List<FilterRule> changed(List<FilterRule> rules) {
        var changed = new ArrayList<>(rules);
        changed.remove(rules.size() / 2);
        return changed;
    }

    private static void ours(List<FilterRule> rules, List<FilterRule> approved) {
        var space = PacketSpace.withBudget(40_000_000);
        var actual = space.permitted(rules);
        var allowed = space.permitted(approved);
        if (actual.minus(allowed).witness().isEmpty() && !allowed.minus(actual).isEmpty()) {
            throw new IllegalStateException("one rule less permits no more");
        }
    }

    private static void theirs(
            IntFunction<BddPeer> peer, List<FilterRule> rules, List<FilterRule> approved) {
        var bdd = peer.apply(Math.max(10_000, rules.size() * 100));
        int actual = bdd.permitted(rules);
        int allowed = bdd.permitted(approved);
        int more = bdd.minus(actual, allowed);
        if (!bdd.isEmpty(more)) {
            bdd.witness(more);
        }
        bdd.isEmpty(bdd.minus(allowed, actual));
    }

    /** How the cost grows: the exponent between the smallest and the largest size. */
    private static void growth(List<Integer> sizes, List<Double> costs, Report report) {
        if (sizes.size() > 1) {
            double exponent =
                    Math.log(costs.getLast() / costs.getFirst())
                            / Math.log((double) sizes.getLast() / sizes.getFirst());
            report.figure("growth", Math.round(exponent * 100) / 100.0, "exponent of size");
        }
    }

    /** A set made to defeat diagrams: judged, or refused, but never over the budget. */
    private static void hard(int size, long seed, Report report) {
        var rules = RuleSets.of(RuleSets.Manner.CLASSBENCH, size, new Random(seed));
        System.gc();
        var outcome = new HardSite(rules).prove();
        report.figure("hard " + size + ", CPU", outcome.cpu(), "CPU-s");
        report.figure("hard " + size + ", heap", outcome.heap() / 1048576.0, "MiB at most");
        report.say("hard " + size + ": " + outcome.told());
        if (outcome.heap() > 1L << 30) {
            report.failed("hard " + size + " took more than 1 GiB");
        }
    }
}
