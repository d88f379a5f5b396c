package io.holdfast.controller.policies;

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

    /** A site's judgement is some hundred kilobytes. */
    private static final int REMEMBERED = 200;

    private final Dialects dialects;
    private final SeenDevices seen;
    private final InstantSource clock;
    private final Map<Key, Judgement> known = new LinkedHashMap<>();

    Judgements(Dialects dialects, SeenDevices seen, InstantSource clock) {
        this.dialects = dialects;
        this.seen = seen;
        this.clock = clock;
    }

    /** One site. */
    record Judgement(CompiledSite compiled, Situation site, Proof proof) {}

    /** What ends by itself only ever gets less, so that its number says which of it is left. */
    private record Key(
            String policy, SiteId site, DeviceAbilities abilities, int conduits, int acceptances) {}

    Judgement of(PolicyInForce policy, SitePlan plan) {
        var model = policy.model().at(clock.instant());
        var abilities = dialects.abilities(seen.modules(plan.site()));
        var key =
                new Key(
                        policy.digest(),
                        plan.site(),
                        abilities,
                        model.conduits().size(),
                        model.acceptances().size());
        synchronized (known) {
            var before = known.get(key);
            if (before != null) {
                return before;
            }
        }
        var view = SiteToSite.at(model, plan, policy.plans());
        var compiled = PolicyCompiler.compile(view.model(), view.plan(), abilities);
        var site = Situation.of(view.model(), view.plan(), compiled.devices());
        var proof = SiteProof.prove(PacketSpace.create(), site, compiled);
        var judgement = new Judgement(compiled, site, proof);
        synchronized (known) {
            if (known.size() >= REMEMBERED) {
                known.remove(known.keySet().iterator().next());
            }
            known.put(key, judgement);
        }
        return judgement;
    }
}
