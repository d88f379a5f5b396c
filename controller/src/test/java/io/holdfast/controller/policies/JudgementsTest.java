package io.holdfast.controller.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.policies.Judgements.Judgement;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.ZoneModel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JudgementsTest {

    private static final OrganizationId WATER = new OrganizationId(new UUID(1, 1));
    private static final OrganizationId POWER = new OrganizationId(new UUID(2, 2));
    private static final SitePlan PLAN =
            Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks 1", "Europe/Berlin", 1);

    private final Judgements judgements =
            new Judgements(new Dialects(), _ -> Map.of(), () -> Instant.EPOCH);

    private Judgement of(OrganizationId organization, PolicyInForce policy) {
        return Acting.as(Caller.centre(organization, "test"), () -> judgements.of(policy, PLAN));
    }

    private static PolicyInForce policy(long revision, ZoneModel model) {
        return new PolicyInForce(
                revision,
                String.valueOf(revision).repeat(64),
                Instant.EPOCH,
                Optional.empty(),
                model,
                List.of(PLAN));
    }

    @Test
    void of_each_site_of_each_organisation_the_newest_is_remembered_and_no_other() {
        var model = Blueprint.reference();
        var first = policy(1, model);
        var second = policy(2, model.with(model.conduits().subList(1, model.conduits().size())));

        var judged = of(WATER, first);
        assertThat(of(WATER, first)).isSameAs(judged);
        assertThat(of(POWER, first)).as("another organisation's").isNotSameAs(judged);
        assertThat(of(POWER, second)).isNotNull();
        assertThat(of(WATER, first)).as("is not pushed out by others").isSameAs(judged);

        assertThat(of(WATER, second)).isNotSameAs(judged);
        assertThat(of(WATER, first)).as("what was before is let go").isNotSameAs(judged);
    }
}
