package io.holdfast.sitelink;

import java.time.Instant;

/**
 * One person's yes, bound to what was shown (rulings D2). Carried and shown at the site; not yet
 * authority (rulings D6).
 */
public record Approval(
        String approver, Instant at, String flowDiffDigest, String configDiffDigest) {}
