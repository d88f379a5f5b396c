package io.holdfast.dialect.junos;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.config.WirelessNetwork;
import io.holdfast.core.config.WirelessSecurity;
import io.holdfast.core.config.ZonePolicy;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.Service;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockersTest {

    private static final SecurityZoneName OT = new SecurityZoneName("ot");

    private final JunosDialect dialect = new JunosDialect();

    private List<String> blockers(DeviceConfig config) {
        return dialect.blockers(config, Waterworks.device(Waterworks.FIREWALL_MODULES));
    }

    private static DeviceConfig with(InterfaceConfig... interfaces) {
        return new DeviceConfig(
                List.of(interfaces), List.of(new Vlan(10, "it")), List.of(), List.of());
    }

    private static InterfaceConfig one(String name, InterfaceMode mode, String... addresses) {
        return new InterfaceConfig(
                name,
                "",
                true,
                mode,
                java.util.stream.Stream.of(addresses).map(InterfaceAddress::of).toList(),
                List.of());
    }

    private static DeviceConfig zoned(String inside, FilterRule... rules) {
        return new DeviceConfig(
                List.of(one("ge-0/0/1", new InterfaceMode.Routed(), "10.1.1.1/24")),
                List.of(),
                List.of(),
                List.of(),
                List.of(new SecurityZone(OT, List.of(inside), List.of())),
                rules.length == 0 ? List.of() : List.of(new ZonePolicy(OT, OT, List.of(rules))),
                List.of());
    }

    @Test
    void a_switch_is_no_firewall_and_neither_is_an_access_point() {
        var device = Waterworks.device(Waterworks.SWITCH_MODULES);
        assertThat(dialect.blockers(zoned("ge-0/0/1"), device))
                .containsExactly("security zones cannot be told: the device is no firewall");
        var wireless = new WirelessNetwork("office", 10, true, new WirelessSecurity.Open());
        var config =
                new DeviceConfig(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(wireless));
        assertThat(dialect.blockers(config, device))
                .containsExactly("wireless networks cannot be told: the device is no access point");
    }

    @Test
    void a_zone_holds_interfaces_that_route() {
        assertThat(blockers(zoned("ge-0/0/1"))).isEmpty();
        assertThat(blockers(zoned("ge-0/0/7")))
                .containsExactly("security zone ot names interface ge-0/0/7, which does not route");
    }

    @Test
    void a_name_that_junos_has_not_is_a_blocker() {
        assertThat(blockers(with(one("GE 1", new InterfaceMode.NoVlan())))).hasSize(1);
        assertThat(blockers(with(one("irb", new InterfaceMode.Routed())))).hasSize(1);
        assertThat(blockers(with(one("vlan10", new InterfaceMode.Routed())))).hasSize(1);
        assertThat(blockers(with(one("vlan10", new InterfaceMode.VlanInterface(10))))).isEmpty();
        assertThat(blockers(with(one("mgmt", new InterfaceMode.VlanInterface(10))))).hasSize(1);
    }

    @Test
    void a_port_that_carries_tagged_units_routes_nothing_untagged() {
        var unit = one("ge-0/0/1.10", new InterfaceMode.Subinterface("ge-0/0/1", 10));
        assertThat(blockers(with(one("ge-0/0/1", new InterfaceMode.Routed()), unit))).isEmpty();
        assertThat(blockers(with(one("ge-0/0/1", new InterfaceMode.Routed(), "10.1.1.1/24"), unit)))
                .containsExactly(
                        "interface ge-0/0/1 carries tagged units and cannot route untagged"
                                + " packets");
        assertThat(blockers(with(unit)))
                .containsExactly("interface ge-0/0/1.10 needs a routed interface ge-0/0/1");
    }

    @Test
    void a_switch_port_in_a_vlan_that_is_not_there_is_a_blocker() {
        assertThat(blockers(with(one("ge-0/0/1", new InterfaceMode.AccessPort(20)))))
                .containsExactly("interface ge-0/0/1 names VLAN 20, which is not there");
        assertThat(blockers(with(one("ge-0/0/1", new InterfaceMode.AccessPort(10), "10.1.1.1/24"))))
                .containsExactly(
                        "interface ge-0/0/1 is a switch port and has no addresses and lists");
    }

    @Test
    void rules_that_cannot_be_told_are_named() {
        var types =
                Waterworks.rule(
                        "r",
                        "0.0.0.0/0",
                        "0.0.0.0/0",
                        new Service.Icmp(3, 4),
                        Verdict.PERMIT,
                        false);
        assertThat(blockers(zoned("ge-0/0/1", types, types)))
                .containsExactly(
                        "the policy from ot to ot: rule r stands twice",
                        "the policy from ot to ot: rule r spans ICMP types 3 to 4, an application"
                                + " names one type or none",
                        "the policy from ot to ot: rule r spans ICMP types 3 to 4, an application"
                                + " names one type or none");
    }
}
