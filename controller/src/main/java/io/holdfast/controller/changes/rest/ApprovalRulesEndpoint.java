package io.holdfast.controller.changes.rest;

import io.holdfast.api.ApprovalsApi;
import io.holdfast.api.model.ApprovalRules;
import io.holdfast.api.model.ApprovalRulesDraft;
import io.holdfast.controller.changes.ApprovalRules.Setting;
import io.holdfast.controller.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What approvals it takes, over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class ApprovalRulesEndpoint implements ApprovalsApi {

    private final io.holdfast.controller.changes.ApprovalRules rules;

    ApprovalRulesEndpoint(io.holdfast.controller.changes.ApprovalRules rules) {
        this.rules = rules;
    }

    @Override
    public ResponseEntity<ApprovalRules> readApprovalRules() {
        return answer(rules.read());
    }

    @Override
    public ResponseEntity<ApprovalRules> setApprovalRules(
            ApprovalRulesDraft draft, @Nullable String ifMatch) {
        return answer(rules.set(Versions.expected(ifMatch), ApprovalRuleForms.rules(draft)));
    }

    private static ResponseEntity<ApprovalRules> answer(Setting setting) {
        return ResponseEntity.ok()
                .eTag(Versions.tag(setting.version()))
                .body(ApprovalRuleForms.form(setting));
    }
}
