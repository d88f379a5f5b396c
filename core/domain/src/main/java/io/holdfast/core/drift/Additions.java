package io.holdfast.core.drift;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.config.ZonePolicy;
import java.util.List;
import java.util.Optional;

/** What somebody added to a device's filters, taken out of the rest. */
public final class Additions {

    private Additions() {}

    /**
     * The device as it runs, but its filters permit only what rules say that were not approved. An
     * addition behind a rule that denies it is among them: whether it should pass is for whoever
     * reviews it.
     */
    public static DeviceConfig of(DeviceConfig approved, DeviceConfig running) {
        return new DeviceConfig(
                running.interfaces(),
                running.vlans(),
                running.accessLists().stream()
                        .map(list ->
                                new AccessList(
                                        list.name(),
                                        list.family(),
                                        permitted(
                                                approved.accessList(list.name())
                                                        .map(AccessList::rules)
                                                        .orElse(List.of()),
                                                list.rules())))
                        .toList(),
                running.routes(),
                running.securityZones(),
                running.zonePolicies().stream()
                        .flatMap(policy -> added(approved, policy).stream())
                        .toList(),
                running.wirelessNetworks());
    }

    private static Optional<ZonePolicy> added(DeviceConfig approved, ZonePolicy policy) {
        var rules =
                permitted(
                        approved.policy(policy.from(), policy.to())
                                .map(ZonePolicy::rules)
                                .orElse(List.of()),
                        policy.rules());
        return rules.isEmpty()
                ? Optional.empty()
                : Optional.of(new ZonePolicy(policy.from(), policy.to(), rules));
    }

    private static List<FilterRule> permitted(List<FilterRule> approved, List<FilterRule> running) {
        return running.stream()
                .filter(rule -> rule.verdict() == Verdict.PERMIT)
                .filter(rule -> approved.stream().noneMatch(a -> alike(a, rule)))
                .toList();
    }

    /** A rule that was renamed is the same rule. */
    private static boolean alike(FilterRule one, FilterRule other) {
        return one.verdict() == other.verdict() && one.match().equals(other.match());
    }
}
