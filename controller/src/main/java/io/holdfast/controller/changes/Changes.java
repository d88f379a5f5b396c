package io.holdfast.controller.changes;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.changes.store.ApprovalRuleStore;
import io.holdfast.controller.changes.store.ChangeStore;
import io.holdfast.controller.changes.store.StoredChange;
import io.holdfast.controller.database.Ids;
import io.holdfast.controller.policies.ChangePreview;
import io.holdfast.controller.policies.PlannedChange;
import io.holdfast.controller.policies.PolicyBook;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.change.ChangeId;
import io.holdfast.core.change.ChangeRequest;
import io.holdfast.core.change.ChangeSteps;
import io.holdfast.core.change.Person;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.change.Proposal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Change requests. What may be done to one is decided by {@link ChangeSteps}; this class asks for
 * the right, works the change out, and writes what came of it with its audit entry.
 */
@Service
public class Changes {

    private final Access access;
    private final Docket docket;
    private final ChangeStore store;
    private final PolicyBook policy;
    private final Workbench workbench;
    private final Releases releases;
    private final ApprovalRuleStore rules;
    private final TransactionTemplate transaction;

    Changes(
            Access access,
            Docket docket,
            ChangeStore store,
            PolicyBook policy,
            Workbench workbench,
            Releases releases,
            ApprovalRuleStore rules,
            PlatformTransactionManager transactions) {
        this.access = access;
        this.docket = docket;
        this.store = store;
        this.policy = policy;
        this.workbench = workbench;
        this.releases = releases;
        this.rules = rules;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What an author writes.
     *
     * @param edits empty to bring what is in force to sites that do not have it
     */
    public record Draft(String title, String reason, List<PolicyEdit> edits) {
        public Draft {
            edits = List.copyOf(edits);
        }
    }

    /** Change requests, newest first. */
    @Transactional(readOnly = true)
    public List<ChangeView> list(int limit, Optional<UUID> before, List<String> states) {
        access.requireRead();
        return store.newest(limit, before, states).stream().map(docket::view).toList();
    }

    @Transactional(readOnly = true)
    public ChangeView get(UUID id) {
        access.requireRead();
        return docket.view(docket.existing(id));
    }

    /** What the change does, as it was last worked out. */
    @Transactional(readOnly = true)
    public ChangePreview diff(UUID id) {
        access.requireRead();
        return workbench.preview(docket.existing(id));
    }

    /**
     * What edits would do, proved and compared; nothing is stored, and no connection is kept while
     * it is worked out.
     *
     * @param working hears how many sites were looked at
     * @throws Refused if the result may not even be modelled
     */
    public ChangePreview whatIf(List<PolicyEdit> edits, IntConsumer working) {
        access.require(Permission.PROPOSE, "change.try", "change:new");
        return workbench.trial(policy.read(), edits, working).preview();
    }

    /** Drafts a change, compiles it and proves it. Refused if it may not even be modelled. */
    @Transactional
    public ChangeView draft(Draft draft) {
        access.require(Permission.PROPOSE, "change.draft", "change:new");
        checkWords(draft);
        var now = docket.now();
        var id = Ids.next(now);
        var base = policy.current();
        var planned = workbench.plan(base, draft.edits(), List.of());
        var evidence = Workbench.evidence(base, planned.change(), now);
        var proposal =
                new Proposal(
                        new ChangeId(id.toString()),
                        draft.title(),
                        draft.reason(),
                        List.of(Workbench.me()),
                        now,
                        base.revision(),
                        draft.edits(),
                        List.of());
        var request =
                Docket.moved(ChangeSteps.verify(new ChangeRequest.Draft(proposal, ""), evidence));
        var drafted =
                new StoredChange(
                        id,
                        0,
                        request,
                        Acting.caller().name(),
                        "",
                        "",
                        "",
                        "",
                        planned.change().risk(),
                        Optional.empty(),
                        now,
                        now);
        var saved = store.add(workbench.fill(drafted, planned), now);
        docket.record(
                "change.draft",
                saved,
                Map.of("title", draft.title(), "edits", draft.edits().size()));
        return docket.view(saved);
    }

    /** Writes other edits; what was approved before is void. */
    @Transactional
    public ChangeView edit(UUID id, long version, Draft draft) {
        access.require(Permission.PROPOSE, "change.edit", "change:" + id);
        checkWords(draft);
        var stored = docket.locked(id, version);
        var base = policy.current();
        var drafted =
                Docket.moved(
                        ChangeSteps.edit(
                                stored.request(),
                                Workbench.me(),
                                draft.title(),
                                draft.reason(),
                                base.revision(),
                                draft.edits()));
        var saved = docket.drafted(stored, drafted, base);
        docket.record(
                "change.edit",
                saved,
                Map.of("title", draft.title(), "edits", draft.edits().size()));
        return docket.view(saved);
    }

    /**
     * Asks for approval. If the difference moved with its base, the author reads it again first.
     */
    public ChangeView submit(UUID id, long version) {
        return freshened(
                id, version, "change.submit", Permission.PROPOSE, (s, _) -> submitFresh(s));
    }

    private ChangeView submitFresh(StoredChange stored) {
        var request =
                Docket.moved(
                        ChangeSteps.submit(
                                stored.request(), policy.current().revision(), docket.now()));
        var saved = store.save(stored.with(request), docket.now());
        docket.record("change.submit", saved, Map.of("flowDiff", saved.flowDigest()));
        docket.waits(saved);
        return docket.view(saved);
    }

    /**
     * Says yes to another person's change. With as many others as its risk class takes it is
     * released and its rollout begins.
     */
    public ChangeView approve(UUID id, long version, String comment) {
        return freshened(
                id,
                version,
                "change.approve",
                Permission.APPROVE,
                (stored, planned) -> approveFresh(stored, planned, comment));
    }

    private ChangeView approveFresh(StoredChange stored, PlannedChange planned, String comment) {
        var me = Workbench.me();
        var rule = rules.rule(stored.risk().name());
        var approved =
                Docket.moved(
                        ChangeSteps.approve(
                                stored.request(),
                                me,
                                Workbench.roles(),
                                stored.flowDigest(),
                                stored.configDigest(),
                                comment,
                                rule,
                                docket.now()));
        if (!hasApproved(stored.request(), me)) {
            store.addVerdict(
                    stored,
                    me.id(),
                    Acting.caller().name(),
                    Workbench.roles(),
                    "APPROVED",
                    comment,
                    docket.now());
        }
        var saved = store.save(stored.with(approved), docket.now());
        docket.record(
                "change.approve",
                saved,
                Map.of("flowDiff", saved.flowDigest(), "configDiff", saved.configDigest()));
        if (!(approved instanceof ChangeRequest.Approved)) {
            return docket.view(saved);
        }
        return docket.view(releases.release(saved, planned, rule, docket.now()));
    }

    private static boolean hasApproved(ChangeRequest request, Person person) {
        return request instanceof ChangeRequest.InReview review
                && review.approvals().stream().anyMatch(a -> a.by().equals(person));
    }

    /** Says no to another person's change, with a reason. */
    @Transactional
    public ChangeView reject(UUID id, long version, String reason) {
        access.require(Permission.APPROVE, "change.reject", "change:" + id);
        var stored = docket.locked(id, version);
        var me = Workbench.me();
        if (stored.request().proposal().authors().contains(me)) {
            throw new Refused(
                    Refused.Kind.FORBIDDEN,
                    "AUTHOR_CANNOT_APPROVE",
                    "Nobody judges the own change; you may withdraw it.");
        }
        var request = Docket.moved(ChangeSteps.reject(stored.request(), me, reason, docket.now()));
        store.addVerdict(
                stored,
                me.id(),
                Acting.caller().name(),
                Workbench.roles(),
                "REJECTED",
                reason,
                docket.now());
        var saved = store.save(stored.with(request), docket.now());
        docket.record("change.reject", saved, Map.of("reason", reason));
        return docket.view(saved);
    }

    /** Takes the own change back before it is released. */
    @Transactional
    public ChangeView withdraw(UUID id, long version, String reason) {
        access.require(Permission.PROPOSE, "change.withdraw", "change:" + id);
        var stored = docket.locked(id, version);
        var request =
                Docket.moved(
                        ChangeSteps.withdraw(
                                stored.request(), Workbench.me(), reason, docket.now()));
        var saved = store.save(stored.with(request), docket.now());
        docket.record("change.withdraw", saved, Map.of("reason", reason));
        return docket.view(saved);
    }

    private interface Step {
        ChangeView on(StoredChange stored, PlannedChange planned);
    }

    /** What came of a look at a change: it went on, or it has to be read again. */
    private sealed interface Look {
        record WentOn(ChangeView view) implements Look {}

        record MustBeReadAgain() implements Look {}
    }

    /**
     * Does a step on what people read. If what they would read now is something else, that is
     * stored, the approvals are void, and the step is refused.
     */
    private ChangeView freshened(
            UUID id, long version, String action, Permission permission, Step step) {
        var look =
                transaction.execute(_ -> {
                    access.require(permission, action, "change:" + id);
                    if (permission == Permission.APPROVE) {
                        access.shownLately(action, "change:" + id);
                    }
                    policy.hold();
                    return look(docket.locked(id, version), step);
                });
        return switch (Objects.requireNonNull(look)) {
            case Look.WentOn(var view) -> view;
            case Look.MustBeReadAgain() ->
                    throw Refused.conflict(
                            "CHANGE_BASE_MOVED",
                            "What is in force has moved, and the change would now do something"
                                    + " else; read its difference again.");
        };
    }

    private Look look(StoredChange stored, Step step) {
        var base = policy.current();
        var proposal = stored.request().proposal();
        var planned = workbench.plan(base, proposal.edits(), proposal.waves());
        if (stored.request().closed()) {
            return new Look.WentOn(step.on(stored, planned.change()));
        }
        var fresh = Workbench.evidence(base, planned.change(), docket.now());
        boolean same =
                fresh.flowDigest().equals(stored.flowDigest())
                        && fresh.configDigest().equals(stored.configDigest());
        var rebased = stored.with(Docket.moved(ChangeSteps.rebase(stored.request(), fresh)));
        var filled = workbench.fill(rebased, planned);
        if (same && !isBlockedNow(stored.request(), rebased.request())) {
            return new Look.WentOn(step.on(filled, planned.change()));
        }
        store.voidApprovals(stored.id());
        var saved = store.save(filled, docket.now());
        docket.record("change.rebase", saved, Map.of("base", base.revision()));
        if (saved.request() instanceof ChangeRequest.InReview) {
            docket.waits(saved);
        }
        return new Look.MustBeReadAgain();
    }

    /** It would do the same, and must not any more: people are shown why. */
    private static boolean isBlockedNow(ChangeRequest before, ChangeRequest now) {
        return now instanceof ChangeRequest.Draft && !(before instanceof ChangeRequest.Draft);
    }

    private static void checkWords(Draft draft) {
        if (draft.title().isBlank()
                || draft.title().length() > 200
                || draft.title().chars().anyMatch(Character::isISOControl)) {
            throw Refused.invalid(
                    "/title", "TITLE_MISSING", "A change has a title of 1 to 200 characters.");
        }
        if (draft.reason().isBlank() || draft.reason().length() > 4000) {
            throw Refused.invalid(
                    "/reason", "REASON_MISSING", "A change has a reason of 1 to 4000 characters.");
        }
    }
}
