package io.holdfast.controller.holds;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.changes.ChangeView;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.policies.PolicyBook;
import io.holdfast.controller.rollouts.Rollouts;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Reason;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.HoldCases;
import io.holdfast.controller.sitelinks.HoldId;
import io.holdfast.controller.sitelinks.HoldStanding;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.sitelink.Delivery;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Answers what people did at a site in a hold. It is never taken back by itself: somebody who saw
 * it adopts it by a change, or has the site told once more what was approved.
 */
@Service
public class HoldAnswers {

    private static final int LONGEST_REASON = 1_000;

    private final Access access;
    private final AuditLog audit;
    private final HoldCases cases;
    private final Rollouts rollouts;
    private final PolicyBook policy;
    private final Changes changes;

    HoldAnswers(
            Access access,
            AuditLog audit,
            HoldCases cases,
            Rollouts rollouts,
            PolicyBook policy,
            Changes changes) {
        this.access = access;
        this.audit = audit;
        this.cases = cases;
        this.rollouts = rollouts;
        this.policy = policy;
        this.changes = changes;
    }

    /** Drafts the change by which what was closed stays closed. */
    @Transactional
    public ChangeView adopt(SiteId site, HoldId id, String title, String reason) {
        access.require(Permission.PROPOSE, "hold.adopt", object(site, id));
        var effects = unanswered(cases.get(site, id));
        var known = policy.current().model().conduits().stream().map(c -> c.id().value()).toList();
        List<PolicyEdit> edits =
                effects.stream()
                        .flatMap(e -> e.closes().stream())
                        .distinct()
                        .filter(known::contains)
                        .<PolicyEdit>map(c -> new PolicyEdit.RemoveConduit(new ConduitId(c)))
                        .toList();
        if (edits.isEmpty()) {
            throw Refused.conflict(
                    "NOTHING_TO_ADOPT",
                    "The policy has none of these conduits any more; release it to the site.");
        }
        var change = changes.draft(new Changes.Draft(title, reason, edits));
        audit.record(
                "hold.adopt",
                object(site, id),
                Map.of("change", change.id().toString(), "edits", edits.size()));
        return change;
    }

    /**
     * Gives the site once more what was approved, and says that this was seen. The site opens again
     * what was closed, in its window.
     *
     * @return the site's revision that does so
     */
    @Transactional
    public long revert(SiteId site, HoldId id, String reason) {
        access.require(Permission.ROLL_OUT, "hold.revert", object(site, id));
        var why = Reason.of("/reason", reason, LONGEST_REASON);
        rollouts.holdFor(site);
        var effects = unanswered(cases.get(site, id));
        long revision =
                rollouts.offerAgain(
                        site,
                        effects.stream()
                                .map(e ->
                                        new Delivery.TakeOver(new DeviceSlot(e.slot()), e.local()))
                                .toList());
        audit.record(
                "hold.revert",
                object(site, id),
                Map.of("reason", why, "revision", revision, "devices", effects.size()));
        return revision;
    }

    private static List<HoldStanding.Effect> unanswered(HoldStanding hold) {
        var effects = hold.effects().stream().filter(e -> e.answer().isEmpty()).toList();
        if (effects.isEmpty()) {
            throw Refused.conflict(
                    "NOTHING_TO_ANSWER", "Nothing that was done in this hold stands any more.");
        }
        return effects;
    }

    private static String object(SiteId site, HoldId id) {
        return "hold:" + site + "/" + id;
    }
}
