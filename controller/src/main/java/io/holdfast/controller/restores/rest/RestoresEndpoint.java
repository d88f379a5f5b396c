package io.holdfast.controller.restores.rest;

import io.holdfast.api.RestoresApi;
import io.holdfast.api.model.RestoreDraft;
import io.holdfast.api.model.RestoredChange;
import io.holdfast.controller.restores.RestorePlan;
import io.holdfast.controller.restores.Restores;
import io.holdfast.controller.web.Idempotency;
import io.holdfast.controller.web.PathIds;
import io.holdfast.controller.web.PolicyForms;
import java.net.URI;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Restoring over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class RestoresEndpoint implements RestoresApi {

    private final Restores restores;
    private final Idempotency idempotency;

    RestoresEndpoint(Restores restores, Idempotency idempotency) {
        this.restores = restores;
        this.idempotency = idempotency;
    }

    @Override
    public ResponseEntity<io.holdfast.api.model.RestorePlan> readRestore(
            String site, String slot, String digest) {
        return ResponseEntity.ok(
                form(restores.plan(PathIds.site(site), PathIds.slot(slot), digest)));
    }

    @Override
    public ResponseEntity<RestoredChange> draftRestore(
            String site,
            String slot,
            String digest,
            RestoreDraft form,
            @Nullable String idempotencyKey) {
        return idempotency.once(
                idempotencyKey,
                "draftRestore " + site + "/" + slot + " " + digest,
                form,
                RestoredChange.class,
                () -> restores.planned(PathIds.site(site), PathIds.slot(slot), digest),
                plan -> {
                    var change =
                            restores.draft(
                                    PathIds.site(site),
                                    PathIds.slot(slot),
                                    plan,
                                    form.getTitle(),
                                    form.getReason());
                    return ResponseEntity.created(
                                    URI.create("/api/v1/change-requests/" + change.id()))
                            .body(new RestoredChange(change.id().toString(), change.state()));
                });
    }

    private static io.holdfast.api.model.RestorePlan form(RestorePlan plan) {
        var form =
                new io.holdfast.api.model.RestorePlan(
                        plan.digest(),
                        plan.seenAt().atOffset(ZoneOffset.UTC),
                        plan.outcome().name(),
                        plan.revision(),
                        plan.edits().stream().map(PolicyForms::form).toList(),
                        PolicyForms.lines(plan.restored()),
                        PolicyForms.lines(plan.left()),
                        plan.beside());
        if (!plan.reason().isEmpty()) {
            form.setReason(plan.reason());
        }
        return form;
    }
}
