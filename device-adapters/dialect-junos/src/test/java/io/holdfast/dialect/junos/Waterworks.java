package io.holdfast.dialect.junos;

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
import io.holdfast.core.config.Vlan;
import io.holdfast.core.config.ZonePolicy;
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

/** The firewall and the switch of a small waterworks, as the golden files show them. */
final class Waterworks {

    static final List<String> FIREWALL_MODULES =
            List.of("junos-es-conf-root", "junos-es-conf-security", "junos-es-conf-vlans");
    static final List<String> SWITCH_MODULES = List.of("junos-ex-conf-root", "junos-ex-conf-vlans");

    private static final SecurityZoneName IT = new SecurityZoneName("it");
    private static final SecurityZoneName OT = new SecurityZoneName("ot");
    private static final SecurityZoneName MANAGEMENT = new SecurityZoneName("management");

    private Waterworks() {}

    static DeviceCapabilities device(List<String> modules) {
        return new DeviceCapabilities(true, ConfirmedCommit.V1_1, true, false, false, modules);
    }

    static DeviceConfig firewall() {
        return new DeviceConfig(
                List.of(
                        port("ge-0/0/0", "to the provider", true, "198.51.100.2/30"),
                        port("ge-0/0/1", "trunk to sw-1", true),
                        unit(10, "it", "10.1.10.1/24", "2001:db8:1:10::1/64"),
                        unit(40, "ot", "10.1.40.1/24", "2001:db8:1:40::1/64"),
                        unit(99, "management", "10.1.99.1/24", "2001:db8:1:99::1/64")),
                List.of(),
                List.of(
                        new AccessList(
                                new AclName("no-spoofing"),
                                Family.IPV4,
                                List.of(
                                        rule(
                                                "own",
                                                "10.1.0.0/16",
                                                "0.0.0.0/0",
                                                new Service.EveryProtocol(),
                                                Verdict.DENY,
                                                true),
                                        rule(
                                                "rest",
                                                "0.0.0.0/0",
                                                "0.0.0.0/0",
                                                new Service.EveryProtocol(),
                                                Verdict.PERMIT,
                                                false)))),
                List.of(
                        new StaticRoute(Prefix.EVERY_IPV4, IpAddress.of("198.51.100.1")),
                        new StaticRoute(Prefix.EVERY_IPV6, IpAddress.of("2001:db8:ffff::1"))),
                List.of(
                        new SecurityZone(IT, List.of("ge-0/0/1.10"), List.of()),
                        new SecurityZone(OT, List.of("ge-0/0/1.40"), List.of()),
                        new SecurityZone(
                                new SecurityZoneName("wan"), List.of("ge-0/0/0"), List.of()),
                        new SecurityZone(
                                MANAGEMENT,
                                List.of("ge-0/0/1.99"),
                                Stream.of(
                                                permit(
                                                        "netconf",
                                                        "10.1.99.10/32",
                                                        "10.1.99.1/32",
                                                        "tcp/830"),
                                                permit(
                                                        "inventory",
                                                        "10.1.99.10/32",
                                                        "10.1.99.1/32",
                                                        "udp/161"),
                                                permit(
                                                        "netconf by IPv6",
                                                        "2001:db8:1:99::10/128",
                                                        "2001:db8:1:99::1/128",
                                                        "tcp/830"),
                                                permit(
                                                        "echo",
                                                        "10.1.99.0/24",
                                                        "0.0.0.0/0",
                                                        "icmp/8"))
                                        .toList())),
                List.of(
                        new ZonePolicy(
                                IT,
                                OT,
                                List.of(
                                        permit(
                                                "telemetry",
                                                "10.1.10.20/32",
                                                "10.1.40.0/24",
                                                "tcp/502"),
                                        permit(
                                                "telemetry-v6",
                                                "2001:db8:1:10::20/128",
                                                "2001:db8:1:40::/64",
                                                "tcp/502"),
                                        rule(
                                                "be told no",
                                                "10.1.10.0/24",
                                                "10.1.40.0/24",
                                                Service.of("tcp/22"),
                                                Verdict.REJECT,
                                                true),
                                        rule(
                                                "rest",
                                                "0.0.0.0/0",
                                                "0.0.0.0/0",
                                                new Service.EveryProtocol(),
                                                Verdict.DENY,
                                                true))),
                        new ZonePolicy(
                                OT,
                                OT,
                                List.of(
                                        permit(
                                                "time",
                                                "10.1.40.0/24",
                                                "10.1.40.5/32",
                                                "udp/123")))),
                List.of());
    }

    static DeviceConfig networkSwitch() {
        return new DeviceConfig(
                List.of(
                        new InterfaceConfig(
                                "ge-0/0/0",
                                "to fw-1",
                                true,
                                new InterfaceMode.TrunkPort(List.of(40, 99)),
                                List.of(),
                                List.of()),
                        new InterfaceConfig(
                                "ge-0/0/1",
                                "PLC 1",
                                true,
                                new InterfaceMode.AccessPort(40),
                                List.of(),
                                List.of()),
                        new InterfaceConfig(
                                "ge-0/0/2",
                                "",
                                false,
                                new InterfaceMode.NoVlan(),
                                List.of(),
                                List.of()),
                        new InterfaceConfig(
                                "vlan99",
                                "management",
                                true,
                                new InterfaceMode.VlanInterface(99),
                                List.of(
                                        InterfaceAddress.of("10.1.99.2/24"),
                                        InterfaceAddress.of("2001:db8:1:99::2/64")),
                                List.of())),
                List.of(new Vlan(40, "Productive OT"), new Vlan(99, "management")),
                List.of(),
                List.of(new StaticRoute(Prefix.EVERY_IPV4, IpAddress.of("10.1.99.1"))));
    }

    private static InterfaceConfig port(
            String name, String description, boolean enabled, String... addresses) {
        return new InterfaceConfig(
                name,
                description,
                enabled,
                new InterfaceMode.Routed(),
                Stream.of(addresses).map(InterfaceAddress::of).toList(),
                addresses.length == 0 ? List.of() : List.of(new AclName("no-spoofing")));
    }

    private static InterfaceConfig unit(int vlan, String description, String... addresses) {
        return new InterfaceConfig(
                "ge-0/0/1." + vlan,
                description,
                true,
                new InterfaceMode.Subinterface("ge-0/0/1", vlan),
                Stream.of(addresses).map(InterfaceAddress::of).toList(),
                List.of());
    }

    static FilterRule permit(String name, String from, String to, String service) {
        return rule(name, from, to, Service.of(service), Verdict.PERMIT, false);
    }

    static FilterRule rule(
            String name, String from, String to, Service service, Verdict verdict, boolean log) {
        var match = new PacketMatch(Prefix.of(from), Prefix.of(to), service);
        return new FilterRule(name, match, verdict, log);
    }
}
