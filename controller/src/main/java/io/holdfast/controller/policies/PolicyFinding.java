package io.holdfast.controller.policies;

import io.holdfast.core.zone.ConduitId;
import java.util.Optional;

/**
 * Something in the policy in force that a person should look at, wherever it was found.
 *
 * @param severity BLOCKER, WARNING, NOTE or TASK
 * @param code stable, never translated
 * @param site the site's code; empty if it is about every site
 * @param where the device, rule, zone or conduit it is about, in words
 * @param detail one sentence
 * @param conduit the conduit a change would begin with, if it is about one
 */
public record PolicyFinding(
        String severity,
        String code,
        String site,
        String where,
        String detail,
        Optional<ConduitId> conduit) {}
