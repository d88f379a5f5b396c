package io.holdfast.core.config;

import io.holdfast.core.network.Family;
import java.util.List;

/**
 * An ordered, stateless packet filter of one address family (RFC 8519). A packet that no rule
 * matches is dropped; packets of the other family are not judged by it.
 */
public record AccessList(AclName name, Family family, List<FilterRule> rules) {

    public AccessList {
        rules = List.copyOf(rules);
        for (var rule : rules) {
            if (rule.match().family() != family) {
                throw new IllegalArgumentException(
                        "rule " + rule.name() + " is not of the family of list " + name);
            }
        }
    }
}
