package io.holdfast.site.node;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Hands that would lock the site node out: by management address, VLAN, access list and route, and
 * some that are harmless.
 */
final class HostileHands {

    /** What a change does to one configuration. */
    private interface Hand extends BiFunction<Random, DeviceConfig, DeviceConfig> {}

    private static final List<Hand> HANDS =
            List.of(
                    HostileHands::moveAddress,
                    HostileHands::dropAddresses,
                    HostileHands::shut,
                    HostileHands::moveVlan,
                    HostileHands::forgetVlan,
                    HostileHands::denyFirst,
                    HostileHands::dropRule,
                    HostileHands::swapRules,
                    HostileHands::routeAway,
                    HostileHands::describe);

    private HostileHands() {}

    /** One to three of them, one after the other. */
    static UnaryOperator<DeviceConfig> some(Random random) {
        return config -> {
            var changed = config;
            int count = 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                changed = HANDS.get(random.nextInt(HANDS.size())).apply(random, changed);
            }
            return changed;
        };
    }

    private static DeviceConfig part(
            Random random, DeviceConfig config, UnaryOperator<InterfaceConfig> change) {
        var parts = new ArrayList<>(config.interfaces());
        int at = random.nextInt(parts.size());
        // Most hands go for the interface the node comes in by.
        for (int i = 0; i < parts.size() && random.nextInt(4) > 0; i++) {
            if (parts.get(i).addresses().stream()
                    .anyMatch(a -> a.address().toString().startsWith("10.1.99."))) {
                at = i;
            }
        }
        parts.set(at, change.apply(parts.get(at)));
        return new DeviceConfig(parts, config.vlans(), config.accessLists(), config.routes());
    }

    private static DeviceConfig moveAddress(Random random, DeviceConfig config) {
        return part(
                random,
                config,
                p ->
                        with(
                                p,
                                p.enabled(),
                                p.mode(),
                                p.addresses().stream()
                                        .map(a ->
                                                a.address().toString().contains(":")
                                                        ? a
                                                        : InterfaceAddress.of(
                                                                a.address()
                                                                                .toString()
                                                                                .replaceFirst(
                                                                                        "[0-9]+$",
                                                                                        ""
                                                                                                + (100
                                                                                                        + random
                                                                                                                .nextInt(
                                                                                                                        100)))
                                                                        + "/"
                                                                        + a.length()))
                                        .toList()));
    }

    private static DeviceConfig dropAddresses(Random random, DeviceConfig config) {
        return part(random, config, p -> with(p, p.enabled(), p.mode(), List.of()));
    }

    private static DeviceConfig shut(Random random, DeviceConfig config) {
        return part(random, config, p -> with(p, false, p.mode(), p.addresses()));
    }

    private static DeviceConfig moveVlan(Random random, DeviceConfig config) {
        return part(
                random,
                config,
                p ->
                        switch (p.mode()) {
                            case InterfaceMode.AccessPort _ ->
                                    with(p, true, new InterfaceMode.AccessPort(10), p.addresses());
                            case InterfaceMode.TrunkPort(var vlans) ->
                                    with(
                                            p,
                                            true,
                                            new InterfaceMode.TrunkPort(
                                                    vlans.subList(0, vlans.size() / 2)),
                                            p.addresses());
                            default -> p;
                        });
    }

    private static DeviceConfig forgetVlan(Random random, DeviceConfig config) {
        if (config.vlans().isEmpty()) {
            return config;
        }
        var vlans = new ArrayList<>(config.vlans());
        vlans.remove(random.nextInt(vlans.size()));
        return new DeviceConfig(config.interfaces(), vlans, config.accessLists(), config.routes());
    }

    private static DeviceConfig list(
            Random random, DeviceConfig config, UnaryOperator<List<FilterRule>> change) {
        var lists = new ArrayList<>(config.accessLists());
        int at = random.nextInt(lists.size());
        for (int i = 0; i < lists.size() && random.nextInt(3) > 0; i++) {
            if (lists.get(i).name().value().contains("m")) {
                at = i;
            }
        }
        var list = lists.get(at);
        lists.set(
                at,
                new AccessList(
                        list.name(), list.family(), change.apply(new ArrayList<>(list.rules()))));
        return new DeviceConfig(config.interfaces(), config.vlans(), lists, config.routes());
    }

    private static DeviceConfig denyFirst(Random random, DeviceConfig config) {
        return list(
                random,
                config,
                rules -> {
                    var family = rules.getFirst().match().family();
                    var all = PacketMatch.every(family);
                    rules.addFirst(
                            new FilterRule(
                                    "stop-" + random.nextInt(99),
                                    random.nextBoolean()
                                            ? all
                                            : new PacketMatch(
                                                    all.source(),
                                                    all.destination(),
                                                    Service.tcp(830)),
                                    Verdict.DENY,
                                    false));
                    return rules;
                });
    }

    private static DeviceConfig dropRule(Random random, DeviceConfig config) {
        return list(
                random,
                config,
                rules -> {
                    if (rules.size() > 1) {
                        rules.remove(random.nextInt(rules.size()));
                    }
                    return rules;
                });
    }

    private static DeviceConfig swapRules(Random random, DeviceConfig config) {
        return list(
                random,
                config,
                rules -> {
                    Collections.swap(rules, 0, random.nextInt(rules.size()));
                    return rules;
                });
    }

    private static DeviceConfig routeAway(Random random, DeviceConfig config) {
        var routes = new ArrayList<>(config.routes());
        routes.add(
                new StaticRoute(
                        Prefix.of("10.1." + (random.nextBoolean() ? "99" : "30") + ".128/25"),
                        IpAddress.of("10.1.99." + (200 + random.nextInt(50)))));
        return new DeviceConfig(config.interfaces(), config.vlans(), config.accessLists(), routes);
    }

    private static DeviceConfig describe(Random random, DeviceConfig config) {
        return part(
                random,
                config,
                p ->
                        new InterfaceConfig(
                                p.name(),
                                "hand " + random.nextInt(99),
                                p.enabled(),
                                p.mode(),
                                p.addresses(),
                                p.ingress()));
    }

    private static InterfaceConfig with(
            InterfaceConfig part,
            boolean enabled,
            InterfaceMode mode,
            List<InterfaceAddress> addresses) {
        return new InterfaceConfig(
                part.name(), part.description(), enabled, mode, addresses, part.ingress());
    }
}
