package io.holdfast.simulator.plane;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.Packet;
import io.holdfast.simulator.xml.Element;
import java.util.List;

/** An access control list as this data plane runs it: the first entry that matches decides. */
record PlaneList(String name, Family family, List<PlaneRule> rules) {

    PlaneList {
        rules = List.copyOf(rules);
    }

    static PlaneList read(Element acl) {
        boolean sixth =
                acl.child("type").map(Element::localText).orElse("").equals("ipv6-acl-type");
        var aces = acl.child("aces").map(a -> a.all("ace")).orElse(List.of());
        return new PlaneList(
                acl.textAt("", "name"),
                sixth ? Family.IPV6 : Family.IPV4,
                aces.stream().map(ace -> PlaneRule.read(ace, sixth)).toList());
    }

    Fate judge(Packet packet) {
        for (var rule : rules) {
            if (rule.matches(packet)) {
                return rule.permits()
                        ? new Fate.Passed("rule " + rule.name() + " of list " + name)
                        : new Fate.Dropped(
                                "rule " + rule.name() + " of list " + name + " drops it");
            }
        }
        return new Fate.Dropped("no rule of list " + name + " matches it");
    }
}
