package io.holdfast.core.verify;

import io.holdfast.core.site.DeviceSlot;
import java.util.Optional;

/**
 * Tells where a rule comes from, in words for a sentence: "conduit telemetry" or "the rule of the
 * house".
 */
@FunctionalInterface
public interface RuleOrigins {

    /** For configurations of which nobody knows how they came about. */
    RuleOrigins UNKNOWN = (_, _) -> Optional.empty();

    /**
     * The origin of the rule a device decided by, of a list, between two security zones or about
     * the device itself; empty if no rule decided, or nobody knows where it comes from.
     */
    Optional<String> originOf(DeviceSlot device, Decision decision);

    /** The origin of the rule that decided at a hop, in brackets; empty if nobody knows it. */
    default String words(Hop hop) {
        return originOf(hop.device(), hop.decision()).map(o -> " (" + o + ")").orElse("");
    }
}
