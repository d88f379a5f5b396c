package io.holdfast.core.verify;

import io.holdfast.core.config.AclName;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.site.DeviceSlot;
import java.util.Optional;

/**
 * Tells where a rule comes from, in words for a sentence: "conduit telemetry" or "the rule of the
 * house".
 */
@FunctionalInterface
public interface RuleOrigins {

    /** For configurations of which nobody knows how they came about. */
    RuleOrigins UNKNOWN = (_, _, _) -> Optional.empty();

    Optional<String> originOf(DeviceSlot device, AclName list, String rule);

    /** The same for a rule between two security zones. */
    default Optional<String> originOf(
            DeviceSlot device, SecurityZoneName from, SecurityZoneName to, String rule) {
        return Optional.empty();
    }

    /** The origin of the rule that decided at a hop, in brackets; empty if nobody knows it. */
    default String words(Hop hop) {
        var origin =
                switch (hop.decision()) {
                    case Decision.ByRule(var list, var rule, _) ->
                            originOf(hop.device(), list, rule);
                    case Decision.ByPolicy(var from, var to, var rule, _) ->
                            originOf(hop.device(), from, to, rule);
                    case Decision.Answers(var from, var to, var rule) ->
                            originOf(hop.device(), from, to, rule);
                    default -> Optional.<String>empty();
                };
        return origin.map(o -> " (" + o + ")").orElse("");
    }
}
