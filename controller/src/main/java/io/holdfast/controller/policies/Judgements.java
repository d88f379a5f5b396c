package io.holdfast.controller.policies;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.core.compile.CompiledSite;
import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.compile.SiteToSite;
import io.holdfast.core.observe.DeviceAbilities;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.Proof;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.zone.ZoneModel;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What the policy in force makes of each site, compiled and proved. Remembered until the policy is
 * another or something in it ends by itself, because people look at it again and again.
 */
@Component
class Judgements {

    /** One of each site; a site's judgement is some hundred kilobytes. */
    private static final int REMEMBERED = 500;

    private final Dialects dialects;
    private final SeenDevices seen;
    private final InstantSource clock;

    /** Those longest not asked for go first. */
    private final Map<Site, Remembered> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Site, Remembered> eldest) {
                    return size() > REMEMBERED;
                }
            };

    Judgements(Dialects dialects, SeenDevices seen, InstantSource clock) {
        this.dialects = dialects;
        this.seen = seen;
        this.clock = clock;
    }

    /** One site. */
    record Judgement(CompiledSite compiled, Situation site, Proof proof) {}

    private record Site(OrganizationId organization, SiteId site) {}

    private record Remembered(Basis basis, Judgement judgement) {}

    /** What ends by itself only ever gets less, so that its number says which of it is left. */
    private record Basis(String policy, DeviceAbilities abilities, int conduits, int acceptances) {}

    /** Not for a transaction: it reads for itself, and works for a while. */
    Judgement of(PolicyInForce policy, SitePlan plan) {
        var model = policy.model().at(clock.instant());
        var abilities = dialects.abilities(seen.modules(plan.site()));
        var site = new Site(Acting.organization(), plan.site());
        var basis =
                new Basis(
                        policy.digest(),
                        abilities,
                        model.conduits().size(),
                        model.acceptances().size());
        synchronized (known) {
            var before = known.get(site);
            if (before != null && before.basis().equals(basis)) {
                return before.judgement();
            }
        }
        var judgement = judge(policy, plan, model, abilities);
        synchronized (known) {
            known.put(site, new Remembered(basis, judgement));
        }
        return judgement;
    }

    private static Judgement judge(
            PolicyInForce policy, SitePlan plan, ZoneModel model, DeviceAbilities abilities) {
        var view = SiteToSite.at(model, plan, policy.plans());
        var compiled = PolicyCompiler.compile(view.model(), view.plan(), abilities);
        var site = Situation.of(view.model(), view.plan(), compiled.devices());
        var proof = SiteProof.prove(PacketSpace.create(), site, compiled);
        return new Judgement(compiled, site, proof);
    }
}
