package io.holdfast.core.verify;

import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.GroupName;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A larger plant with two perimeters in series, its configurations written by hand: fw-w between
 * the WAN and IT, fw-o between IT and the plant, a routed link between them, and behind fw-o a ring
 * of three switches. The conduit reports leads from IT through both to the historian.
 */
final class SeriesPlant {

    static final DeviceSlot FW_W = new DeviceSlot("fw-w");
    static final DeviceSlot FW_O = new DeviceSlot("fw-o");
    static final DeviceSlot SW_IT = new DeviceSlot("sw-it");
    static final DeviceSlot SW_1 = new DeviceSlot("sw-1");
    static final DeviceSlot SW_2 = new DeviceSlot("sw-2");
    static final DeviceSlot SW_3 = new DeviceSlot("sw-3");

    private static final String IT = "10.1.10.0/24";
    private static final String HISTORIAN = "10.1.30.20";
    private static final List<Integer> RING = List.of(30, 40, 99);

    private SeriesPlant() {}

    static ZoneModel model() {
        return Plant.with(
                Plant.without(Plant.model(), "telemetry"),
                Plant.conduit("reports", "it", "ot-dmz/historian", "tcp/443"));
    }

    static SitePlan plan() {
        return new SitePlan(
                new SiteId("ww-02"),
                "Large waterworks",
                "Europe/Berlin",
                List.of(
                        new SiteZone(Plant.WAN, 0, List.of(), List.of(), List.of()),
                        zone(Plant.IT, 10),
                        zone(
                                Plant.OT_DMZ,
                                30,
                                new SiteZone.SiteGroup(
                                        new GroupName("historian"), List.of(Prefix.of(HISTORIAN)))),
                        zone(Plant.OT, 40),
                        zone(Plant.MANAGEMENT, 99)),
                List.of(
                        device(
                                FW_W,
                                DeviceRole.FIREWALL,
                                "10.1.99.1",
                                new Port("wan0", new PortUse.Routed(Plant.WAN)),
                                trunk("lan0", SW_IT, "up"),
                                trunk("lan1", FW_O, "out"),
                                trunk("lan2", SW_3, "p8")),
                        device(
                                FW_O,
                                DeviceRole.FIREWALL,
                                "10.1.99.4",
                                trunk("out", FW_W, "lan1"),
                                trunk("in", SW_1, "p1")),
                        device(
                                SW_IT,
                                DeviceRole.SWITCH,
                                "10.1.99.5",
                                trunk("up", FW_W, "lan0"),
                                trunk("side", SW_1, "p7"),
                                new Port("p1", new PortUse.Access(Plant.IT))),
                        device(
                                SW_1,
                                DeviceRole.SWITCH,
                                "10.1.99.6",
                                trunk("p1", FW_O, "in"),
                                trunk("p2", SW_2, "p2"),
                                trunk("p3", SW_3, "p2"),
                                trunk("p7", SW_IT, "side"),
                                new Port("p5", new PortUse.Access(Plant.MANAGEMENT))),
                        device(
                                SW_2,
                                DeviceRole.SWITCH,
                                "10.1.99.7",
                                trunk("p2", SW_1, "p2"),
                                trunk("p3", SW_3, "p3"),
                                new Port("p5", new PortUse.Access(Plant.OT_DMZ))),
                        device(
                                SW_3,
                                DeviceRole.SWITCH,
                                "10.1.99.8",
                                trunk("p2", SW_1, "p3"),
                                trunk("p3", SW_2, "p3"),
                                trunk("p8", FW_W, "lan2"),
                                new Port("p5", new PortUse.Access(Plant.OT)))),
                List.of(IpAddress.of("10.1.99.10")),
                List.of(IpAddress.of("198.51.100.1")));
    }

    private static SiteZone zone(ZoneName name, int vlan, SiteZone.SiteGroup... groups) {
        return new SiteZone(
                name,
                vlan,
                List.of(Prefix.of("10.1." + vlan + ".0/24")),
                List.of(InterfaceAddress.of("10.1." + vlan + ".1/24")),
                List.of(groups));
    }

    private static Device device(DeviceSlot slot, DeviceRole role, String address, Port... ports) {
        return new Device(slot, role, "model", IpAddress.of(address), true, List.of(ports));
    }

    private static Port trunk(String name, DeviceSlot peer, String peerPort) {
        return new Port(name, new PortUse.Trunk(peer, peerPort));
    }

    static Map<DeviceSlot, DeviceConfig> configs() {
        var configs = new TreeMap<DeviceSlot, DeviceConfig>();
        configs.put(FW_W, outer());
        configs.put(FW_O, inner());
        configs.put(
                SW_IT,
                network(
                        5,
                        Plant.port("up", new InterfaceMode.TrunkPort(List.of(10))),
                        Plant.port("side", new InterfaceMode.TrunkPort(List.of(99))),
                        Plant.port("p1", new InterfaceMode.AccessPort(10))));
        configs.put(
                SW_1,
                network(
                        6,
                        Plant.port("p1", new InterfaceMode.TrunkPort(RING)),
                        Plant.port("p2", new InterfaceMode.TrunkPort(RING)),
                        Plant.port("p3", new InterfaceMode.TrunkPort(RING)),
                        Plant.port("p7", new InterfaceMode.TrunkPort(List.of(99))),
                        Plant.port("p5", new InterfaceMode.AccessPort(99))));
        configs.put(
                SW_2,
                network(
                        7,
                        Plant.port("p2", new InterfaceMode.TrunkPort(RING)),
                        Plant.port("p3", new InterfaceMode.TrunkPort(RING)),
                        Plant.port("p5", new InterfaceMode.AccessPort(30))));
        configs.put(
                SW_3,
                network(
                        8,
                        Plant.port("p2", new InterfaceMode.TrunkPort(RING)),
                        Plant.port("p3", new InterfaceMode.TrunkPort(RING)),
                        Plant.port("p8", new InterfaceMode.TrunkPort(List.of(99))),
                        Plant.port("p5", new InterfaceMode.AccessPort(40))));
        return configs;
    }

    private static DeviceConfig outer() {
        return new DeviceConfig(
                List.of(
                        routed("wan0", "in-wan", "198.51.100.2/24"),
                        bare("lan0"),
                        routed("lan1", "in-core", "10.1.250.1/30"),
                        bare("lan2"),
                        sub("lan0", 10, "in-it", "10.1.10.1/24"),
                        sub("lan2", 99, "in-mgmt", "10.1.99.1/24")),
                List.of(),
                List.of(
                        Plant.list("in-wan", Family.IPV4),
                        Plant.list("in-it", Family.IPV4, reports()),
                        Plant.list("in-core", Family.IPV4, answers()),
                        Plant.list("in-mgmt", Family.IPV4, netconf(1), snmp(1)),
                        Plant.list("no-v6", Family.IPV6)),
                List.of(
                        new StaticRoute(Prefix.EVERY_IPV4, IpAddress.of("198.51.100.1")),
                        new StaticRoute(Prefix.of("10.1.30.0/24"), IpAddress.of("10.1.250.2")),
                        new StaticRoute(Prefix.of("10.1.40.0/24"), IpAddress.of("10.1.250.2"))));
    }

    private static DeviceConfig inner() {
        return new DeviceConfig(
                List.of(
                        routed("out", "in-core", "10.1.250.2/30"),
                        bare("in"),
                        sub("in", 30, "in-ot-dmz", "10.1.30.1/24"),
                        sub("in", 40, "in-ot", "10.1.40.1/24"),
                        sub("in", 99, "in-mgmt", "10.1.99.4/24")),
                List.of(),
                List.of(
                        Plant.list("in-core", Family.IPV4, reports()),
                        Plant.list("in-ot-dmz", Family.IPV4, answers()),
                        Plant.list("in-ot", Family.IPV4),
                        Plant.list("in-mgmt", Family.IPV4, netconf(4), snmp(4)),
                        Plant.list("no-v6", Family.IPV6)),
                List.of(new StaticRoute(Prefix.of(IT), IpAddress.of("10.1.250.1"))));
    }

    /** The switch with an address of its own in the plant's VLAN: from then on it routes. */
    static DeviceConfig routedInPlant(DeviceConfig config) {
        var parts = new ArrayList<>(config.interfaces());
        parts.add(
                new InterfaceConfig(
                        "vlan40",
                        "left over",
                        true,
                        new InterfaceMode.VlanInterface(40),
                        List.of(InterfaceAddress.of("10.1.40.9/24")),
                        List.of()));
        return new DeviceConfig(parts, config.vlans(), config.accessLists(), config.routes());
    }

    private static DeviceConfig network(int host, InterfaceConfig... ports) {
        var parts = new ArrayList<>(List.of(ports));
        parts.add(
                new InterfaceConfig(
                        "vlan99",
                        "management",
                        true,
                        new InterfaceMode.VlanInterface(99),
                        List.of(InterfaceAddress.of("10.1.99." + host + "/24")),
                        List.of(new AclName("in-mgmt"), new AclName("no-v6"))));
        return new DeviceConfig(
                parts,
                List.of(
                        new Vlan(10, "it"),
                        new Vlan(30, "ot-dmz"),
                        new Vlan(40, "ot"),
                        new Vlan(99, "management")),
                List.of(
                        Plant.list("in-mgmt", Family.IPV4, netconf(host), snmp(host)),
                        Plant.list("no-v6", Family.IPV6)),
                List.of());
    }

    private static FilterRule reports() {
        return Plant.permit("reports-1", IT, HISTORIAN, "tcp/443");
    }

    private static FilterRule answers() {
        return Plant.permit("reports-1-reply", HISTORIAN, IT, "tcp/443>0-65535");
    }

    private static FilterRule netconf(int host) {
        return Plant.permit("netconf", "10.1.99.10", "10.1.99." + host, "tcp/830");
    }

    private static FilterRule snmp(int host) {
        return Plant.permit("snmp", "10.1.99.10", "10.1.99." + host, "udp/161");
    }

    private static InterfaceConfig bare(String name) {
        return Plant.port(name, new InterfaceMode.Routed());
    }

    private static InterfaceConfig routed(String name, String list, String address) {
        return part(name, new InterfaceMode.Routed(), list, address);
    }

    private static InterfaceConfig sub(String parent, int vlan, String list, String address) {
        return part(
                parent + "." + vlan, new InterfaceMode.Subinterface(parent, vlan), list, address);
    }

    private static InterfaceConfig part(
            String name, InterfaceMode mode, String list, String address) {
        return new InterfaceConfig(
                name,
                "",
                true,
                mode,
                List.of(InterfaceAddress.of(address)),
                List.of(new AclName(list), new AclName("no-v6")));
    }
}
