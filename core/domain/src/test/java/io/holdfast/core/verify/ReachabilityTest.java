package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the verifier says of a whole site, against a model that floods single packets. */
class ReachabilityTest {

    static final List<ZoneName> ZONES =
            List.of(Plant.WAN, Plant.IT, Plant.OT_DMZ, Plant.OT, Plant.MANAGEMENT);

    static final List<String> HOSTS4 =
            List.of(
                    "203.0.113.5",
                    "198.51.100.1",
                    "10.1.10.7",
                    "10.1.30.20",
                    "10.1.30.21",
                    "10.1.40.7",
                    "10.1.40.200",
                    "10.1.99.2",
                    "10.1.99.10",
                    "10.1.40.1",
                    "224.0.0.5");

    static final List<String> HOSTS6 =
            List.of(
                    "2001:db8:ffff::5",
                    "2001:4860::8",
                    "2001:db8:1:10::7",
                    "2001:db8:1:30::20",
                    "2001:db8:1:30::21",
                    "2001:db8:1:40::7",
                    "2001:db8:1:99::10",
                    "2001:db8:1:40::1",
                    "fe80::1");

    private static final List<Prefix> NETS4 =
            List.of(
                    Prefix.EVERY_IPV4,
                    Prefix.of("10.1.0.0/16"),
                    Prefix.of("10.1.10.0/24"),
                    Prefix.of("10.1.30.20"),
                    Prefix.of("10.1.40.0/24"),
                    Prefix.of("10.1.40.128/25"));

    private static final List<Prefix> NETS6 =
            List.of(
                    Prefix.EVERY_IPV6,
                    Prefix.of("2001:db8:1::/48"),
                    Prefix.of("2001:db8:1:10::/64"),
                    Prefix.of("2001:db8:1:30::20"),
                    Prefix.of("2001:db8:1:40::/64"));

    private static List<Packet> packets() {
        var all = new ArrayList<Packet>();
        for (var hosts : List.of(HOSTS4, HOSTS6)) {
            for (var source : hosts) {
                for (var destination : hosts) {
                    var from = IpAddress.of(source);
                    var to = IpAddress.of(destination);
                    all.add(new Packet(from, to, 6, 40000, 502));
                    all.add(new Packet(from, to, 6, 502, 40000));
                    all.add(new Packet(from, to, 17, 40000, 161));
                }
            }
        }
        return all;
    }

    private static final List<Packet> PACKETS = packets();

    private static void assertSameOpinion(Map<DeviceSlot, DeviceConfig> configs) {
        var space = PacketSpace.create();
        var reach = new Reachability(space, Situation.of(Plant.model(), Plant.plan(), configs));
        var other = new SecondOpinion(configs);
        for (var from : ZONES) {
            for (var packet : PACKETS) {
                var expected = other.reached(from, packet);
                for (var to : ZONES) {
                    if (!from.equals(to)
                            && reach.possible(from, to).contains(packet) != expected.contains(to)) {
                        throw new AssertionError(
                                packet
                                        + " from "
                                        + from
                                        + ": second opinion "
                                        + expected
                                        + ", verifier on "
                                        + to
                                        + " "
                                        + !expected.contains(to)
                                        + "\n"
                                        + configs);
                    }
                }
            }
        }
    }

    @Test
    void the_hand_written_plant_is_seen_alike() {
        assertSameOpinion(Plant.configs());
    }

    @Test
    void random_rules_ports_vlans_and_routes_are_seen_alike() {
        Seeded.cases(
                60,
                random -> {
                    Map<DeviceSlot, DeviceConfig> configs = new TreeMap<>(Plant.configs());
                    int changes = 1 + random.nextInt(6);
                    for (int i = 0; i < changes; i++) {
                        configs = change(random, configs);
                    }
                    assertSameOpinion(configs);
                });
    }

    private static <T> T any(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** One thing done by hand on one device. */
    static Map<DeviceSlot, DeviceConfig> change(
            Random random, Map<DeviceSlot, DeviceConfig> configs) {
        var vlans = List.of(10, 30, 40, 99, 77);
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> Plant.changed(configs, Plant.FW, rule(random));
            case 3 ->
                    Plant.changed(
                            configs,
                            Plant.SW,
                            Plant.mode(
                                    "ge-0/0/" + (2 + random.nextInt(5)),
                                    new InterfaceMode.AccessPort(any(random, vlans))));
            case 4 ->
                    Plant.changed(
                            configs,
                            Plant.SW,
                            Plant.mode(
                                    "ge-0/0/" + (1 + random.nextInt(6)),
                                    new InterfaceMode.TrunkPort(
                                            List.of(any(random, vlans), any(random, vlans)))));
            case 5 ->
                    Plant.changed(
                            configs,
                            random.nextBoolean() ? Plant.FW : Plant.SW,
                            config -> {
                                var routes = new ArrayList<>(config.routes());
                                routes.add(
                                        random.nextBoolean()
                                                ? new StaticRoute(
                                                        any(random, NETS4),
                                                        IpAddress.of(any(random, HOSTS4)))
                                                : new StaticRoute(
                                                        any(random, NETS6),
                                                        IpAddress.of(any(random, HOSTS6))));
                                return new DeviceConfig(
                                        config.interfaces(),
                                        config.vlans(),
                                        config.accessLists(),
                                        routes);
                            });
            case 6 -> Plant.changed(configs, Plant.FW, toggled(random));
            case 7 ->
                    Plant.changed(
                            configs,
                            Plant.FW,
                            Plant.part(
                                    any(random, List.of("lan0.10", "lan0.30", "lan0.40")),
                                    i -> bound(i, random.nextInt(2))));
            default ->
                    Plant.changed(
                            configs,
                            Plant.SW,
                            config ->
                                    new DeviceConfig(
                                            config.interfaces(),
                                            config.vlans().stream()
                                                    .filter(_ -> random.nextInt(5) > 0)
                                                    .toList(),
                                            config.accessLists(),
                                            config.routes()));
        };
    }

    private static InterfaceConfig bound(InterfaceConfig part, int lists) {
        return new InterfaceConfig(
                part.name(),
                part.description(),
                part.enabled(),
                part.mode(),
                part.addresses(),
                part.ingress().stream().limit(lists).toList());
    }

    private static UnaryOperator<DeviceConfig> toggled(Random random) {
        return Plant.part(
                any(random, List.of("lan0.10", "lan0.30", "lan0.40", "wan0")),
                i ->
                        new InterfaceConfig(
                                i.name(),
                                i.description(),
                                !i.enabled(),
                                i.mode(),
                                i.addresses(),
                                i.ingress()));
    }

    private static UnaryOperator<DeviceConfig> rule(Random random) {
        boolean four = random.nextBoolean();
        var nets = four ? NETS4 : NETS6;
        var service =
                any(
                        random,
                        List.of(
                                new Service.EveryProtocol(),
                                Service.tcp(502),
                                Service.udp(161),
                                Service.of("tcp/502>0-65535")));
        var rule =
                new FilterRule(
                        "random-" + random.nextInt(1000),
                        new PacketMatch(any(random, nets), any(random, nets), service),
                        random.nextInt(4) == 0 ? Verdict.DENY : Verdict.PERMIT,
                        false);
        var list = any(random, List.of("in-it", "in-ot", "in-ot-dmz", "in-wan", "in-management"));
        return Plant.ruleFirst(list + (four ? "-v4" : "-v6"), rule);
    }

    /**
     * Every rule of the plant flipped, dropped, widened at either end and moved: a mutant that
     * changes what any packet can do must not be proved; one that changes nothing must be.
     */
    @Test
    void every_mutated_rule_that_changes_behaviour_is_found_and_no_other() {
        var baseline = new SecondOpinion(Plant.configs());
        int found = 0;
        for (var mutant : mutants()) {
            var changed = new SecondOpinion(mutant);
            boolean differs = false;
            for (var from : ZONES) {
                for (var packet : PACKETS) {
                    differs =
                            differs
                                    || !baseline.reached(from, packet)
                                            .equals(changed.reached(from, packet));
                }
            }
            var proof = SiteProof.prove(Plant.model(), Plant.plan(), mutant);
            boolean refused =
                    proof.counterExamples().stream()
                            .anyMatch(e ->
                                    e.claim() == CounterExample.Claim.NO_UNDOCUMENTED_PATH
                                            || e.claim()
                                                    == CounterExample.Claim
                                                            .NOTHING_APPROVED_IS_BLOCKED);
            // Few packets are tried, all are proved: the verifier may know more, never less.
            if (differs) {
                assertThat(refused).as(mutant.toString()).isTrue();
                found++;
            }
            if (!refused) {
                assertThat(differs).as(mutant.toString()).isFalse();
            }
        }
        assertThat(found).isGreaterThan(20);
    }

    private static List<Map<DeviceSlot, DeviceConfig>> mutants() {
        var all = new ArrayList<Map<DeviceSlot, DeviceConfig>>();
        for (var list : Plant.firewall().accessLists()) {
            for (int i = 0; i < list.rules().size(); i++) {
                int at = i;
                var rule = list.rules().get(i);
                all.add(mutant(list, rules -> rules.remove(at)));
                all.add(mutant(list, rules -> rules.set(at, flipped(rule))));
                for (var wider : widened(rule)) {
                    all.add(mutant(list, rules -> rules.set(at, wider)));
                }
                all.add(mutant(list, rules -> Collections.swap(rules, at, 0)));
            }
        }
        return all;
    }

    private static Map<DeviceSlot, DeviceConfig> mutant(
            AccessList list, Consumer<List<FilterRule>> change) {
        return Plant.changed(
                Plant.FW,
                Plant.rules(
                        list.name().value(),
                        rules -> {
                            change.accept(rules);
                            return rules;
                        }));
    }

    private static FilterRule flipped(FilterRule rule) {
        return new FilterRule(
                rule.name(),
                rule.match(),
                rule.verdict() == Verdict.PERMIT ? Verdict.DENY : Verdict.PERMIT,
                rule.log());
    }

    private static List<FilterRule> widened(FilterRule rule) {
        var match = rule.match();
        Family family = match.family();
        var every = Prefix.every(family);
        return List.of(
                        new PacketMatch(every, match.destination(), match.service()),
                        new PacketMatch(match.source(), every, match.service()),
                        new PacketMatch(
                                match.source(), match.destination(), new Service.EveryProtocol()))
                .stream()
                .map(m -> new FilterRule(rule.name(), m, rule.verdict(), rule.log()))
                .toList();
    }
}
