package io.holdfast.controller.holds.rest;

import io.holdfast.api.HoldAnswersApi;
import io.holdfast.api.model.DriftReAsserted;
import io.holdfast.api.model.HoldAdoption;
import io.holdfast.api.model.HoldReversion;
import io.holdfast.api.model.RestoredChange;
import io.holdfast.controller.holds.HoldAnswers;
import io.holdfast.controller.sitelinks.HoldId;
import io.holdfast.controller.web.Idempotency;
import io.holdfast.controller.web.PathIds;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers to what was done in holds, over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class HoldAnswersEndpoint implements HoldAnswersApi {

    private final HoldAnswers answers;
    private final Idempotency idempotency;

    HoldAnswersEndpoint(HoldAnswers answers, Idempotency idempotency) {
        this.answers = answers;
        this.idempotency = idempotency;
    }

    @Override
    public ResponseEntity<RestoredChange> adoptHold(
            String site, String hold, HoldAdoption form, @Nullable String idempotencyKey) {
        return idempotency.once(
                idempotencyKey,
                "adoptHold " + site + "/" + hold,
                form,
                RestoredChange.class,
                () -> {
                    var change =
                            answers.adopt(
                                    PathIds.site(site),
                                    HoldId.in(hold),
                                    form.getTitle(),
                                    form.getReason());
                    return ResponseEntity.created(
                                    URI.create("/api/v1/change-requests/" + change.id()))
                            .body(new RestoredChange(change.id().toString(), change.state()));
                });
    }

    @Override
    public ResponseEntity<DriftReAsserted> revertHold(
            String site, String hold, HoldReversion form) {
        return ResponseEntity.ok(
                new DriftReAsserted(
                        answers.revert(PathIds.site(site), HoldId.in(hold), form.getReason())));
    }
}
