package io.holdfast.controller.changes;

import io.holdfast.controller.policies.ChangePreview.FindingLine;
import io.holdfast.core.change.ApprovalRule;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.rollout.PlannedWave;
import io.holdfast.sitelink.RiskClass;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One change request as pages show it.
 *
 * @param state DRAFT, VERIFIED, IN_REVIEW, APPROVED, REJECTED, WITHDRAWN or RELEASED (rulings W2)
 * @param author subject of its first author
 * @param baseRevision the revision of the policy it was last verified on
 * @param waves in which it is to go out; empty for one site first and then the rest
 * @param sites codes of the sites whose devices change
 * @param needs how many other people it takes as the rules are now; what is released went by those
 *     of its time
 * @param note why it came to this state, where that needs a sentence
 */
public record ChangeView(
        UUID id,
        long version,
        String title,
        String reason,
        String state,
        String author,
        String authorName,
        Instant createdAt,
        Instant updatedAt,
        long baseRevision,
        List<PolicyEdit> edits,
        List<PlannedWave> waves,
        List<String> sites,
        List<FindingLine> findings,
        List<VerdictLine> verdicts,
        String flowDigest,
        String configDigest,
        RiskClass risk,
        ApprovalRule needs,
        String note,
        Optional<UUID> rollout,
        Optional<Origin> origin) {

    public ChangeView {
        edits = List.copyOf(edits);
        waves = List.copyOf(waves);
        sites = List.copyOf(sites);
        findings = List.copyOf(findings);
        verdicts = List.copyOf(verdicts);
    }

    /** The name of its risk class, for those who do not know the words of the link. */
    public String riskClass() {
        return risk.name();
    }

    /**
     * The change it was made from.
     *
     * @param kind CLONE or REVERT
     */
    public record Origin(UUID change, String kind) {}

    /**
     * What one person said.
     *
     * @param decision APPROVED or REJECTED
     * @param stands false once what was approved changed
     */
    public record VerdictLine(
            String person,
            String name,
            String decision,
            Instant at,
            String comment,
            boolean stands) {}
}
