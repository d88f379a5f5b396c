package io.holdfast.controller.policies.rest;

import io.holdfast.api.PoliciesApi;
import io.holdfast.api.model.ConduitList;
import io.holdfast.api.model.EditList;
import io.holdfast.api.model.FindingList;
import io.holdfast.api.model.GuardrailList;
import io.holdfast.api.model.ImportedRules;
import io.holdfast.api.model.PackList;
import io.holdfast.api.model.PlanInForce;
import io.holdfast.api.model.PolicyRevision;
import io.holdfast.api.model.RunningText;
import io.holdfast.api.model.SiteCertificate;
import io.holdfast.api.model.SiteZoneList;
import io.holdfast.api.model.ZoneList;
import io.holdfast.controller.policies.Certificates;
import io.holdfast.controller.policies.Findings;
import io.holdfast.controller.policies.Imports;
import io.holdfast.controller.policies.Packs;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.web.GuardrailForms;
import io.holdfast.controller.web.PathIds;
import io.holdfast.controller.web.PolicyForms;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The policy in force over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class PoliciesEndpoint implements PoliciesApi {

    private final Policies policies;
    private final Packs packs;
    private final Findings findings;
    private final Certificates certificates;
    private final Imports imports;

    PoliciesEndpoint(
            Policies policies,
            Packs packs,
            Findings findings,
            Certificates certificates,
            Imports imports) {
        this.policies = policies;
        this.packs = packs;
        this.findings = findings;
        this.certificates = certificates;
        this.imports = imports;
    }

    @Override
    public ResponseEntity<PlanInForce> readSitePlan(String site) {
        var policy = policies.inForce();
        return ResponseEntity.ok(ProofForms.form(policy, policies.planOf(PathIds.site(site))));
    }

    @Override
    public ResponseEntity<GuardrailList> listGuardrails() {
        var policy = policies.inForce();
        return ResponseEntity.ok(
                new GuardrailList(
                        policy.revision(),
                        policy.model().guardrails().stream().map(GuardrailForms::form).toList(),
                        policy.model().acceptances().stream().map(GuardrailForms::form).toList()));
    }

    @Override
    public ResponseEntity<PackList> listPacks() {
        return ResponseEntity.ok(new PackList(packs.all().stream().map(ProofForms::form).toList()));
    }

    @Override
    public ResponseEntity<EditList> readPackEdits(
            String site, String pack, @Nullable List<String> value) {
        var values = ProofForms.values(Objects.requireNonNullElse(value, List.of()));
        return ResponseEntity.ok(
                new EditList(
                        policies.inForce().revision(),
                        packs.edits(PathIds.site(site), pack, values, List.of()).stream()
                                .map(PolicyForms::form)
                                .toList()));
    }

    @Override
    public ResponseEntity<FindingList> listFindings() {
        return ResponseEntity.ok(
                new FindingList(
                        policies.inForce().revision(),
                        findings.all().stream().map(ProofForms::form).toList()));
    }

    @Override
    public ResponseEntity<SiteCertificate> readCertificate(String site) {
        return ResponseEntity.ok(ProofForms.form(certificates.of(PathIds.site(site))));
    }

    @Override
    public ResponseEntity<ImportedRules> readRunningText(String site, RunningText form) {
        return ResponseEntity.ok(
                ProofForms.form(
                        imports.read(
                                new Imports.Found(
                                        PathIds.site(site),
                                        form.getText(),
                                        form.getOwnerRole(),
                                        form.getRetireBy(),
                                        PolicyForms.edits(form.getEdits())))));
    }

    @Override
    public ResponseEntity<ZoneList> listZones() {
        var policy = policies.inForce();
        return ResponseEntity.ok(
                new ZoneList(
                        policy.revision(),
                        policy.model().zones().stream().map(PolicyForms::form).toList()));
    }

    @Override
    public ResponseEntity<ConduitList> listConduits() {
        var policy = policies.inForce();
        return ResponseEntity.ok(
                new ConduitList(
                        policy.revision(),
                        policy.model().conduits().stream().map(PolicyForms::form).toList()));
    }

    @Override
    public ResponseEntity<ConduitList> listBlueprintConduits() {
        return ResponseEntity.ok(
                new ConduitList(
                        policies.inForce().revision(),
                        policies.blueprintConduits().stream().map(PolicyForms::form).toList()));
    }

    @Override
    public ResponseEntity<SiteZoneList> listSiteZones(String site) {
        return ResponseEntity.ok(
                new SiteZoneList(
                        policies.inForce().revision(),
                        policies.zonesOf(PathIds.site(site)).stream()
                                .map(PolicyForms::form)
                                .toList()));
    }

    @Override
    public ResponseEntity<PolicyRevision> readPolicy() {
        var policy = policies.inForce();
        var form =
                new PolicyRevision(
                        policy.revision(),
                        policy.digest(),
                        policy.createdAt().atOffset(ZoneOffset.UTC),
                        policy.model().zones().size(),
                        policy.model().conduits().size(),
                        policy.plans().size());
        policy.change().ifPresent(c -> form.setChangeId(c.toString()));
        return ResponseEntity.ok(form);
    }
}
