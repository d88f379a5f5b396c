package io.holdfast.controller.changes;

import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.MerkleTree;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.changes.store.ChangeStore;
import io.holdfast.controller.changes.store.StoredChange;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.policies.PlannedChange;
import io.holdfast.controller.policies.PolicyBook;
import io.holdfast.controller.rollouts.Rollouts;
import io.holdfast.controller.rollouts.SiteBundle;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.core.change.ApprovalGiven;
import io.holdfast.core.change.ApprovalRule;
import io.holdfast.core.change.ChangeRequest;
import io.holdfast.core.change.ChangeSteps;
import io.holdfast.sitelink.Approval;
import io.holdfast.sitelink.Release;
import io.holdfast.sitelink.RiskClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Puts an approved change into force: contents, one signature over their Merkle root, the policy's
 * next revision, the rollout. All in the transaction that approved it.
 */
@Component
class Releases {

    private final AuditLog audit;
    private final ChangeStore store;
    private final PolicyBook policy;
    private final Rollouts rollouts;
    private final Sites sites;
    private final SiteLinks links;

    Releases(
            AuditLog audit,
            ChangeStore store,
            PolicyBook policy,
            Rollouts rollouts,
            Sites sites,
            SiteLinks links) {
        this.audit = audit;
        this.store = store;
        this.policy = policy;
        this.rollouts = rollouts;
        this.sites = sites;
        this.links = links;
    }

    StoredChange release(
            StoredChange approved, PlannedChange planned, ApprovalRule rule, Instant now) {
        long before = policy.current().revision();
        long revision = policy.release(planned.model(), planned.plans(), approved.id());
        var released =
                released(
                        ChangeSteps.release(
                                approved.request(), Workbench.me(), rule, before, revision, now));
        var next = approved.with(released);
        if (!planned.sites().isEmpty()) {
            var tree = tree(planned);
            var signed =
                    links.signRelease(
                            new Release(
                                    1,
                                    Acting.organization().toString(),
                                    approved.id().toString(),
                                    tree.root().hex(),
                                    planned.sites().size(),
                                    RiskClass.R1,
                                    released.approvals().stream().map(Releases::carried).toList(),
                                    now));
            next =
                    next.carriedBy(
                            rollouts.start(
                                    approved.id(),
                                    released.proposal().title(),
                                    revision,
                                    signed,
                                    bundles(planned, tree),
                                    released.proposal().waves(),
                                    sites.tags()));
        }
        var saved = store.save(next, now);
        audit.record(
                "change.release",
                "change:" + saved.id(),
                Map.of("revision", revision, "sites", planned.sites().size()));
        return saved;
    }

    private static ChangeRequest.Released released(ChangeSteps.Attempt attempt) {
        return switch (attempt) {
            case ChangeSteps.Attempt.Moved(ChangeRequest.Released released) -> released;
            case ChangeSteps.Attempt.Moved(var other) ->
                    throw new IllegalStateException("released, it became " + other.getClass());
            case ChangeSteps.Attempt.Refused(var code, var reason) ->
                    throw Refused.conflict(code, reason);
        };
    }

    private static Approval carried(ApprovalGiven approval) {
        return new Approval(
                ChangeStore.subject(approval.by().id()),
                approval.at(),
                approval.flowDigest(),
                approval.configDigest());
    }

    private static MerkleTree tree(PlannedChange planned) {
        return MerkleTree.ofLeaves(
                planned.sites().stream().map(s -> new Digest(s.contentDigest()).bytes()).toList());
    }

    private static List<SiteBundle> bundles(PlannedChange planned, MerkleTree tree) {
        var bundles = new ArrayList<SiteBundle>();
        for (int i = 0; i < planned.sites().size(); i++) {
            var site = planned.sites().get(i);
            bundles.add(
                    new SiteBundle(
                            site.site(),
                            i,
                            tree.inclusionProof(i).stream().map(Digest::hex).toList(),
                            site.content(),
                            site.contentDigest(),
                            site.changed()));
        }
        return bundles;
    }
}
