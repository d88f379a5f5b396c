package io.holdfast.controller.changes.store;

import io.holdfast.core.change.ChangeRequest;
import io.holdfast.core.rollout.PlannedWave;
import io.holdfast.sitelink.RiskClass;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A change request as it is on disk.
 *
 * @param basis digest of everything the preview was worked out from
 * @param preview JSON of the preview shown to people
 * @param risk how dangerous it is; what changes no device counts as R1
 */
public record StoredChange(
        UUID id,
        long version,
        ChangeRequest request,
        String authorName,
        String basis,
        String preview,
        String flowDigest,
        String configDigest,
        RiskClass risk,
        Optional<UUID> rollout,
        Instant createdAt,
        Instant updatedAt) {

    /** The document of a change: one record around its state. */
    public record Document(ChangeRequest request) {}

    /** Planned waves as they are digested. */
    public record Waves(List<PlannedWave> waves) {}

    /** The same change in another state. */
    public StoredChange with(ChangeRequest next) {
        return new StoredChange(
                id,
                version,
                next,
                authorName,
                basis,
                preview,
                flowDigest,
                configDigest,
                risk,
                rollout,
                createdAt,
                updatedAt);
    }

    /** The same change with what was worked out. */
    public StoredChange with(
            String newBasis,
            String newPreview,
            String newFlowDigest,
            String newConfigDigest,
            RiskClass newRisk) {
        return new StoredChange(
                id,
                version,
                request,
                authorName,
                newBasis,
                newPreview,
                newFlowDigest,
                newConfigDigest,
                newRisk,
                rollout,
                createdAt,
                updatedAt);
    }

    /** The same change with the rollout that carries it. */
    public StoredChange carriedBy(UUID newRollout) {
        return new StoredChange(
                id,
                version,
                request,
                authorName,
                basis,
                preview,
                flowDigest,
                configDigest,
                risk,
                Optional.of(newRollout),
                createdAt,
                updatedAt);
    }

    /** The state's name (rulings W2); what is verified and does not hold is a draft for people. */
    public static String state(ChangeRequest request) {
        return switch (request) {
            case ChangeRequest.Draft _ -> "DRAFT";
            case ChangeRequest.Verified v -> v.evidence().holds() ? "VERIFIED" : "DRAFT";
            case ChangeRequest.InReview _ -> "IN_REVIEW";
            case ChangeRequest.Approved _ -> "APPROVED";
            case ChangeRequest.Rejected _ -> "REJECTED";
            case ChangeRequest.Withdrawn _ -> "WITHDRAWN";
            case ChangeRequest.Released _ -> "RELEASED";
        };
    }
}
