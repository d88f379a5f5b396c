package io.holdfast.controller.policies;

import io.holdfast.controller.scope.Acting;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.sitelink.RiskClass;
import io.holdfast.sitelink.RiskOf;
import io.holdfast.sitelink.SiteContent;
import java.util.List;

/**
 * How dangerous a change is for the policy of each site, by the very rules by which the site works
 * it out again (rulings D3). What changes no device today may loosen what holds tomorrow.
 */
final class ChangeRisk {

    private ChangeRisk() {}

    static RiskClass ofPolicy(PolicyInForce base, ZoneModel model, List<SitePlan> plans) {
        var risk = RiskClass.R1;
        for (var plan : plans) {
            var before = base.plan(plan.site()).map(p -> bare(base.model(), p));
            risk = RiskOf.higher(risk, RiskOf.between(before, bare(model, plan)));
        }
        return risk;
    }

    private static SiteContent bare(ZoneModel model, SitePlan plan) {
        return new SiteContent(
                SiteContent.SCHEMA, Acting.organization().toString(), plan, model, List.of());
    }
}
