package io.holdfast.sitelink;

import java.time.Instant;
import java.util.List;

/**
 * The signed statement that a change's contents were approved: one signature over the Merkle root
 * (RFC 9162) of the content digests of all its sites (rulings D1).
 *
 * @param merkleRoot hex SHA-256 over the leaves, each leaf the 32 bytes of one content digest
 */
public record Release(
        int schema,
        String organization,
        String change,
        String merkleRoot,
        int sites,
        RiskClass declaredRisk,
        List<Approval> approvals,
        Instant releasedAt) {

    /** DSSE payload type. */
    public static final String TYPE = "application/vnd.holdfast.release+json;v=1";

    public Release {
        approvals = List.copyOf(approvals);
    }
}
