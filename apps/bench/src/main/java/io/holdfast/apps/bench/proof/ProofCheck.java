package io.holdfast.apps.bench.proof;

import io.holdfast.apps.bench.Options;
import io.holdfast.apps.bench.Report;
import io.holdfast.apps.bench.Suite;
import io.holdfast.apps.bench.WrongUse;
import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.zone.Blueprint;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Does the proof say what is? Random rule lists against three other ways to read them (JDD, boxes,
 * one packet after the other), compiled sites and mutants of them against plain eyes and simulated
 * devices, and what a dialect reads back.
 */
public final class ProofCheck implements Suite {

    /** So many lists for each mutant: lists are small, sites are not. */
    private static final int LISTS_PER_MUTANT = 100;

    private static final int FEWEST_MUTANTS = 4;
    private static final int PROBES_PER_LIST = 60;
    private static final int LARGEST_DIAGRAM = 4000;

    @Override
    public Kind kind() {
        return Kind.CHECK;
    }

    @Override
    public String name() {
        return "proof";
    }

    @Override
    public String about() {
        return "the proof against JDD, boxes, plain packets; mutants; what dialects read back";
    }

    @Override
    public String usage() {
        return "  --n N        rule lists to compare (2000); a mutant of a site for every "
                + LISTS_PER_MUTANT
                + "\n  --seed S     where randomness begins (20261123)\n"
                + "  --break BUG  plant a bug: "
                + String.join(", ", PlantedBug.words())
                + "\n";
    }

    @Override
    public void run(Options options, Report report) {
        int cases = options.cases(2000);
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
        report.peer("jdd 108");
        var tally = new Tally(report);
        lists(cases, seed, bug, tally);
        sites(Math.max(FEWEST_MUTANTS, cases / LISTS_PER_MUTANT), seed, bug, tally);
        tally.close();
    }

    /** How many disagreements each way of looking found. */
    static final class Tally {

        private final Report report;
        private final Map<String, Integer> found = new TreeMap<>();
        private final Map<String, Integer> tried = new TreeMap<>();

        Tally(Report report) {
            this.report = report;
        }

        void tried(String way) {
            tried.merge(way, 1, Integer::sum);
        }

        void found(String way, String what) {
            found.merge(way, 1, Integer::sum);
            report.failed(way + ": " + what);
        }

        void check(String way, boolean holds, String what) {
            tried(way);
            if (!holds) {
                found(way, what);
            }
        }

        void close() {
            tried.forEach((way, count) -> report.count(way, count));
            found.forEach((way, count) -> report.count(way + ", disagreements", count));
            report.count("ways that disagreed", found.size());
        }
    }

    private static void lists(int cases, long seed, PlantedBug bug, Tally tally) {
        var jdd = BddPeer.jdd(LARGEST_DIAGRAM * 25);
        var space = PacketSpace.create();
        for (int i = 0; i < cases; i++) {
            if (i % 500 == 499) {
                // What is referenced is kept for good; a fresh table costs less than a full one.
                jdd = BddPeer.jdd(LARGEST_DIAGRAM * 25);
                space = PacketSpace.create();
            }
            var random = new Random(seed + i);
            var rules = RuleSets.small(random);
            var where = "seed " + (seed + i) + " " + rules;
            var set = space.permitted(bug.understood(rules));
            tally.check(
                    "lists beside JDD",
                    jdd.of(set.boxes(LARGEST_DIAGRAM)) == jdd.permitted(rules),
                    where);
            tally.check(
                    "lists beside boxes", set.volume().equals(PlainBoxes.permitted(rules)), where);
            for (var packet : PlainFilter.probes(rules, PROBES_PER_LIST, random)) {
                if (set.contains(packet) != PlainFilter.passes(rules, packet)) {
                    tally.found("lists beside plain packets", packet + " of " + where);
                    break;
                }
            }
            tally.tried("lists beside plain packets");
        }
    }

    private static void sites(int cases, long seed, PlantedBug bug, Tally tally) {
        var model = Blueprint.reference();
        var kinds = List.of(Mutants.Kind.values());
        for (int i = 0; i < cases; i++) {
            int number = 1 + (int) Math.floorMod(seed + i, 250L);
            var plan =
                    Blueprint.sitePlan(
                            new SiteId("site-" + number), "Site", "Europe/Berlin", number);
            var compiled = bug.compiled(PolicyCompiler.compile(model, plan).devices());
            var eyes = new SiteEyes(model, plan, bug, tally, new Random(seed + i));
            if (i % 8 == 0) {
                eyes.asCompiled(compiled);
                eyes.asReadBack(compiled);
                eyes.running(compiled);
            }
            eyes.mutant(kinds.get(i % kinds.size()), compiled);
        }
    }
}
