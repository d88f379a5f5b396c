package io.holdfast.core.rollout;

import io.holdfast.core.AddedLater;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SiteTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A rollout: its phase and its sites, in the order of their waves. All of it is stored, none is in
 * memory only.
 *
 * @param rules of each wave, in their order; a wave without one goes by {@link WaveRule#ALL}
 */
public record Rollout(
        RolloutPhase phase, List<SiteInRollout> sites, @AddedLater List<WaveRule> rules) {

    public Rollout {
        sites = List.copyOf(sites);
        rules = List.copyOf(rules);
    }

    /**
     * Plans one canary and then the rest.
     *
     * @param canary must be among the sites
     */
    public static Rollout plan(SiteId canary, List<SiteId> sites) {
        if (!sites.contains(canary)) {
            throw new IllegalArgumentException("the canary " + canary + " is not among the sites");
        }
        var inOrder = new ArrayList<SiteId>();
        inOrder.add(canary);
        sites.stream().filter(s -> !s.equals(canary)).forEach(inOrder::add);
        return plan(List.of(), inOrder);
    }

    /**
     * Plans waves over the sites a change reaches. A wave that would have no site is left out.
     *
     * @param waves without a {@linkplain RolloutPlan#fault fault}; empty for the usual ones
     * @param sites those that go first, first
     */
    public static Rollout plan(List<PlannedWave> waves, List<SiteId> sites) {
        return plan(waves, sites, Map.of());
    }

    /**
     * As above, where waves may take sites by their tags.
     *
     * @param tags as they are now; a site that is not in it has none
     */
    public static Rollout plan(
            List<PlannedWave> waves, List<SiteId> sites, Map<SiteId, Set<SiteTag>> tags) {
        var planned = new ArrayList<SiteInRollout>();
        var rules = new ArrayList<WaveRule>();
        for (var taken : RolloutPlan.share(waves, sites, tags)) {
            int wave = rules.size();
            taken.sites().forEach(s -> planned.add(SiteInRollout.planned(s, wave)));
            rules.add(taken.rule());
        }
        return new Rollout(
                new RolloutPhase.Planned(), planned, waves.isEmpty() ? List.of() : rules);
    }

    public Optional<SiteInRollout> site(SiteId id) {
        return sites.stream().filter(s -> s.site().equals(id)).findFirst();
    }

    /** What holds for a wave. */
    public WaveRule rule(int wave) {
        return wave < rules.size() ? rules.get(wave) : WaveRule.ALL;
    }

    /** How a wave stands. A site that is merely late is not counted as failed here. */
    public WaveTally tally(int wave) {
        return tally(wave, _ -> false);
    }

    WaveTally tally(int wave, Predicate<SiteInRollout> late) {
        int all = 0;
        int reachable = 0;
        int kept = 0;
        int failed = 0;
        for (var site : sites) {
            if (site.wave() != wave) {
                continue;
            }
            all++;
            switch (site.step()) {
                case SiteStep.Deferred _, SiteStep.Held _, SiteStep.Superseded _ -> {}
                case SiteStep.Kept _ -> {
                    reachable++;
                    kept++;
                }
                case SiteStep.TakenBack _, SiteStep.Conflict _, SiteStep.Refused _ -> {
                    reachable++;
                    failed++;
                }
                case SiteStep.Waiting _, SiteStep.OnTrial _ -> {
                    reachable++;
                    failed += late.test(site) ? 1 : 0;
                }
            }
        }
        return new WaveTally(all, reachable, kept, failed);
    }

    Rollout with(RolloutPhase next) {
        return new Rollout(next, sites, rules);
    }

    Rollout each(UnaryOperator<SiteInRollout> change) {
        return new Rollout(phase, sites.stream().map(change).toList(), rules);
    }

    /** The last wave, counted from 0. */
    public int lastWave() {
        return sites.stream().mapToInt(SiteInRollout::wave).max().orElse(0);
    }
}
