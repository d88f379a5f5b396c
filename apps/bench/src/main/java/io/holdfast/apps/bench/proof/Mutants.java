package io.holdfast.apps.bench.proof;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Configurations with one thing changed, as a mistake or a stranger would change it. */
final class Mutants {

    /** What was changed. */
    enum Kind {
        FLIP,
        DROP,
        WIDEN,
        REORDER,
        ROGUE_RULE,
        STATIC_ROUTE,
        VLAN_ON_TRUNK,
        PORT_IN_OTHER_VLAN
    }

    private final SitePlan plan;
    private final Random random;

    Mutants(SitePlan plan, Random random) {
        this.plan = plan;
        this.random = random;
    }

    Map<DeviceSlot, DeviceConfig> of(Kind kind, Map<DeviceSlot, DeviceConfig> configs) {
        return switch (kind) {
            case FLIP, DROP, WIDEN, REORDER, ROGUE_RULE ->
                    some(
                            configs,
                            c -> !c.accessLists().isEmpty(),
                            c -> lists(c, list -> mutant(kind, list)));
            case STATIC_ROUTE ->
                    some(
                            configs,
                            c -> c.interfaces().stream().anyMatch(i -> !i.addresses().isEmpty()),
                            this::routed);
            case VLAN_ON_TRUNK, PORT_IN_OTHER_VLAN ->
                    some(configs, c -> !c.vlans().isEmpty(), c -> moved(kind, c));
        };
    }

    private Map<DeviceSlot, DeviceConfig> some(
            Map<DeviceSlot, DeviceConfig> configs,
            Predicate<DeviceConfig> fits,
            UnaryOperator<DeviceConfig> change) {
        var slots =
                configs.entrySet().stream()
                        .filter(e -> fits.test(e.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
        var mutant = new TreeMap<>(configs);
        mutant.computeIfPresent(slots.get(random.nextInt(slots.size())), (_, c) -> change.apply(c));
        return mutant;
    }

    private DeviceConfig lists(DeviceConfig config, UnaryOperator<AccessList> change) {
        var lists = new ArrayList<>(config.accessLists());
        int chosen = random.nextInt(lists.size());
        lists.set(chosen, change.apply(lists.get(chosen)));
        return new DeviceConfig(config.interfaces(), config.vlans(), lists, config.routes());
    }

    private AccessList mutant(Kind kind, AccessList list) {
        var rules = new ArrayList<>(list.rules());
        int at = random.nextInt(rules.size());
        var rule = rules.get(at);
        switch (kind) {
            case FLIP ->
                    rules.set(
                            at,
                            new FilterRule(
                                    rule.name(),
                                    rule.match(),
                                    rule.verdict() == Verdict.PERMIT
                                            ? Verdict.DENY
                                            : Verdict.PERMIT,
                                    rule.log()));
            case DROP -> rules.remove(at);
            case WIDEN -> rules.set(at, widened(rule));
            case REORDER -> Collections.swap(rules, at, random.nextInt(rules.size()));
            default -> rules.add(at, rogue(list));
        }
        return new AccessList(list.name(), list.family(), rules);
    }

    private FilterRule widened(FilterRule rule) {
        var match = rule.match();
        var every = Prefix.every(match.family());
        var wider =
                switch (random.nextInt(3)) {
                    case 0 -> new PacketMatch(every, match.destination(), match.service());
                    case 1 -> new PacketMatch(match.source(), every, match.service());
                    default ->
                            new PacketMatch(
                                    match.source(),
                                    match.destination(),
                                    new Service.EveryProtocol());
                };
        return new FilterRule(rule.name(), wider, rule.verdict(), rule.log());
    }

    private FilterRule rogue(AccessList list) {
        return new FilterRule(
                "rogue",
                new PacketMatch(
                        zonePrefix(list), zonePrefix(list), Service.tcp(1 + random.nextInt(1000))),
                Verdict.PERMIT,
                false);
    }

    private Prefix zonePrefix(AccessList list) {
        var all =
                plan.zones().stream()
                        .flatMap(z -> z.prefixes().stream())
                        .filter(p -> p.family() == list.family())
                        .toList();
        return all.get(random.nextInt(all.size()));
    }

    private DeviceConfig routed(DeviceConfig config) {
        var prefixes = plan.zones().stream().flatMap(z -> z.prefixes().stream()).toList();
        var to = prefixes.get(random.nextInt(prefixes.size()));
        var hops =
                config.interfaces().stream()
                        .flatMap(i -> i.addresses().stream())
                        .filter(a -> a.address().family() == to.family())
                        .map(a ->
                                new IpAddress(
                                        a.address().family(),
                                        a.address().high(),
                                        a.address().low() + 65))
                        .toList();
        if (hops.isEmpty()) {
            return config;
        }
        var half = Prefix.around(to.first(), to.length() + 1);
        var routes = new ArrayList<>(config.routes());
        routes.add(new StaticRoute(half, hops.get(random.nextInt(hops.size()))));
        return new DeviceConfig(config.interfaces(), config.vlans(), config.accessLists(), routes);
    }

    private DeviceConfig moved(Kind kind, DeviceConfig config) {
        var parts = new ArrayList<>(config.interfaces());
        var ports = new ArrayList<Integer>();
        for (int i = 0; i < parts.size(); i++) {
            boolean fits =
                    parts.get(i).mode() instanceof InterfaceMode.AccessPort
                            || (kind == Kind.VLAN_ON_TRUNK
                                    && parts.get(i).mode() instanceof InterfaceMode.TrunkPort);
            if (fits) {
                ports.add(i);
            }
        }
        int at = ports.get(random.nextInt(ports.size()));
        var part = parts.get(at);
        int vlan = config.vlans().get(random.nextInt(config.vlans().size())).id();
        InterfaceMode mode =
                kind == Kind.PORT_IN_OTHER_VLAN
                        ? new InterfaceMode.AccessPort(vlan)
                        : switch (part.mode()) {
                            case InterfaceMode.TrunkPort(var vlans) -> toggled(vlans, vlan);
                            case InterfaceMode.AccessPort(int own) ->
                                    new InterfaceMode.TrunkPort(List.of(own, vlan));
                            default -> part.mode();
                        };
        parts.set(
                at,
                new InterfaceConfig(
                        part.name(),
                        part.description(),
                        part.enabled(),
                        mode,
                        part.addresses(),
                        part.ingress()));
        return new DeviceConfig(parts, config.vlans(), config.accessLists(), config.routes());
    }

    private static InterfaceMode toggled(List<Integer> vlans, int vlan) {
        var changed = new ArrayList<>(vlans);
        if (!changed.remove(Integer.valueOf(vlan))) {
            changed.add(vlan);
        }
        return new InterfaceMode.TrunkPort(changed);
    }
}
