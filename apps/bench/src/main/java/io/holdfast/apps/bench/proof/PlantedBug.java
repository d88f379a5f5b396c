package io.holdfast.apps.bench.proof;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A mistake made on purpose in one of the three parts, to see that the checks find it: as if the
 * compiler wrote, the dialect read, or the verifier understood other rules than it should.
 */
enum PlantedBug {
    NONE,
    COMPILER_FORGETS_REPLIES,
    COMPILER_WIDENS_HOSTS,
    COMPILER_DENIES_FIRST,
    DIALECT_TURNS_A_VERDICT,
    DIALECT_LOSES_A_RULE,
    DIALECT_LOSES_A_PORT_RANGE,
    VERIFIER_TAKES_THE_LAST_MATCH,
    VERIFIER_IGNORES_SOURCE_PORTS,
    VERIFIER_FORGETS_IPV6;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<PlantedBug> of(String word) {
        return Arrays.stream(values()).filter(b -> b.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).filter(b -> b != NONE).map(PlantedBug::word).toList();
    }

    Map<DeviceSlot, DeviceConfig> compiled(Map<DeviceSlot, DeviceConfig> configs) {
        return name().startsWith("COMPILER") ? changed(configs) : configs;
    }

    Map<DeviceSlot, DeviceConfig> readBack(Map<DeviceSlot, DeviceConfig> configs) {
        return name().startsWith("DIALECT") ? changed(configs) : configs;
    }

    Map<DeviceSlot, DeviceConfig> understood(Map<DeviceSlot, DeviceConfig> configs) {
        return name().startsWith("VERIFIER") ? changed(configs) : configs;
    }

    List<FilterRule> understood(List<FilterRule> rules) {
        return name().startsWith("VERIFIER") ? changed(rules) : rules;
    }

    private Map<DeviceSlot, DeviceConfig> changed(Map<DeviceSlot, DeviceConfig> configs) {
        var changed = new TreeMap<>(configs);
        changed.replaceAll((_, config) ->
                new DeviceConfig(
                        config.interfaces(),
                        config.vlans(),
                        config.accessLists().stream()
                                .map(l -> new AccessList(l.name(), l.family(), changed(l.rules())))
                                .toList(),
                        config.routes()));
        return changed;
    }

    private List<FilterRule> changed(List<FilterRule> rules) {
        return switch (this) {
            case NONE -> rules;
            case COMPILER_FORGETS_REPLIES -> rules.stream().filter(r -> !isReply(r)).toList();
            case COMPILER_WIDENS_HOSTS -> each(rules, PlantedBug::widened);
            case COMPILER_DENIES_FIRST, VERIFIER_TAKES_THE_LAST_MATCH -> rules.reversed();
            case DIALECT_TURNS_A_VERDICT -> last(rules, true);
            case DIALECT_LOSES_A_RULE -> last(rules, false);
            case DIALECT_LOSES_A_PORT_RANGE -> each(rules, PlantedBug::withoutRange);
            case VERIFIER_IGNORES_SOURCE_PORTS -> each(rules, PlantedBug::withoutSourcePorts);
            case VERIFIER_FORGETS_IPV6 ->
                    rules.stream().filter(r -> r.match().family() == Family.IPV4).toList();
        };
    }

    private static boolean isReply(FilterRule rule) {
        return rule.verdict() == Verdict.PERMIT
                && rule.match().service() instanceof Service.Tcp(var from, _)
                && !from.equals(PortRange.EVERY);
    }

    private static List<FilterRule> each(
            List<FilterRule> rules, UnaryOperator<PacketMatch> change) {
        return rules.stream()
                .map(r -> new FilterRule(r.name(), change.apply(r.match()), r.verdict(), r.log()))
                .toList();
    }

    private static PacketMatch widened(PacketMatch match) {
        boolean host = match.source().length() == match.family().bits();
        return host
                ? new PacketMatch(
                        Prefix.around(match.source().address(), match.family().bits() - 8),
                        match.destination(),
                        match.service())
                : match;
    }

    private static PacketMatch withoutRange(PacketMatch match) {
        return match.service() instanceof Service.Tcp(var from, var to)
                        && from.first() != from.last()
                        && !from.equals(PortRange.EVERY)
                ? new PacketMatch(
                        match.source(),
                        match.destination(),
                        new Service.Tcp(PortRange.one(from.first()), to))
                : match;
    }

    private static PacketMatch withoutSourcePorts(PacketMatch match) {
        return switch (match.service()) {
            case Service.Tcp(_, var to) ->
                    new PacketMatch(
                            match.source(),
                            match.destination(),
                            new Service.Tcp(PortRange.EVERY, to));
            case Service.Udp(_, var to) ->
                    new PacketMatch(
                            match.source(),
                            match.destination(),
                            new Service.Udp(PortRange.EVERY, to));
            case Service.EveryProtocol _, Service.Icmp _, Service.Other _ -> match;
        };
    }

    /** The last permit of a list turned into a deny, or lost. */
    private static List<FilterRule> last(List<FilterRule> rules, boolean turned) {
        var changed = new ArrayList<>(rules);
        for (int i = changed.size() - 1; i >= 0; i--) {
            var rule = changed.get(i);
            if (rule.verdict() == Verdict.PERMIT) {
                if (turned) {
                    changed.set(
                            i, new FilterRule(rule.name(), rule.match(), Verdict.DENY, rule.log()));
                } else {
                    changed.remove(i);
                }
                return changed;
            }
        }
        return changed;
    }
}
