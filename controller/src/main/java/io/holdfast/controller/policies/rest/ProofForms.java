package io.holdfast.controller.policies.rest;

import io.holdfast.api.model.ImportedRule;
import io.holdfast.api.model.ImportedRules;
import io.holdfast.api.model.Pack;
import io.holdfast.api.model.PackParameter;
import io.holdfast.api.model.PlanInForce;
import io.holdfast.api.model.PolicyFindingItem;
import io.holdfast.api.model.SiteCertificate;
import io.holdfast.controller.policies.Imports;
import io.holdfast.controller.policies.PolicyFinding;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.web.GuardrailForms;
import io.holdfast.controller.web.PlanForms;
import io.holdfast.controller.web.PolicyForms;
import io.holdfast.controller.web.WindowForms;
import io.holdfast.core.brownfield.ImportedConduits;
import io.holdfast.core.brownfield.Inherited;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.BlueprintRevision;
import io.holdfast.core.zone.ModelProblem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plans, packs, findings, certificates and imports as the interface writes them. */
final class ProofForms {

    private ProofForms() {}

    static PlanInForce form(PolicyInForce policy, SitePlan plan) {
        return new PlanInForce(
                        policy.revision(),
                        plan.site().value(),
                        plan.name(),
                        plan.timeZone(),
                        plan.zones().stream().map(PolicyForms::form).toList(),
                        plan.devices().stream().map(PlanForms::form).toList(),
                        PlanForms.form(plan.siteNode(), plan.defaultRoutes(), plan.transits()))
                .windows(plan.windows().stream().map(WindowForms::form).toList());
    }

    static Pack form(BlueprintRevision pack) {
        return new Pack(
                pack.name(),
                pack.revision(),
                pack.title(),
                pack.parameters().stream()
                        .map(p -> new PackParameter(p.name(), p.first(), p.last()))
                        .toList(),
                pack.zones().stream().map(PolicyForms::form).toList(),
                pack.conduits().stream().map(PolicyForms::form).toList(),
                pack.guardrails().stream().map(GuardrailForms::form).toList());
    }

    /** As in site=7. */
    static Map<String, Integer> values(List<String> texts) {
        var values = new TreeMap<String, Integer>();
        for (int i = 0; i < texts.size(); i++) {
            var text = texts.get(i);
            if (!text.matches("[a-z0-9-]{1,63}=[0-9]{1,9}")) {
                throw Refused.invalid(
                        "/value/" + i, "PACK_VALUES", "A number is written as in site=7.");
            }
            int sign = text.indexOf('=');
            values.put(text.substring(0, sign), Integer.valueOf(text.substring(sign + 1)));
        }
        return values;
    }

    static PolicyFindingItem form(PolicyFinding finding) {
        var form =
                new PolicyFindingItem(
                        finding.severity(),
                        finding.code(),
                        finding.site(),
                        finding.where(),
                        finding.detail());
        finding.conduit().ifPresent(c -> form.setConduitId(c.value()));
        return form;
    }

    static SiteCertificate form(io.holdfast.controller.policies.SiteCertificate certificate) {
        var proof = certificate.proof();
        return new SiteCertificate(
                certificate.site(),
                certificate.revision(),
                proof.holds(),
                proof.certificate().digest(),
                proof.certificate().statesProved(),
                proof.certificate().canonicalText(),
                proof.certificate().assumptions(),
                certificate.file());
    }

    static ImportedRules form(Imports.Read read) {
        return new ImportedRules(
                read.dialect(),
                read.equal(),
                read.rows().stream().map(ProofForms::form).toList(),
                read.edits().stream().map(PolicyForms::form).toList());
    }

    private static ImportedRule form(ImportedConduits.Row row) {
        var form =
                new ImportedRule(
                        row.rule().list(),
                        row.rule().rule(),
                        switch (row.rule()) {
                            case Inherited.Retired _ -> "RETIRED";
                            case Inherited.Proposed _ -> row.proposed() ? "PROPOSED" : "REFUSED";
                        },
                        row.problems().stream().map(ModelProblem::detail).toList());
        if (row.rule() instanceof Inherited.Retired retired) {
            form.because(retired.because()).retireBy(retired.by());
        }
        row.conduit().stream().findFirst().map(PolicyForms::form).ifPresent(form::setConduit);
        return form;
    }
}
