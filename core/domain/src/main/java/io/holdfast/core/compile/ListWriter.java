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
        add(rule, new PacketMatch(from, to, service), Verdict.PERMIT, source);
    }

    void deny(String rule, Prefix from, Prefix to, RuleSource source) {
        add(rule, new PacketMatch(from, to, EVERYTHING), Verdict.DENY, source);
    }

    /** What nobody allowed is dropped, and who tried is seen. */
    void denyAll() {
        deny(
                "deny-all",
                Prefix.every(family),
                Prefix.every(family),
                new RuleSource.OfHouse("what no conduit allows is denied"));
    }

    private void add(String rule, PacketMatch match, Verdict verdict, RuleSource source) {
        rules.add(new FilterRule(rule, match, verdict, verdict == Verdict.DENY));
        origins.add(new Origin(slot, name, rule, source));
    }

    AccessList list() {
        return new AccessList(name, family, rules);
    }

    List<Origin> origins() {
        return origins;
    }
}
