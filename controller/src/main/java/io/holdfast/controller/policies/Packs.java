package io.holdfast.controller.policies;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.change.Edits;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.change.Proposals;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.BlueprintRevision;
import io.holdfast.sitelink.Blueprints;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The packs for autonomous networks, and what using one would change. */
@Service
public class Packs {

    private final Access access;
    private final PolicyBook book;

    Packs(Access access, PolicyBook book) {
        this.access = access;
        this.book = book;
    }

    /** Every pack that comes with Holdfast. */
    @Transactional(readOnly = true)
    public List<BlueprintRevision> all() {
        access.requireRead();
        return Blueprints.packs();
    }

    /**
     * The edits that add a pack to the policy and to one site, for a change request.
     *
     * @param draft what the change says already; what it puts is left as it is
     */
    @Transactional(readOnly = true)
    public List<PolicyEdit> edits(
            SiteId site, String name, Map<String, Integer> values, List<PolicyEdit> draft) {
        access.requireRead();
        var policy = book.current();
        var base = Edits.on(policy.model(), policy.plans(), draft);
        var plan =
                base.plans().stream()
                        .filter(p -> p.site().equals(site))
                        .findFirst()
                        .orElseThrow(() -> Refused.notFound("site", site.value()));
        var pack =
                Blueprints.packs().stream()
                        .filter(p -> p.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> Refused.notFound("pack", name));
        try {
            return Proposals.use(pack, base.model(), plan, values);
        } catch (IllegalArgumentException e) {
            throw Refused.invalid("/value", "PACK_VALUES", String.valueOf(e.getMessage()));
        }
    }
}
