package io.holdfast.controller.changes.rest;

import io.holdfast.api.ChangesApi;
import io.holdfast.api.model.Change;
import io.holdfast.api.model.ChangeDiff;
import io.holdfast.api.model.ChangeDraft;
import io.holdfast.api.model.ChangeList;
import io.holdfast.api.model.ChangeTrial;
import io.holdfast.api.model.RolloutPlan;
import io.holdfast.api.model.Word;
import io.holdfast.controller.changes.ChangeView;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.changes.RolloutPlans;
import io.holdfast.controller.web.Idempotency;
import io.holdfast.controller.web.PathIds;
import io.holdfast.controller.web.PolicyForms;
import io.holdfast.controller.web.Versions;
import io.holdfast.controller.web.WaveForms;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Change requests over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class ChangesEndpoint implements ChangesApi {

    private final Changes changes;
    private final RolloutPlans plans;
    private final Idempotency idempotency;

    ChangesEndpoint(Changes changes, RolloutPlans plans, Idempotency idempotency) {
        this.changes = changes;
        this.plans = plans;
        this.idempotency = idempotency;
    }

    @Override
    public ResponseEntity<ChangeList> listChanges(
            @Nullable String state, @Nullable Integer limit, @Nullable String cursor) {
        int most = Objects.requireNonNullElse(limit, 50);
        var states =
                state == null || state.isBlank()
                        ? List.<String>of()
                        : Arrays.asList(state.split(",", -1));
        var page = changes.list(most, PathIds.cursor(cursor), states);
        var list = new ChangeList(page.stream().map(ChangeForms::form).toList());
        if (page.size() == most) {
            list.setNext(page.getLast().id().toString());
        }
        return ResponseEntity.ok(list);
    }

    @Override
    public ResponseEntity<Change> createChange(ChangeDraft form, @Nullable String idempotencyKey) {
        return idempotency.once(
                idempotencyKey,
                "createChange",
                form,
                Change.class,
                () -> {
                    var change = changes.draft(draft(form));
                    return ResponseEntity.created(
                                    URI.create("/api/v1/change-requests/" + change.id()))
                            .eTag(Versions.tag(change.version()))
                            .body(ChangeForms.form(change));
                });
    }

    @Override
    public ResponseEntity<ChangeTrial> tryChange(ChangeDraft form) {
        return ResponseEntity.ok(
                ChangeForms.trial(changes.whatIf(PolicyForms.edits(form.getEdits()), _ -> {})));
    }

    private static Changes.Draft draft(ChangeDraft form) {
        return new Changes.Draft(
                form.getTitle(), form.getReason(), PolicyForms.edits(form.getEdits()));
    }

    @Override
    public ResponseEntity<Change> readChange(String change) {
        return answer(changes.get(id(change)));
    }

    @Override
    public ResponseEntity<Change> editChange(
            String change, ChangeDraft form, @Nullable String ifMatch) {
        return answer(changes.edit(id(change), Versions.expected(ifMatch), draft(form)));
    }

    @Override
    public ResponseEntity<ChangeDiff> readDiff(String change) {
        return ResponseEntity.ok(ChangeForms.diff(id(change), changes.diff(id(change))));
    }

    @Override
    public ResponseEntity<Change> submitChange(
            String change, @Nullable String ifMatch, @Nullable Word word) {
        return answer(changes.submit(id(change), Versions.expected(ifMatch)));
    }

    @Override
    public ResponseEntity<Change> approveChange(
            String change, @Nullable String ifMatch, @Nullable Word word) {
        return answer(changes.approve(id(change), Versions.expected(ifMatch), said(word)));
    }

    @Override
    public ResponseEntity<Change> rejectChange(
            String change, @Nullable String ifMatch, @Nullable Word word) {
        return answer(changes.reject(id(change), Versions.expected(ifMatch), said(word)));
    }

    @Override
    public ResponseEntity<Change> withdrawChange(
            String change, @Nullable String ifMatch, @Nullable Word word) {
        return answer(changes.withdraw(id(change), Versions.expected(ifMatch), said(word)));
    }

    @Override
    public ResponseEntity<Change> planRollout(
            String change, RolloutPlan form, @Nullable String ifMatch) {
        return answer(plans.plan(id(change), Versions.expected(ifMatch), WaveForms.waves(form)));
    }

    private static String said(@Nullable Word word) {
        return word == null ? "" : Objects.requireNonNullElse(word.getComment(), "");
    }

    private static UUID id(String text) {
        return PathIds.id("change request", text);
    }

    private static ResponseEntity<Change> answer(ChangeView change) {
        return ResponseEntity.ok()
                .eTag(Versions.tag(change.version()))
                .body(ChangeForms.form(change));
    }
}
