package io.holdfast.core.config;

import java.util.List;

/**
 * What may begin in one security zone towards another, or towards itself. Stateful: a rule judges
 * the packet that opens a conversation; the replies of a permitted one pass. The first rule that
 * matches decides, rules of both families may stand in it; what no rule matches is dropped.
 *
 * @param rules at least one: a pair of zones with nothing to say has no policy
 */
public record ZonePolicy(SecurityZoneName from, SecurityZoneName to, List<FilterRule> rules) {

    public ZonePolicy {
        rules = List.copyOf(rules);
        if (rules.isEmpty()) {
            throw new IllegalArgumentException(
                    "the policy from " + from + " to " + to + " has no rule; leave it out");
        }
    }

    /** As in {@code it to ot-dmz}. */
    public String between() {
        return from + " to " + to;
    }
}
