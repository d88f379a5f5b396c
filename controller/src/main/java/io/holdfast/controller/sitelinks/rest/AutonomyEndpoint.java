package io.holdfast.controller.sitelinks.rest;

import io.holdfast.api.AutonomyApi;
import io.holdfast.api.model.Autonomy;
import io.holdfast.api.model.AutonomyEnding;
import io.holdfast.controller.sitelinks.Autonomies;
import io.holdfast.controller.web.PathIds;
import io.holdfast.core.autonomy.AutonomyBudget;
import io.holdfast.core.autonomy.Ending;
import io.holdfast.core.autonomy.Ending.When;
import java.time.ZoneOffset;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What ends while a site is alone, over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class AutonomyEndpoint implements AutonomyApi {

    private final Autonomies autonomies;

    AutonomyEndpoint(Autonomies autonomies) {
        this.autonomies = autonomies;
    }

    @Override
    public ResponseEntity<Autonomy> readAutonomy(String site) {
        var id = PathIds.site(site);
        return ResponseEntity.ok(form(id.value(), autonomies.of(id)));
    }

    private static Autonomy form(String site, AutonomyBudget budget) {
        var form =
                new Autonomy(
                        site,
                        budget.now().atOffset(ZoneOffset.UTC),
                        Math.toIntExact(AutonomyBudget.POLICY.toDays()),
                        budget.isBelow(AutonomyBudget.POLICY),
                        budget.endings().stream().map(AutonomyEndpoint::form).toList());
        budget.daysLeft().ifPresent(form::setDaysLeft);
        budget.first().ifPresent(first -> form.setFirst(form(first)));
        return form;
    }

    private static AutonomyEnding form(Ending ending) {
        var form = new AutonomyEnding();
        form.setKind(ending.kind().name());
        form.setObject(ending.object());
        form.setLoss(ending.kind().loss().name());
        switch (ending.when()) {
            case When.At(var moment, var sureness) -> {
                form.setSure(sureness.name());
                form.setAt(moment.atOffset(ZoneOffset.UTC));
            }
            case When.Never(var why) -> form.sure("NEVER").why(why.name());
            case When.Missing(var why) -> form.sure("MISSING").why(why.name());
            case When.Unknown(var why) -> form.sure("UNKNOWN").why(why.name());
        }
        return form;
    }
}
