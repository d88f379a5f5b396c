package io.holdfast.core.compile;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import java.util.ArrayList;
import java.util.List;

/** One access list while it is written: rules in order, each with its origin. */
final class ListWriter {

    private static final Service EVERYTHING = new Service.EveryProtocol();

    private final DeviceSlot slot;
    private final AclName name;
    private final Family family;
    private final List<FilterRule> rules = new ArrayList<>();
    private final List<Origin> origins = new ArrayList<>();

    ListWriter(DeviceSlot slot, AclName name, Family family) {
        this.slot = slot;
        this.name = name;
        this.family = family;
    }

    Family family() {
        return family;
    }

    void permit(String rule, Prefix from, Prefix to, Service service, RuleSource source) {
        permit(rule, from, to, service, source, false);
    }

    void permit(
            String rule,
            Prefix from,
            Prefix to,
            Service service,
            RuleSource source,
            boolean logged) {
        add(rule, new PacketMatch(from, to, service), Verdict.PERMIT, source, logged);
    }

    void deny(String rule, Prefix from, Prefix to, RuleSource source) {
        add(rule, new PacketMatch(from, to, EVERYTHING), Verdict.DENY, source, true);
    }

    /** What nobody allowed is dropped, and who tried is seen. */
    void denyAll() {
        deny(
                "deny-all",
                Prefix.every(family),
                Prefix.every(family),
                new RuleSource.OfHouse("what no conduit allows is denied"));
    }

    /** The same in a policy for both families, where names must differ. */
    void denyAll(Family of) {
        deny(
                of == Family.IPV4 ? "deny-all-v4" : "deny-all-v6",
                Prefix.every(of),
                Prefix.every(of),
                new RuleSource.OfHouse("what no conduit allows is denied"));
    }

    private void add(
            String rule, PacketMatch match, Verdict verdict, RuleSource source, boolean log) {
        rules.add(new FilterRule(rule, match, verdict, log));
        origins.add(new Origin(slot, name, rule, source));
    }

    List<FilterRule> rules() {
        return rules;
    }

    AccessList list() {
        return new AccessList(name, family, rules);
    }

    List<Origin> origins() {
        return origins;
    }
}
