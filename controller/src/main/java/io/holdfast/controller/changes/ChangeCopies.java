package io.holdfast.controller.changes;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.changes.store.ReviewStore;
import io.holdfast.controller.policies.PolicyBook;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.controller.rollouts.Rollouts;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.change.ChangeRequest;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.change.Reversal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** New changes from old ones: the same once more, or what takes a released one back. */
@Service
public class ChangeCopies {

    private final Access access;
    private final AuditLog audit;
    private final Docket docket;
    private final Changes changes;
    private final RolloutPlans plans;
    private final PolicyBook policy;
    private final Rollouts rollouts;
    private final ReviewStore store;

    ChangeCopies(
            Access access,
            AuditLog audit,
            Docket docket,
            Changes changes,
            RolloutPlans plans,
            PolicyBook policy,
            Rollouts rollouts,
            ReviewStore store) {
        this.access = access;
        this.audit = audit;
        this.docket = docket;
        this.changes = changes;
        this.plans = plans;
        this.policy = policy;
        this.rollouts = rollouts;
        this.store = store;
    }

    /** Drafts the same edits, in the same waves, on what is in force now. */
    @Transactional
    public ChangeView copy(UUID id, String title, String reason) {
        access.require(Permission.PROPOSE, "change.clone", "change:" + id);
        var proposal = docket.existing(id).request().proposal();
        var drafted = changes.draft(new Changes.Draft(title, reason, proposal.edits()));
        var copy =
                proposal.waves().isEmpty()
                        ? drafted
                        : plans.plan(drafted.id(), drafted.version(), proposal.waves());
        return from(id, copy, "change.clone", "CLONE");
    }

    /**
     * Drafts the change that takes a released one back. Refused with the reason where only a person
     * can say what is to become of it.
     */
    @Transactional
    public ChangeView revert(UUID id, String title, String reason) {
        access.require(Permission.PROPOSE, "change.revert", "change:" + id);
        var edits = back(id);
        return from(
                id,
                changes.draft(new Changes.Draft(title, reason, edits)),
                "change.revert",
                "REVERT");
    }

    private List<PolicyEdit> back(UUID id) {
        var stored = docket.existing(id);
        if (!(stored.request() instanceof ChangeRequest.Released released)) {
            throw Refused.conflict(
                    "NOT_RELEASED", "Only a change that was released can be taken back.");
        }
        if (stored.rollout().map(r -> rollouts.get(r).state()).stream()
                .anyMatch("ROLLED_BACK"::equals)) {
            throw Refused.conflict(
                    "ALREADY_TAKEN_BACK", "Its rollout was taken back, and the policy with it.");
        }
        var before = policy.revision(released.revision() - 1);
        var after = policy.revision(released.revision());
        if (before.isEmpty() || after.isEmpty()) {
            throw Refused.conflict(
                    "REVISION_GONE",
                    "The policy as it was before this change is not kept any more.");
        }
        return switch (Reversal.of(
                state(before.get()), state(after.get()), state(policy.current()))) {
            case Reversal.Outcome.Back(var edits) -> edits;
            case Reversal.Outcome.Cannot(var code, var why) -> throw Refused.conflict(code, why);
        };
    }

    private static Reversal.State state(PolicyInForce policy) {
        return new Reversal.State(policy.model(), policy.plans());
    }

    private ChangeView from(UUID origin, ChangeView made, String action, String kind) {
        store.origin(made.id(), origin, kind);
        audit.record(action, "change:" + origin, Map.of("made", made.id().toString()));
        return changes.get(made.id());
    }
}
