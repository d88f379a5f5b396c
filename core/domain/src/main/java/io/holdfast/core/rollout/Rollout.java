package io.holdfast.core.rollout;

import io.holdfast.core.site.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A rollout: its phase and its sites, in the order of their waves. All of it is stored, none is in
 * memory only.
 */
public record Rollout(RolloutPhase phase, List<SiteInRollout> sites) {

    public Rollout {
        sites = List.copyOf(sites);
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
        var planned = new ArrayList<SiteInRollout>();
        planned.add(SiteInRollout.planned(canary, 0));
        sites.stream()
                .distinct()
                .filter(s -> !s.equals(canary))
                .forEach(s -> planned.add(SiteInRollout.planned(s, 1)));
        return new Rollout(new RolloutPhase.Planned(), planned);
    }

    public Optional<SiteInRollout> site(SiteId id) {
        return sites.stream().filter(s -> s.site().equals(id)).findFirst();
    }

    Rollout with(RolloutPhase next) {
        return new Rollout(next, sites);
    }

    Rollout each(UnaryOperator<SiteInRollout> change) {
        return new Rollout(phase, sites.stream().map(change).toList());
    }

    int lastWave() {
        return sites.stream().mapToInt(SiteInRollout::wave).max().orElse(0);
    }
}
