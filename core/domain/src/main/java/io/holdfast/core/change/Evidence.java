package io.holdfast.core.change;

import java.time.Instant;
import java.util.List;

/**
 * What compile, proof and diff said of a proposal on a named base. An approval is an approval of
 * exactly this (rulings D2).
 *
 * @param base revision of the policy it was computed on
 * @param flowDigest hex SHA-256 of the FlowDiff over all sites
 * @param configDigest hex SHA-256 of everything else that differs: policy, site plans, the
 *     per-device ConfigDiffs and texts
 * @param blockers sentences; a change with any cannot be submitted
 */
public record Evidence(
        long base, String flowDigest, String configDigest, List<String> blockers, Instant at) {

    public Evidence {
        if (!flowDigest.matches("[0-9a-f]{64}") || !configDigest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a digest is 64 lower-case hexadecimal digits");
        }
        blockers = List.copyOf(blockers);
    }

    public boolean holds() {
        return blockers.isEmpty();
    }

    /** Whether people would read the very same diffs. */
    public boolean sameDiffs(Evidence other) {
        return flowDigest.equals(other.flowDigest) && configDigest.equals(other.configDigest);
    }
}
