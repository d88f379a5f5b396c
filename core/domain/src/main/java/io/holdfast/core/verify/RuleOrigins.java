package io.holdfast.core.verify;

import io.holdfast.core.config.AclName;
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
}
