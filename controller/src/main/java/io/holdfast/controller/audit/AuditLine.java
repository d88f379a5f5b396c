package io.holdfast.controller.audit;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * One entry of the audit log as lists show it.
 *
 * @param outcome ALLOWED or REFUSED
 * @param detail JSON object without secrets
 * @param digest SHA-256 of the canonical bytes, hex
 * @param leaf number in the organisation's Merkle log; empty while not yet sequenced
 */
public record AuditLine(
        UUID id,
        Instant at,
        String actorKind,
        String actor,
        String action,
        String objectType,
        String objectId,
        String outcome,
        String code,
        String reason,
        String door,
        String detail,
        String digest,
        OptionalLong leaf) {}
