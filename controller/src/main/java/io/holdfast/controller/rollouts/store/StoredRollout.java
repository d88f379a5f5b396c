package io.holdfast.controller.rollouts.store;

import io.holdfast.core.rollout.Rollout;
import io.holdfast.sitelink.Envelope;
import java.time.Instant;
import java.util.UUID;

/**
 * A rollout as it is on disk.
 *
 * @param policyRevision the policy revision its change made
 */
public record StoredRollout(
        UUID id,
        UUID change,
        String title,
        long policyRevision,
        Envelope release,
        Rollout rollout,
        Instant createdAt,
        Instant updatedAt,
        long version) {}
