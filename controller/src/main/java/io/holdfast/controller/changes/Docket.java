package io.holdfast.controller.changes;

import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.changes.store.ApprovalRuleStore;
import io.holdfast.controller.changes.store.ChangeStore;
import io.holdfast.controller.changes.store.ReviewStore;
import io.holdfast.controller.changes.store.StoredChange;
import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.Notices;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.change.ChangeRequest;
import io.holdfast.core.change.ChangeSteps;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Change requests by their id, as a use case takes one in hand and puts it back. */
@Component
class Docket {

    private final ChangeStore store;
    private final Workbench workbench;
    private final ApprovalRuleStore rules;
    private final ReviewStore reviews;
    private final AuditLog audit;
    private final Notices notices;
    private final InstantSource clock;

    Docket(
            ChangeStore store,
            Workbench workbench,
            ApprovalRuleStore rules,
            ReviewStore reviews,
            AuditLog audit,
            Notices notices,
            InstantSource clock) {
        this.notices = notices;
        this.rules = rules;
        this.reviews = reviews;
        this.store = store;
        this.workbench = workbench;
        this.audit = audit;
        this.clock = clock;
    }

    StoredChange existing(UUID id) {
        return store.find(id).orElseThrow(() -> Refused.notFound("change request", id.toString()));
    }

    /** The change in the version that was read, kept from everybody else. */
    StoredChange locked(UUID id, long version) {
        var stored =
                store.lock(id).orElseThrow(() -> Refused.notFound("change request", id.toString()));
        if (stored.version() != version) {
            throw new Refused(
                    Refused.Kind.STALE,
                    "VERSION_CHANGED",
                    "The change has moved since you read it; its version is "
                            + stored.version()
                            + ".");
        }
        return stored;
    }

    ChangeView view(StoredChange stored) {
        return workbench.view(
                stored,
                store.verdicts(stored.id()),
                rules.rule(stored.risk().name()),
                reviews.origin(stored.id()).map(o -> new ChangeView.Origin(o.change(), o.kind())));
    }

    /** Works a change that was written on out anew; what was approved of it is void. */
    StoredChange drafted(StoredChange stored, ChangeRequest drafted, PolicyInForce base) {
        var proposal = drafted.proposal();
        var planned = workbench.plan(base, proposal.edits(), proposal.waves());
        var evidence = Workbench.evidence(base, planned.change(), now());
        var request = moved(ChangeSteps.verify(drafted, evidence));
        store.voidApprovals(stored.id());
        return store.save(workbench.fill(stored.with(request), planned), now());
    }

    /** Tells that a change waits for other people. */
    void waits(StoredChange change) {
        notices.tell(
                NoticeKind.APPROVAL_WAITING,
                "change:" + change.id(),
                change.request().proposal().title(),
                change.id() + " " + change.version(),
                Map.of(
                        "change",
                        change.id().toString(),
                        "riskClass",
                        change.risk().name(),
                        "author",
                        change.authorName()));
    }

    void record(String action, StoredChange change, Map<String, ?> detail) {
        audit.record(action, "change:" + change.id(), detail);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static ChangeRequest moved(ChangeSteps.Attempt attempt) {
        return switch (attempt) {
            case ChangeSteps.Attempt.Moved(var to) -> to;
            case ChangeSteps.Attempt.Refused no ->
                    throw new Refused(kind(no.code()), no.code(), no.reason());
        };
    }

    private static Refused.Kind kind(String code) {
        return switch (code) {
            case "AUTHOR_CANNOT_APPROVE", "NOT_THE_AUTHOR" -> Refused.Kind.FORBIDDEN;
            case "REASON_MISSING" -> Refused.Kind.INVALID;
            default -> Refused.Kind.CONFLICT;
        };
    }
}
