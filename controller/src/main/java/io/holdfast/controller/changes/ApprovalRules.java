package io.holdfast.controller.changes;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.changes.store.ApprovalRuleStore;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.change.ApprovalRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How many other people, of which roles, it takes to approve a change of each risk class. It is
 * never fewer than one. A change in review goes by the rule that holds when it is approved.
 */
@Service
public class ApprovalRules {

    /** The classes a change comes in; what changes no device goes by the first. */
    public static final List<String> CLASSES = List.of("R1", "R2", "R3");

    private final Access access;
    private final AuditLog audit;
    private final ApprovalRuleStore store;

    ApprovalRules(Access access, AuditLog audit, ApprovalRuleStore store) {
        this.access = access;
        this.audit = audit;
        this.store = store;
    }

    /** The rule of each class. */
    public record Setting(long version, Map<String, ApprovalRule> rules) {
        public Setting {
            rules = Map.copyOf(rules);
        }

        /** The rule of one class. */
        public ApprovalRule rule(String risk) {
            return rules.getOrDefault(risk, ApprovalRule.ONE);
        }
    }

    @Transactional(readOnly = true)
    public Setting read() {
        access.requireRead();
        return setting();
    }

    private Setting setting() {
        var rules = new TreeMap<String, ApprovalRule>();
        CLASSES.forEach(c -> rules.put(c, store.rule(c)));
        return new Setting(store.version(), rules);
    }

    /**
     * Sets them; who is not named goes back to one other person. Loosening is an entry of its own.
     */
    @Transactional
    public Setting set(long version, Map<String, ApprovalRule> rules) {
        access.require(Permission.ADMINISTER, "approval-rules.set", "approval-rules");
        access.shownLately("approval-rules.set", "approval-rules");
        var before = setting();
        var after = new TreeMap<String, ApprovalRule>();
        CLASSES.forEach(c -> after.put(c, rules.getOrDefault(c, ApprovalRule.ONE)));
        if (before.version() != version || !store.set(version, after)) {
            throw new Refused(
                    Refused.Kind.STALE,
                    "VERSION_CHANGED",
                    "The rules have changed since you read them; their version is "
                            + before.version()
                            + ".");
        }
        boolean looser =
                CLASSES.stream()
                        .anyMatch(c ->
                                after.getOrDefault(c, ApprovalRule.ONE).looserThan(before.rule(c)));
        audit.record(
                looser ? "approval-rules.loosen" : "approval-rules.set",
                "approval-rules",
                Map.of("before", text(before.rules()), "after", text(after)));
        return setting();
    }

    private static String text(Map<String, ApprovalRule> rules) {
        return CLASSES.stream()
                .map(c -> c + " " + text(rules.getOrDefault(c, ApprovalRule.ONE)))
                .collect(Collectors.joining("; "));
    }

    private static String text(ApprovalRule rule) {
        return rule.people()
                + rule.roles().stream()
                        .map(r -> ", " + r.people() + " " + r.role())
                        .collect(Collectors.joining());
    }
}
