package io.holdfast.core.config;

import io.holdfast.core.Names;
import io.holdfast.core.network.PacketMatch;

/** One rule of an access list (RFC 8519 ACE). The first that matches decides. */
public record FilterRule(String name, PacketMatch match, Verdict verdict, boolean log) {

    public FilterRule {
        Names.text("a rule name", name, 64);
    }
}
