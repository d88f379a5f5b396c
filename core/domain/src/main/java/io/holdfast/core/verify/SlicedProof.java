package io.holdfast.core.verify;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.network.PacketMatch;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Judges a final state whose rules do not fit into one packet space: the header space is cut into
 * disjoint boxes, each is judged exactly and alone, and what was found is put together. Never holds
 * more than one slice in memory.
 */
final class SlicedProof {

    /**
     * How often the budget of one space may be spent in all. Some rule sets defeat every diagram;
     * they are refused after a minute instead of keeping a machine busy for a day.
     */
    private static final int MOST_BUDGETS = 24;

    private final Situation site;
    private final long budget;
    private final Function<PacketSpace, Proof> judge;
    private final List<PacketMatch> rules;
    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private final Map<String, Integer> seen = new LinkedHashMap<>();
    private final Map<String, CounterExample> counterExamples = new LinkedHashMap<>();
    private final Map<String, Certificate.ZonePair> pairs = new TreeMap<>();
    private final TreeSet<String> replies = new TreeSet<>();
    private final TreeSet<String> assumptions = new TreeSet<>();
    private int slices;
    private long spent;

    SlicedProof(Situation site, long budget, Function<PacketSpace, Proof> judge) {
        this.site = site;
        this.budget = budget;
        this.judge = judge;
        rules =
                site.configs().values().stream()
                        .flatMap(SlicedProof::rules)
                        .map(FilterRule::match)
                        .toList();
    }

    private static Stream<FilterRule> rules(DeviceConfig config) {
        return Stream.of(
                        config.accessLists().stream().flatMap(l -> l.rules().stream()),
                        config.zonePolicies().stream().flatMap(p -> p.rules().stream()),
                        config.securityZones().stream().flatMap(z -> z.hostInbound().stream()))
                .flatMap(all -> all);
    }

    /** The proof; none if even small slices are too large, or there are too many of them. */
    Optional<Proof> prove() {
        var ahead = new ArrayDeque<>(Slice.whole());
        while (!ahead.isEmpty()) {
            var slice = ahead.removeFirst();
            var space = PacketSpace.of(slice, budget);
            try {
                add(judge.apply(space));
                slices++;
            } catch (SpaceFull _) {
                var halves = slice.halves(rules);
                if (halves.isEmpty()) {
                    return Optional.empty();
                }
                halves.reversed().forEach(ahead::addFirst);
            }
            spent += space.spent();
            if (spent > MOST_BUDGETS * budget && !ahead.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(together());
    }

    private void add(Proof part) {
        for (var finding : part.findings()) {
            var key = finding.code() + " " + finding.where();
            findings.putIfAbsent(key, finding);
            seen.merge(key, 1, Integer::sum);
        }
        for (var example : part.counterExamples()) {
            counterExamples.putIfAbsent(
                    example.claim()
                            + " "
                            + example.from()
                            + " "
                            + example.to()
                            + " "
                            + example.packet().family(),
                    example);
        }
        for (var pair : part.certificate().pairs()) {
            pairs.merge(pair.from() + " " + pair.to(), pair, SlicedProof::both);
        }
        replies.addAll(part.certificate().replies());
        assumptions.addAll(part.certificate().assumptions());
    }

    private static Certificate.ZonePair both(Certificate.ZonePair a, Certificate.ZonePair b) {
        BigInteger volume = a.volume().add(b.volume());
        return new Certificate.ZonePair(
                a.from(), a.to(), volume, Sha256.of(a.digest() + " " + b.digest()));
    }

    private Proof together() {
        assumptions.add(
                "judged in "
                        + slices
                        + " slices of the header space, because the whole does not fit into "
                        + budget
                        + " intervals; the digests of pairs are those of their slices in turn");
        var told = new ArrayList<Finding>();
        findings.forEach((key, finding) -> {
            // A conduit is without packets only if it has none in any slice.
            if (!finding.code().equals("CONDUIT_WITHOUT_PACKETS")
                    || seen.getOrDefault(key, 0) == slices) {
                told.add(finding);
            }
        });
        told.addAll(RuleFindings.idle(PacketSpace.create(), site));
        return Proof.of(
                told,
                List.copyOf(counterExamples.values()),
                new Certificate(
                        SiteProof.inputs(PacketSpace.create(), "", site),
                        List.copyOf(pairs.values()),
                        List.copyOf(replies),
                        List.copyOf(assumptions),
                        1));
    }
}
