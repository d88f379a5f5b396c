package io.holdfast.dialect.ietf;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.observe.DeviceCapabilities.ConfirmedCommit;
import java.util.List;
import java.util.stream.Stream;

/** The devices of a small waterworks, as the golden files show them. */
final class Plants {

    static final List<String> FIREWALL_MODULES =
            List.of(
                    "ietf-interfaces",
                    "ietf-ip",
                    "iana-if-type",
                    "ietf-access-control-list",
                    "ietf-routing",
                    "ietf-ipv4-unicast-routing",
                    "ietf-ipv6-unicast-routing");
    static final List<String> SWITCH_MODULES =
            List.of(
                    "ietf-interfaces",
                    "ietf-ip",
                    "iana-if-type",
                    "ieee802-dot1q-bridge",
                    "ietf-routing",
                    "ietf-ipv4-unicast-routing",
                    "ietf-ipv6-unicast-routing");
    static final List<String> EVERY_MODULE =
            Stream.concat(FIREWALL_MODULES.stream(), SWITCH_MODULES.stream()).distinct().toList();
    static final List<String> HOST_MODULES = List.of("ietf-interfaces", "ietf-ip", "iana-if-type");

    private Plants() {}

    static DeviceCapabilities device(List<String> modules) {
        return new DeviceCapabilities(true, ConfirmedCommit.V1_1, true, false, false, modules);
    }

    static DeviceConfig firewall() {
        return new DeviceConfig(
                List.of(
                        routed("wan0", "to the provider", "198.51.100.2/30", "wan"),
                        new InterfaceConfig(
                                "lan0",
                                "trunk to sw-1 ge-0/0/1",
                                true,
                                new InterfaceMode.Routed(),
                                List.of(),
                                List.of()),
                        subinterface(40, "ot", "10.1.40.1/24", "2001:db8:1:40::1/64"),
                        subinterface(99, "management", "10.1.99.1/24", "2001:db8:1:99::1/64")),
                List.of(),
                List.of(
                        list("in-ot-v4", Family.IPV4, telemetry(), answers(), rest(Family.IPV4)),
                        list("in-ot-v6", Family.IPV6, pings(), rest(Family.IPV6)),
                        list("in-management-v4", Family.IPV4, ssh(), rest(Family.IPV4)),
                        list("in-management-v6", Family.IPV6, rest(Family.IPV6)),
                        list("in-wan-v4", Family.IPV4, rest(Family.IPV4)),
                        list("in-wan-v6", Family.IPV6, rest(Family.IPV6))),
                List.of(
                        new StaticRoute(Prefix.EVERY_IPV4, IpAddress.of("198.51.100.1")),
                        new StaticRoute(Prefix.EVERY_IPV6, IpAddress.of("2001:db8:ffff::1"))));
    }

    static DeviceConfig switchConfig() {
        return new DeviceConfig(
                List.of(
                        port("ge-0/0/1", "trunk to fw-1 lan0", trunk(40, 99)),
                        port("ge-0/0/2", "ot", new InterfaceMode.AccessPort(40)),
                        port("ge-0/0/3", "site node", new InterfaceMode.AccessPort(99)),
                        new InterfaceConfig(
                                "ge-0/0/4",
                                "",
                                false,
                                new InterfaceMode.NoVlan(),
                                List.of(),
                                List.of()),
                        port("ge-0/0/5", "spare trunk", trunk()),
                        new InterfaceConfig(
                                "vlan99",
                                "management",
                                true,
                                new InterfaceMode.VlanInterface(99),
                                List.of(
                                        InterfaceAddress.of("10.1.99.2/24"),
                                        InterfaceAddress.of("2001:db8:1:99::2/64")),
                                List.of())),
                List.of(new Vlan(40, "ot"), new Vlan(99, "management")),
                List.of(),
                List.of(new StaticRoute(Prefix.EVERY_IPV4, IpAddress.of("10.1.99.1"))));
    }

    static DeviceConfig host() {
        return new DeviceConfig(
                List.of(routed("eth0", "the historian's port", "10.1.30.10/24")),
                List.of(),
                List.of(),
                List.of());
    }

    private static InterfaceMode trunk(Integer... vlans) {
        return new InterfaceMode.TrunkPort(List.of(vlans));
    }

    private static InterfaceConfig port(String name, String description, InterfaceMode mode) {
        return new InterfaceConfig(name, description, true, mode, List.of(), List.of());
    }

    private static InterfaceConfig routed(
            String name, String description, String address, String... zone) {
        return new InterfaceConfig(
                name,
                description,
                true,
                new InterfaceMode.Routed(),
                List.of(InterfaceAddress.of(address)),
                Stream.of(zone).flatMap(Plants::lists).toList());
    }

    private static InterfaceConfig subinterface(int vlan, String zone, String v4, String v6) {
        return new InterfaceConfig(
                "lan0." + vlan,
                zone,
                true,
                new InterfaceMode.Subinterface("lan0", vlan),
                List.of(InterfaceAddress.of(v4), InterfaceAddress.of(v6)),
                lists(zone).toList());
    }

    private static Stream<AclName> lists(String zone) {
        return Stream.of(new AclName("in-" + zone + "-v4"), new AclName("in-" + zone + "-v6"));
    }

    private static AccessList list(String name, Family family, FilterRule... rules) {
        return new AccessList(new AclName(name), family, List.of(rules));
    }

    private static FilterRule telemetry() {
        return rule("telemetry-1", "10.1.40.0/24", "10.1.30.20/32", "tcp/502");
    }

    private static FilterRule answers() {
        return rule("patches-1-reply", "10.1.40.0/24", "10.1.30.30/32", "tcp/8530-8531>1024-65535");
    }

    private static FilterRule ssh() {
        return rule("site-node-1", "10.1.99.10/32", "10.1.99.1/32", "udp/161");
    }

    private static FilterRule pings() {
        return rule("echo-1", "2001:db8:1:40::/64", "2001:db8:1:30::20/128", "icmp/128");
    }

    private static FilterRule rule(String name, String from, String to, String service) {
        return new FilterRule(
                name,
                new PacketMatch(Prefix.of(from), Prefix.of(to), Service.of(service)),
                Verdict.PERMIT,
                false);
    }

    private static FilterRule rest(Family family) {
        return new FilterRule("deny-all", PacketMatch.every(family), Verdict.DENY, true);
    }
}
