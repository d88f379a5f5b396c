package io.holdfast.controller.changes.rest;

import io.holdfast.api.model.ApprovalRoleShare;
import io.holdfast.api.model.ApprovalRules;
import io.holdfast.api.model.ApprovalRulesDraft;
import io.holdfast.controller.changes.ApprovalRules.Setting;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.scope.Role;
import io.holdfast.core.change.ApprovalRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What approvals it takes, as the interface writes it, and back. */
final class ApprovalRuleForms {

    private ApprovalRuleForms() {}

    static ApprovalRules form(Setting setting) {
        return new ApprovalRules(
                setting.version(),
                io.holdfast.controller.changes.ApprovalRules.CLASSES.stream()
                        .map(c -> form(c, setting.rule(c)))
                        .toList());
    }

    static io.holdfast.api.model.ApprovalRule form(String risk, ApprovalRule rule) {
        var form = new io.holdfast.api.model.ApprovalRule(risk, rule.people());
        rule.roles()
                .forEach(r ->
                        form.addRolesItem(
                                new ApprovalRoleShare(Role.valueOf(r.role()).text(), r.people())));
        return form;
    }

    static Map<String, ApprovalRule> rules(ApprovalRulesDraft draft) {
        var rules = new TreeMap<String, ApprovalRule>();
        for (int i = 0; i < draft.getItems().size(); i++) {
            var form = draft.getItems().get(i);
            var at = "/items/" + i;
            var risk = risk(form.getRiskClass(), at);
            if (rules.containsKey(risk)) {
                throw Refused.invalid(
                        at + "/riskClass", "CLASS_TWICE", "A risk class has one rule.");
            }
            var roles = new ArrayList<ApprovalRule.OfRole>();
            var shares = Objects.requireNonNullElse(form.getRoles(), List.<ApprovalRoleShare>of());
            for (int r = 0; r < shares.size(); r++) {
                var share = shares.get(r);
                roles.add(
                        new ApprovalRule.OfRole(
                                role(share.getRole(), at + "/roles/" + r + "/role"),
                                share.getPeople()));
            }
            try {
                rules.put(risk, new ApprovalRule(form.getPeople(), roles));
            } catch (IllegalArgumentException e) {
                throw Refused.invalid(
                        at + "/roles", "APPROVAL_RULE_IMPOSSIBLE", String.valueOf(e.getMessage()));
            }
        }
        return rules;
    }

    private static String risk(String text, String at) {
        return io.holdfast.controller.changes.ApprovalRules.CLASSES.stream()
                .filter(c -> c.equals(text))
                .findFirst()
                .orElseThrow(() ->
                        Refused.invalid(
                                at + "/riskClass",
                                "RISK_CLASS_UNKNOWN",
                                "A rule is for R1, R2 or R3."));
    }

    private static String role(String text, String pointer) {
        try {
            return Role.of(text).name();
        } catch (IllegalArgumentException e) {
            throw Refused.invalid(pointer, "ROLE_UNKNOWN", String.valueOf(e.getMessage()));
        }
    }
}
