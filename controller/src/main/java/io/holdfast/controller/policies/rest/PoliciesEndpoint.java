package io.holdfast.controller.policies.rest;

import io.holdfast.api.PoliciesApi;
import io.holdfast.api.model.ConduitList;
import io.holdfast.api.model.PolicyRevision;
import io.holdfast.api.model.SiteZoneList;
import io.holdfast.api.model.ZoneList;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.web.PathIds;
import io.holdfast.controller.web.PolicyForms;
import java.time.ZoneOffset;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The policy in force over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class PoliciesEndpoint implements PoliciesApi {

    private final Policies policies;

    PoliciesEndpoint(Policies policies) {
        this.policies = policies;
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
