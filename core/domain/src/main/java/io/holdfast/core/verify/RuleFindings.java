package io.holdfast.core.verify;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be said of each rule by itself: that it does nothing, or that it lets through more than
 * anybody approved. The second is told of every device alone, also where another one behind it
 * still drops the packet: a perimeter that leans on the next is one perimeter.
 */
final class RuleFindings {

    private final PacketSpace space;
    private final Situation site;
    private final Approved approved;

    private final List<Finding> findings = new ArrayList<>();

    private RuleFindings(PacketSpace space, Situation site, Approved approved) {
        this.space = space;
        this.site = site;
        this.approved = approved;
    }

    /** In a slice of the header space only the second is told; {@link #idle} has the first. */
    static List<Finding> of(PacketSpace space, Situation site, Approved approved) {
        var all = new RuleFindings(space, site, approved);
        if (space.isWhole()) {
            all.findings.addAll(idle(space, site));
        }
        if (!space.sparingly(all::wider)) {
            all.findings.add(
                    notJudged(
                            "site",
                            "which rules are wider than needed was not judged to the end: their sets"
                                    + " are too large"));
        }
        return all.findings;
    }

    /** The rules that do nothing, of every list, policy and zone of a site. */
    static List<Finding> idle(PacketSpace space, Situation site) {
        var findings = new ArrayList<Finding>();
        site.configs()
                .forEach((slot, config) -> {
                    for (var list : config.accessLists()) {
                        idle(space, slot + " " + list.name(), list.rules(), findings);
                    }
                    for (var policy : config.zonePolicies()) {
                        idle(space, slot + " " + policy.between(), policy.rules(), findings);
                    }
                    for (var zone : config.securityZones()) {
                        idle(space, slot + " " + zone.name(), zone.hostInbound(), findings);
                    }
                });
        return findings;
    }

    private static void idle(
            PacketSpace space, String where, List<FilterRule> rules, List<Finding> findings) {
        var anomalies = space.anomalies(rules);
        for (var rule : anomalies.neverReached()) {
            findings.add(
                    new Finding(
                            Finding.Severity.WARNING,
                            "RULE_NEVER_REACHED",
                            where + " " + rule.name(),
                            "the rules before " + rule.name() + " match everything it matches"));
        }
        for (var rule : anomalies.redundant()) {
            findings.add(
                    new Finding(
                            Finding.Severity.WARNING,
                            "RULE_REDUNDANT",
                            where + " " + rule.name(),
                            "without "
                                    + rule.name()
                                    + " the rules after it would do the same, packet by packet"));
        }
        if (!anomalies.judged()) {
            findings.add(
                    notJudged(
                            where,
                            "which other rules do nothing was not judged: the list is too large"));
        }
    }

    private static Finding notJudged(String where, String detail) {
        return new Finding(Finding.Severity.NOTE, "REACH_NOT_JUDGED", where, detail);
    }

    private void wider() {
        // Everything approved, and what the site node speaks with devices: the same for each list.
        var asked = approved.conversations().union(management());
        site.configs().forEach((slot, config) -> wider(slot, config, asked));
    }

    private void wider(DeviceSlot slot, DeviceConfig config, PacketSet asked) {
        var known = asked.union(toItself(config));
        for (var list : config.accessLists()) {
            if (isBound(config, list)) {
                wider(slot + " " + list.name(), list.rules(), known);
            }
        }
        for (var policy : config.zonePolicies()) {
            wider(slot + " " + policy.between(), policy.rules(), known);
        }
    }

    private static boolean isBound(DeviceConfig config, AccessList list) {
        return config.interfaces().stream().anyMatch(i -> i.ingress().contains(list.name()));
    }

    /** What is for the device itself is judged elsewhere, as DEVICES_ARE_CLOSED. */
    private PacketSet toItself(DeviceConfig config) {
        return space.to(
                config.interfaces().stream()
                        .flatMap(i -> i.addresses().stream())
                        .map(InterfaceAddress::address)
                        .map(Prefix::host)
                        .toList());
    }

    /** The site node and the devices it manages, in both directions. */
    private PacketSet management() {
        var all = space.empty();
        for (var device : site.plan().devices()) {
            for (var node : site.plan().siteNode()) {
                if (device.configured() && node.family() == device.managementAddress().family()) {
                    all = all.union(management(device, Prefix.host(node)));
                }
            }
        }
        return all;
    }

    private PacketSet management(Device device, Prefix node) {
        var all = space.empty();
        var address = Prefix.host(device.managementAddress());
        for (var service : StateProof.MANAGEMENT) {
            all = all.union(space.of(new PacketMatch(node, address, service)));
            for (var reply : service.replies(node.family())) {
                all = all.union(space.of(new PacketMatch(address, node, reply)));
            }
        }
        return all;
    }

    private void wider(String where, List<FilterRule> rules, PacketSet known) {
        var beyond = space.permitted(rules).intersect(approved.routable()).minus(known);
        for (var rule : rules) {
            if (beyond.isEmpty()) {
                return;
            }
            var matched = space.of(rule.match());
            var more = beyond.intersect(matched);
            if (rule.verdict() == Verdict.PERMIT) {
                more.witness()
                        .ifPresent(packet ->
                                findings.add(
                                        new Finding(
                                                Finding.Severity.WARNING,
                                                "RULE_WIDER_THAN_NEEDED",
                                                where + " " + rule.name(),
                                                rule.name()
                                                        + " lets through more than anybody"
                                                        + " approved, as "
                                                        + packet)));
            }
            beyond = beyond.minus(matched);
        }
    }
}
