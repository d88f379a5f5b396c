package io.holdfast.controller.changes;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.policies.PolicyBook;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.change.ChangeSteps;
import io.holdfast.core.rollout.PlannedWave;
import io.holdfast.core.rollout.RolloutPlan;
import io.holdfast.core.rollout.WaveSites;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SiteTag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * In which waves a change is to go out. It is part of what is approved: other waves are another
 * digest, and void what was approved before.
 */
@Service
public class RolloutPlans {

    private final Access access;
    private final Docket docket;
    private final PolicyBook policy;
    private final Sites sites;

    RolloutPlans(Access access, Docket docket, PolicyBook policy, Sites sites) {
        this.access = access;
        this.docket = docket;
        this.policy = policy;
        this.sites = sites;
    }

    /** By what words waves can take sites now. */
    @Transactional(readOnly = true)
    public Map<SiteId, Set<SiteTag>> tags() {
        access.requireRead();
        return sites.tags();
    }

    /**
     * Plans the waves of a change that is not closed.
     *
     * @param waves empty for one site first and then the rest
     */
    @Transactional
    public ChangeView plan(UUID id, long version, List<PlannedWave> waves) {
        access.require(Permission.PROPOSE, "change.plan", "change:" + id);
        var stored = docket.locked(id, version);
        var base = policy.current();
        RolloutPlan.fault(waves)
                .ifPresent(f -> {
                    throw Refused.invalid(
                            "/waves/" + f.wave() + (f.field().isEmpty() ? "" : "/" + f.field()),
                            f.code(),
                            f.sentence());
                });
        for (int wave = 0; wave < waves.size(); wave++) {
            requireKnown(waves.get(wave).sites(), "/waves/" + wave, base);
        }
        if (waves.equals(stored.request().proposal().waves())) {
            return docket.view(stored);
        }
        var drafted = Docket.moved(ChangeSteps.plan(stored.request(), Workbench.me(), waves));
        var saved = docket.drafted(stored, drafted, base);
        docket.record("change.plan", saved, Map.of("waves", RolloutPlan.of(waves).size()));
        return docket.view(saved);
    }

    private void requireKnown(WaveSites taken, String at, PolicyInForce base) {
        switch (taken) {
            case WaveSites.Chosen(var chosen) -> {
                for (int i = 0; i < chosen.size(); i++) {
                    if (base.plan(chosen.get(i)).isEmpty()) {
                        throw Refused.invalid(
                                at + "/sites/" + i,
                                "UNKNOWN_SITE",
                                "There is no site \"" + chosen.get(i) + "\" here.");
                    }
                }
            }
            case WaveSites.Tagged(var tag) -> {
                if (sites.tags().values().stream().noneMatch(t -> t.contains(tag))) {
                    throw Refused.invalid(
                            at + "/tag", "UNKNOWN_TAG", "No site has the tag \"" + tag + "\".");
                }
            }
            case WaveSites.First _, WaveSites.Share _ -> {}
        }
    }
}
