package io.holdfast.controller.drifts.rest;

import io.holdfast.api.DriftsApi;
import io.holdfast.api.model.Drift;
import io.holdfast.api.model.DriftAcceptance;
import io.holdfast.api.model.DriftAdoption;
import io.holdfast.api.model.DriftExample;
import io.holdfast.api.model.DriftReAsserted;
import io.holdfast.api.model.DriftReAssertion;
import io.holdfast.api.model.RestoredChange;
import io.holdfast.api.model.UnclearDrift;
import io.holdfast.controller.drifts.DriftAnswer;
import io.holdfast.controller.drifts.DriftLine;
import io.holdfast.controller.drifts.DriftReport;
import io.holdfast.controller.drifts.Drifts;
import io.holdfast.controller.web.Idempotency;
import io.holdfast.controller.web.PathIds;
import io.holdfast.controller.web.PolicyForms;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Drift over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class DriftsEndpoint implements DriftsApi {

    private final Drifts drifts;
    private final Idempotency idempotency;

    DriftsEndpoint(Drifts drifts, Idempotency idempotency) {
        this.drifts = drifts;
        this.idempotency = idempotency;
    }

    @Override
    public ResponseEntity<io.holdfast.api.model.DriftReport> listDrifts(@Nullable String site) {
        return ResponseEntity.ok(form(site == null ? drifts.all() : drifts.of(PathIds.site(site))));
    }

    @Override
    public ResponseEntity<DriftReAsserted> reAssertDevice(
            String site, String slot, DriftReAssertion form) {
        return ResponseEntity.ok(
                new DriftReAsserted(
                        drifts.reAssert(
                                PathIds.site(site),
                                PathIds.slot(slot),
                                form.getRunning(),
                                form.getReason())));
    }

    @Override
    public ResponseEntity<Void> acceptDrift(String site, String slot, DriftAcceptance form) {
        drifts.accept(
                PathIds.site(site),
                PathIds.slot(slot),
                form.getRunning(),
                form.getUntil().toInstant(),
                form.getReason());
        return ResponseEntity.noContent().build();
    }

    @Override
    public ResponseEntity<RestoredChange> adoptDrift(
            String site, String slot, DriftAdoption form, @Nullable String idempotencyKey) {
        return idempotency.once(
                idempotencyKey,
                "adoptDrift " + site + "/" + slot,
                form,
                RestoredChange.class,
                () ->
                        drifts.proposed(
                                PathIds.site(site),
                                PathIds.slot(slot),
                                form.getRunning(),
                                adoption(form)),
                edits -> {
                    var change =
                            drifts.draft(
                                    PathIds.site(site),
                                    PathIds.slot(slot),
                                    form.getRunning(),
                                    adoption(form),
                                    edits);
                    return ResponseEntity.created(
                                    URI.create("/api/v1/change-requests/" + change.id()))
                            .body(new RestoredChange(change.id().toString(), change.state()));
                });
    }

    private static Drifts.Adoption adoption(DriftAdoption form) {
        return new Drifts.Adoption(
                form.getTitle(), form.getReason(), form.getOwnerRole(), form.getReviewBy());
    }

    private static io.holdfast.api.model.DriftReport form(DriftReport report) {
        return new io.holdfast.api.model.DriftReport(
                report.drifts().stream().map(DriftsEndpoint::form).toList(),
                report.unclear().stream()
                        .map(u ->
                                new UnclearDrift(
                                        u.site().value(),
                                        u.slot().value(),
                                        utc(u.observedAt()),
                                        u.reason()))
                        .toList());
    }

    private static Drift form(DriftLine line) {
        var drift = line.drift();
        var form =
                new Drift(
                        line.site().value(),
                        drift.slot().value(),
                        line.running(),
                        utc(line.observedAt()),
                        line.siteSays(),
                        drift.grade().name(),
                        PolicyForms.lines(drift.lines()));
        drift.example()
                .ifPresent(e ->
                        form.setExample(
                                new DriftExample(
                                        e.opens(),
                                        e.now().packet().toString(),
                                        e.now().sentence())));
        line.cause()
                .ifPresent(c -> {
                    var cause = new io.holdfast.api.model.DriftCause(c.hand().name(), utc(c.at()));
                    if (!c.user().isEmpty()) {
                        cause.setUser(c.user());
                    }
                    form.setCause(cause);
                });
        line.answer().ifPresent(a -> form.setAnswer(form(a)));
        return form;
    }

    private static io.holdfast.api.model.DriftAnswer form(DriftAnswer answer) {
        var form =
                new io.holdfast.api.model.DriftAnswer(
                        answer.kind().name(), answer.reason(), answer.by(), utc(answer.at()));
        answer.until().ifPresent(u -> form.setUntil(utc(u)));
        if (answer.revision() > 0) {
            form.setRevision(answer.revision());
        }
        return form;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
