package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.diff.ConfigDiff;
import io.holdfast.core.diff.FlowDiff;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What no compiler would write and no plan should say, but a bundle could carry: the proof answers,
 * it does not fall over, and it answers the same twice.
 */
class StrangeInputsTest {

    private static final List<String> NAMES =
            List.of("wan0", "lan0", "lan0.10", "lan0.40", "ge-0/0/1", "ge-0/0/2", "vlan99", "x");

    private static final List<String> ADDRESSES =
            List.of(
                    "10.1.10.1/24",
                    "10.1.10.1/32",
                    "10.1.99.1/24",
                    "10.1.99.2/0",
                    "198.51.100.2/24",
                    "2001:db8:1:10::1/64",
                    "2001:db8:1:99::1/128",
                    "fe80::1/64",
                    "::1/128",
                    "0.0.0.0/0");

    private static <T> T any(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static InterfaceMode mode(Random random) {
        int vlan = any(random, List.of(10, 40, 99, 4095, 0, -1));
        return switch (random.nextInt(6)) {
            case 0 -> new InterfaceMode.Routed();
            case 1 -> new InterfaceMode.Subinterface(any(random, NAMES), vlan);
            case 2 -> new InterfaceMode.VlanInterface(vlan);
            case 3 -> new InterfaceMode.AccessPort(vlan);
            case 4 -> new InterfaceMode.TrunkPort(List.of(vlan, 10, 99));
            default -> new InterfaceMode.NoVlan();
        };
    }

    private static DeviceConfig config(Random random) {
        var interfaces = new ArrayList<InterfaceConfig>();
        for (int i = random.nextInt(9); i > 0; i--) {
            var addresses = new ArrayList<InterfaceAddress>();
            for (int k = random.nextInt(3); k > 0; k--) {
                addresses.add(InterfaceAddress.of(any(random, ADDRESSES)));
            }
            var lists =
                    random.nextInt(3) == 0
                            ? List.of(new AclName("random"), new AclName("gone"))
                            : List.of(new AclName("random"));
            interfaces.add(
                    new InterfaceConfig(
                            any(random, NAMES),
                            "a \"strange\"\nline",
                            random.nextInt(4) > 0,
                            mode(random),
                            addresses,
                            random.nextBoolean() ? List.of() : lists));
        }
        var lists = new ArrayList<AccessList>();
        for (int i = random.nextInt(3); i > 0; i--) {
            lists.add(HeaderSpace.list(random, 5));
        }
        var routes = new ArrayList<StaticRoute>();
        for (int i = random.nextInt(4); i > 0; i--) {
            var match = HeaderSpace.match(random, Family.IPV4);
            var hop = any(random, List.of("10.1.10.1", "10.1.99.2", "198.51.100.1", "10.1.10.77"));
            routes.add(new StaticRoute(match.destination(), IpAddress.of(hop)));
        }
        return new DeviceConfig(
                interfaces,
                List.of(new Vlan(10, "a"), new Vlan(99, "b"), new Vlan(99, "c")),
                lists,
                routes);
    }

    private static PortUse use(Random random) {
        var zone = new ZoneName(any(random, List.of("it", "ot", "management", "wan", "nowhere")));
        return switch (random.nextInt(5)) {
            case 0 -> new PortUse.Routed(zone);
            case 1 -> new PortUse.Access(zone);
            case 2, 3 ->
                    new PortUse.Trunk(
                            new DeviceSlot(any(random, List.of("fw-1", "sw-1", "ap-1", "none"))),
                            any(random, NAMES));
            default -> new PortUse.Unused();
        };
    }

    private static SitePlan plan(Random random) {
        var plan = Plant.plan();
        var devices = new ArrayList<Device>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            var ports = new ArrayList<Port>();
            for (int k = random.nextInt(8); k > 0; k--) {
                ports.add(new Port(any(random, NAMES), use(random)));
            }
            devices.add(
                    new Device(
                            new DeviceSlot(any(random, List.of("fw-1", "sw-1", "ap-1"))),
                            any(random, List.of(DeviceRole.values())),
                            "model",
                            IpAddress.of(any(random, List.of("10.1.99.1", "2001:db8:1:99::1"))),
                            random.nextInt(4) > 0,
                            ports));
        }
        var zones = new ArrayList<>(plan.zones());
        if (random.nextInt(4) == 0) {
            zones.add(any(random, plan.zones()));
        }
        if (random.nextInt(4) == 0) {
            zones.remove(random.nextInt(zones.size()));
        }
        return new SitePlan(
                plan.site(),
                plan.name(),
                plan.timeZone(),
                zones,
                devices,
                random.nextInt(5) == 0 ? List.of() : plan.siteNode(),
                plan.defaultRoutes());
    }

    private static Map<DeviceSlot, DeviceConfig> configs(Random random) {
        var configs = new TreeMap<DeviceSlot, DeviceConfig>();
        for (var slot : List.of("fw-1", "sw-1", "ap-1")) {
            if (random.nextInt(4) > 0) {
                configs.put(new DeviceSlot(slot), config(random));
            }
        }
        return configs;
    }

    private static ZoneModel model(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new ZoneModel(List.of(), List.of(), List.of());
            case 1 ->
                    Plant.with(
                            Plant.model(),
                            Plant.conduit("a", "nowhere", "it/nobody", "tcp/1"),
                            Plant.conduit("b", "it", "it", "icmp"),
                            Plant.conduit("c", "wan", "wan", "protocol/50"));
            default -> Plant.model();
        };
    }

    @Test
    void every_question_has_an_answer_and_the_same_one_twice() {
        Seeded.cases(
                80,
                random -> {
                    var model = model(random);
                    var plan = plan(random);
                    var configs = configs(random);
                    var proof = SiteProof.prove(model, plan, configs);
                    assertThat(SiteProof.prove(model, plan, configs)).isEqualTo(proof);
                    for (var example : proof.counterExamples()) {
                        assertThat(example.sentence()).isNotBlank();
                    }
                    var other = configs(random);
                    var groups =
                            Map.of(
                                    new DeviceSlot("fw-1"), random.nextInt(2),
                                    new DeviceSlot("sw-1"), random.nextInt(2));
                    SiteProof.proveTransition(
                            Plant.model(), Plant.plan(), configs, model, plan, other, groups);
                    var flows = FlowDiff.between(model, plan, configs, model, plan, other);
                    assertThat(FlowDiff.between(model, plan, configs, model, plan, other))
                            .isEqualTo(flows);
                    var packet =
                            new Packet(
                                    IpAddress.of("10.1.10.7"),
                                    IpAddress.of("10.1.99.2"),
                                    6,
                                    40000,
                                    830);
                    assertThat(
                                    Explain.packet(
                                                    model,
                                                    plan,
                                                    configs,
                                                    Plant.IT,
                                                    packet,
                                                    RuleOrigins.UNKNOWN)
                                            .sentence())
                            .isNotBlank();
                });
    }

    @Test
    void a_description_with_a_line_break_stays_on_its_line() {
        Seeded.cases(
                50,
                random -> {
                    var diff = ConfigDiff.between(DeviceConfig.EMPTY, config(random));
                    assertThat(diff.canonicalText().lines().count())
                            .isEqualTo(diff.lines().size() + 1L);
                });
    }
}
