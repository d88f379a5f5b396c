package io.holdfast.dialect.ietf;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.config.WirelessNetwork;
import io.holdfast.core.config.WirelessSecurity;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the modules cannot say is said before anything is sent. */
final class BlockersTest {

    private final IetfDialect dialect = new IetfDialect();

    @Test
    void an_access_list_is_a_blocker_on_a_device_without_its_module() {
        assertThat(blockers(Plants.firewall(), Plants.HOST_MODULES))
                .contains(
                        "access list in-ot-v4 cannot be told: the device does not list module"
                                + " ietf-access-control-list",
                        "static routes cannot be told: the device does not list module"
                                + " ietf-routing");
    }

    @Test
    void vlans_are_a_blocker_on_a_device_without_a_bridge() {
        assertThat(blockers(Plants.switchConfig(), Plants.FIREWALL_MODULES))
                .containsExactly(
                        "VLANs or switch ports cannot be told: the device does not list module"
                                + " ieee802-dot1q-bridge");
    }

    @Test
    void a_device_without_interfaces_can_be_told_nothing() {
        assertThat(blockers(Plants.host(), List.of())).hasSize(2);
        assertThat(blockers(DeviceConfig.EMPTY, List.of())).isEmpty();
    }

    @Test
    void a_subinterface_carries_its_parent_and_vlan_in_its_name() {
        assertThat(blockers(with("lan0.41", new InterfaceMode.Subinterface("lan0", 40))))
                .containsExactly("interface lan0.41 must be named lan0.40");
        assertThat(blockers(with("irb.99", new InterfaceMode.VlanInterface(99))))
                .containsExactly("interface irb.99 must be named vlan99");
        assertThat(blockers(with("p", new InterfaceMode.AccessPort(4095))))
                .containsExactly("interface p names VLAN 4095, which is not 1 to 4094");
    }

    @Test
    void characters_xml_cannot_carry_are_a_blocker() {
        for (var bad : List.of("a\u0000b", "bell\u0007", "line\nline", "half \ud800 pair")) {
            var config =
                    one(
                            new InterfaceConfig(
                                    "p",
                                    bad,
                                    true,
                                    new InterfaceMode.Routed(),
                                    List.of(),
                                    List.of()));
            assertThat(blockers(config))
                    .containsExactly(
                            "the description of interface p has characters that cannot be told");
        }
    }

    @Test
    void what_the_lists_of_yang_hold_once_may_not_stand_twice() {
        var twice =
                new InterfaceConfig(
                        "p",
                        "",
                        true,
                        new InterfaceMode.Routed(),
                        List.of(
                                InterfaceAddress.of("10.1.1.1/24"),
                                InterfaceAddress.of("10.1.1.1/25")),
                        List.of());
        assertThat(blockers(one(twice)))
                .containsExactly("interface p: address 10.1.1.1 stands twice");
        var hops =
                List.of("10.0.0.1", "10.0.0.2").stream()
                        .map(hop -> new StaticRoute(Prefix.EVERY_IPV4, IpAddress.of(hop)))
                        .toList();
        assertThat(blockers(new DeviceConfig(List.of(), List.of(), List.of(), hops))).hasSize(1);
    }

    @Test
    void a_range_of_icmp_types_cannot_stand_in_one_entry() {
        var match = new PacketMatch(Prefix.EVERY_IPV4, Prefix.EVERY_IPV4, new Service.Icmp(3, 4));
        var list =
                new AccessList(
                        new AclName("a"),
                        Family.IPV4,
                        List.of(new FilterRule("r", match, Verdict.PERMIT, false)));
        assertThat(blockers(new DeviceConfig(List.of(), List.of(), List.of(list), List.of())))
                .containsExactly(
                        "access list a: rule r spans ICMP types 3 to 4, an entry names one type or"
                                + " none");
    }

    @Test
    void an_attached_list_that_is_not_there_is_a_blocker() {
        var config =
                one(
                        new InterfaceConfig(
                                "p",
                                "",
                                true,
                                new InterfaceMode.Routed(),
                                List.of(),
                                List.of(new AclName("nowhere"))));
        assertThat(blockers(config))
                .containsExactly("interface p names access list nowhere, which is not there");
    }

    @Test
    void security_zones_and_wireless_networks_are_blockers() {
        var name = new SecurityZoneName("ot");
        var zoned =
                new DeviceConfig(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(new SecurityZone(name, List.of(), List.of())),
                        List.of(),
                        List.of(
                                new WirelessNetwork(
                                        "office", 10, true, new WirelessSecurity.Open())));
        assertThat(blockers(zoned))
                .containsExactly(
                        "security zones cannot be told: the IETF modules have no stateful firewall",
                        "wireless networks cannot be told: the IETF modules have none");
    }

    private List<String> blockers(DeviceConfig config) {
        return blockers(config, Plants.EVERY_MODULE);
    }

    private List<String> blockers(DeviceConfig config, List<String> modules) {
        return dialect.blockers(config, Plants.device(modules));
    }

    private static DeviceConfig with(String name, InterfaceMode mode) {
        return one(new InterfaceConfig(name, "", true, mode, List.of(), List.of()));
    }

    private static DeviceConfig one(InterfaceConfig each) {
        return new DeviceConfig(List.of(each), List.of(), List.of(), List.of());
    }
}
