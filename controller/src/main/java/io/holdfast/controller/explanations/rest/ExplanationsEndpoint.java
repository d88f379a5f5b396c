package io.holdfast.controller.explanations.rest;

import io.holdfast.api.ExplanationsApi;
import io.holdfast.api.model.Explanation;
import io.holdfast.api.model.ExplanationBasis;
import io.holdfast.api.model.ExplanationConduit;
import io.holdfast.api.model.ExplanationHop;
import io.holdfast.api.model.ExplanationNear;
import io.holdfast.controller.explanations.Answer;
import io.holdfast.controller.explanations.Explanations;
import io.holdfast.controller.explanations.Question;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.web.PathIds;
import io.holdfast.controller.web.PolicyForms;
import io.holdfast.core.verify.Decision;
import io.holdfast.core.zone.ZoneName;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Questions over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class ExplanationsEndpoint implements ExplanationsApi {

    private final Explanations explanations;

    ExplanationsEndpoint(Explanations explanations) {
        this.explanations = explanations;
    }

    @Override
    public ResponseEntity<Explanation> explain(
            String from,
            String to,
            String site,
            @Nullable String protocol,
            @Nullable Integer port,
            @Nullable Integer sourcePort,
            @Nullable String state) {
        return ResponseEntity.ok(
                form(
                        explanations.answer(
                                new Question(
                                        PathIds.site(site),
                                        from,
                                        to,
                                        protocol == null ? "tcp" : protocol,
                                        number(port),
                                        number(sourcePort),
                                        state(state)))));
    }

    private static OptionalInt number(@Nullable Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private static Question.State state(@Nullable String text) {
        if (text == null) {
            return Question.State.RUNNING;
        }
        return Arrays.stream(Question.State.values())
                .filter(s -> s.name().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        Refused.invalid(
                                "/state", "STATE_UNKNOWN", "A state is RUNNING or DESIRED."));
    }

    private static Explanation form(Answer answer) {
        var form =
                new Explanation(
                        answer.question().site().value(),
                        answer.packet().toString(),
                        answer.from().value(),
                        answer.passes(),
                        answer.zones().stream().map(ZoneName::value).toList(),
                        answer.sentence(),
                        answer.hops().stream().map(ExplanationsEndpoint::form).toList(),
                        answer.allowed().stream().map(ExplanationsEndpoint::form).toList(),
                        answer.replies(),
                        answer.basis().stream().map(ExplanationsEndpoint::form).toList(),
                        answer.near().stream().map(ExplanationsEndpoint::form).toList());
        answer.to().ifPresent(to -> form.setTo(to.value()));
        answer.never().ifPresent(g -> form.setNeverBy(g.name()));
        return form;
    }

    private static ExplanationHop form(Answer.Step step) {
        var hop = step.hop();
        var form =
                new ExplanationHop(
                        hop.device().value(),
                        hop.interfaceName(),
                        hop.decision().passes(),
                        hop.toString(),
                        step.origin());
        if (hop.decision() instanceof Decision.ByRule(var list, var rule, _)) {
            form.setList(list.value());
            form.setRule(rule);
        }
        return form;
    }

    private static ExplanationConduit form(Answer.Allowed allowed) {
        var form =
                new ExplanationConduit(
                        PolicyForms.form(allowed.conduit()),
                        allowed.reply(),
                        allowed.proposedBy(),
                        allowed.approvedBy());
        allowed.change().ifPresent(c -> form.setChangeId(c.toString()));
        allowed.since().ifPresent(at -> form.setSince(utc(at)));
        return form;
    }

    private static ExplanationBasis form(Answer.Basis basis) {
        var form = new ExplanationBasis(basis.slot().value(), basis.source().name());
        basis.at().ifPresent(at -> form.setObservedAt(utc(at)));
        return form;
    }

    private static ExplanationNear form(Answer.Near near) {
        var form =
                new ExplanationNear(
                        near.kind().name(),
                        near.question().site().value(),
                        near.question().from(),
                        near.question().to(),
                        near.question().state().name(),
                        near.passes());
        near.never().ifPresent(g -> form.setNeverBy(g.name()));
        return form;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
