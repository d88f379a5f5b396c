package io.holdfast.controller.audit;

import java.time.Instant;

/**
 * How far the one Merkle log over all organisations is.
 *
 * @param size number of leaves; the next entry gets this number
 * @param root of the tree over them (RFC 9162), hex
 * @param sequencedAt when the newest leaf got its number, EPOCH if there is none
 * @param pending entries of the acting organisation that are stored and have no number yet
 */
public record AuditLogHead(long size, String root, Instant sequencedAt, long pending) {}
