package io.holdfast.core.verify;

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
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.GroupName;
import io.holdfast.core.zone.Guardrail;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.SecurityLevel;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A small waterworks, its configurations written by hand (rulings P3): firewall, switch and access
 * point, the zones wan, it, ot-dmz, ot and management, the conduit telemetry from the historian to
 * the plant. Everything in IPv4 and in IPv6.
 */
public final class Plant {

    public static final DeviceSlot FW = new DeviceSlot("fw-1");
    public static final DeviceSlot SW = new DeviceSlot("sw-1");
    public static final DeviceSlot AP = new DeviceSlot("ap-1");
    public static final ZoneName WAN = new ZoneName("wan");
    public static final ZoneName IT = new ZoneName("it");
    public static final ZoneName OT_DMZ = new ZoneName("ot-dmz");
    public static final ZoneName OT = new ZoneName("ot");
    public static final ZoneName MANAGEMENT = new ZoneName("management");

    private static final String HISTORIAN = "10.1.30.20";
    private static final String HISTORIAN6 = "2001:db8:1:30::20";
    private static final String PLANT = "10.1.40.0/24";
    private static final String PLANT6 = "2001:db8:1:40::/64";

    private Plant() {}

    public static ZoneModel model() {
        return new ZoneModel(
                List.of(
                        zone("wan", ZoneKind.WAN),
                        zone("it", ZoneKind.IT),
                        zone("ot-dmz", ZoneKind.OT_DMZ),
                        zone("ot", ZoneKind.OT),
                        zone("management", ZoneKind.MANAGEMENT)),
                List.of(conduit("telemetry", "ot-dmz/historian", "ot", "tcp/502")),
                List.of(
                        new Guardrail.NeverDirect("no-direct-it-ot", ZoneKind.IT, ZoneKind.OT),
                        new Guardrail.ManagementOnlyFromSiteNode("management-closed")));
    }

    public static ZoneModel with(ZoneModel model, Conduit... more) {
        var conduits = new ArrayList<>(model.conduits());
        conduits.addAll(Arrays.asList(more));
        return new ZoneModel(model.zones(), conduits, model.guardrails());
    }

    public static ZoneModel without(ZoneModel model, String conduit) {
        var left = model.conduits().stream().filter(c -> !c.id().value().equals(conduit)).toList();
        return new ZoneModel(model.zones(), left, model.guardrails());
    }

    private static Zone zone(String name, ZoneKind kind) {
        return new Zone(
                new ZoneName(name), kind, SecurityLevel.even(2), "shift-lead", kind == ZoneKind.OT);
    }

    public static Conduit conduit(String id, String from, String to, String... services) {
        return new Conduit(
                new ConduitId(id),
                id,
                Endpoint.of(from),
                Endpoint.of(to),
                Arrays.stream(services).map(Service::of).toList(),
                "needed",
                "shift-lead",
                LocalDate.of(2027, 6, 1),
                new Scope.EverySite());
    }

    public static SitePlan plan() {
        return new SitePlan(
                new SiteId("ww-01"),
                "Waterworks",
                "Europe/Berlin",
                List.of(
                        new SiteZone(WAN, 0, List.of(), List.of(), List.of()),
                        siteZone(IT, 10),
                        siteZone(OT_DMZ, 30, "historian"),
                        siteZone(OT, 40),
                        siteZone(MANAGEMENT, 99)),
                List.of(
                        new Device(
                                FW,
                                DeviceRole.FIREWALL,
                                "firewall",
                                IpAddress.of("10.1.99.1"),
                                true,
                                List.of(
                                        new Port("wan0", new PortUse.Routed(WAN)),
                                        new Port("lan0", new PortUse.Trunk(SW, "ge-0/0/1")))),
                        new Device(
                                SW,
                                DeviceRole.SWITCH,
                                "switch",
                                IpAddress.of("10.1.99.2"),
                                true,
                                List.of(
                                        new Port("ge-0/0/1", new PortUse.Trunk(FW, "lan0")),
                                        new Port("ge-0/0/2", new PortUse.Access(IT)),
                                        new Port("ge-0/0/3", new PortUse.Access(OT_DMZ)),
                                        new Port("ge-0/0/4", new PortUse.Access(OT)),
                                        new Port("ge-0/0/5", new PortUse.Access(MANAGEMENT)),
                                        new Port("ge-0/0/6", new PortUse.Trunk(AP, "eth0")),
                                        new Port("ge-0/0/7", new PortUse.Unused()))),
                        new Device(
                                AP,
                                DeviceRole.ACCESS_POINT,
                                "access point",
                                IpAddress.of("10.1.99.3"),
                                false,
                                List.of(new Port("eth0", new PortUse.Trunk(SW, "ge-0/0/6"))))),
                List.of(IpAddress.of("10.1.99.10"), IpAddress.of("2001:db8:1:99::10")),
                List.of(IpAddress.of("198.51.100.1"), IpAddress.of("2001:db8:ffff::1")));
    }

    private static SiteZone siteZone(ZoneName name, int vlan, String... groups) {
        return new SiteZone(
                name,
                vlan,
                List.of(
                        Prefix.of("10.1." + vlan + ".0/24"),
                        Prefix.of("2001:db8:1:" + vlan + "::/64")),
                gateways(vlan),
                Arrays.stream(groups)
                        .map(g ->
                                new SiteZone.SiteGroup(
                                        new GroupName(g),
                                        List.of(
                                                Prefix.of("10.1." + vlan + ".20"),
                                                Prefix.of("2001:db8:1:" + vlan + "::20"))))
                        .toList());
    }

    private static List<InterfaceAddress> gateways(int vlan) {
        return List.of(
                InterfaceAddress.of("10.1." + vlan + ".1/24"),
                InterfaceAddress.of("2001:db8:1:" + vlan + "::1/64"));
    }

    public static Map<DeviceSlot, DeviceConfig> configs() {
        var configs = new TreeMap<DeviceSlot, DeviceConfig>();
        configs.put(FW, firewall());
        configs.put(SW, networkSwitch());
        return configs;
    }

    public static DeviceConfig firewall() {
        return new DeviceConfig(
                List.of(
                        routed(
                                "wan0",
                                "in-wan",
                                InterfaceAddress.of("198.51.100.2/24"),
                                InterfaceAddress.of("2001:db8:ffff::2/64")),
                        new InterfaceConfig(
                                "lan0",
                                "to sw-1",
                                true,
                                new InterfaceMode.Routed(),
                                List.of(),
                                List.of()),
                        subinterface("it", 10),
                        subinterface("ot-dmz", 30),
                        subinterface("ot", 40),
                        subinterface("management", 99)),
                List.of(),
                List.of(
                        list("in-wan-v4", Family.IPV4),
                        list("in-wan-v6", Family.IPV6),
                        list("in-it-v4", Family.IPV4),
                        list("in-it-v6", Family.IPV6),
                        list("in-ot-dmz-v4", Family.IPV4, asks(HISTORIAN, PLANT)),
                        list("in-ot-dmz-v6", Family.IPV6, asks(HISTORIAN6, PLANT6)),
                        list("in-ot-v4", Family.IPV4, answers(PLANT, HISTORIAN)),
                        list("in-ot-v6", Family.IPV6, answers(PLANT6, HISTORIAN6)),
                        list(
                                "in-management-v4",
                                Family.IPV4,
                                permit("netconf", "10.1.99.10", "10.1.99.1", "tcp/830"),
                                permit("snmp", "10.1.99.10", "10.1.99.1", "udp/161")),
                        list("in-management-v6", Family.IPV6)),
                List.of(
                        new StaticRoute(Prefix.EVERY_IPV4, IpAddress.of("198.51.100.1")),
                        new StaticRoute(Prefix.EVERY_IPV6, IpAddress.of("2001:db8:ffff::1"))));
    }

    private static FilterRule asks(String from, String to) {
        return permit("telemetry-1", from, to, "tcp/502");
    }

    private static FilterRule answers(String from, String to) {
        return permit("telemetry-1-reply", from, to, "tcp/502>0-65535");
    }

    public static DeviceConfig networkSwitch() {
        return new DeviceConfig(
                List.of(
                        port("ge-0/0/1", new InterfaceMode.TrunkPort(List.of(10, 30, 40, 99))),
                        port("ge-0/0/2", new InterfaceMode.AccessPort(10)),
                        port("ge-0/0/3", new InterfaceMode.AccessPort(30)),
                        port("ge-0/0/4", new InterfaceMode.AccessPort(40)),
                        port("ge-0/0/5", new InterfaceMode.AccessPort(99)),
                        port("ge-0/0/6", new InterfaceMode.AccessPort(99)),
                        new InterfaceConfig(
                                "ge-0/0/7",
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
                                List.of(InterfaceAddress.of("10.1.99.2/24")),
                                List.of(new AclName("in-mgmt-v4"), new AclName("in-mgmt-v6")))),
                List.of(
                        new Vlan(10, "it"),
                        new Vlan(30, "ot-dmz"),
                        new Vlan(40, "ot"),
                        new Vlan(99, "management")),
                List.of(
                        list(
                                "in-mgmt-v4",
                                Family.IPV4,
                                permit("netconf", "10.1.99.10", "10.1.99.2", "tcp/830"),
                                permit("snmp", "10.1.99.10", "10.1.99.2", "udp/161")),
                        list("in-mgmt-v6", Family.IPV6)),
                List.of(new StaticRoute(Prefix.EVERY_IPV4, IpAddress.of("10.1.99.1"))));
    }

    public static InterfaceConfig port(String name, InterfaceMode mode) {
        return new InterfaceConfig(name, "", true, mode, List.of(), List.of());
    }

    private static InterfaceConfig routed(String name, String list, InterfaceAddress... addresses) {
        return new InterfaceConfig(
                name,
                "",
                true,
                new InterfaceMode.Routed(),
                Arrays.asList(addresses),
                List.of(new AclName(list + "-v4"), new AclName(list + "-v6")));
    }

    public static InterfaceConfig subinterface(String zone, int vlan) {
        return new InterfaceConfig(
                "lan0." + vlan,
                zone,
                true,
                new InterfaceMode.Subinterface("lan0", vlan),
                gateways(vlan),
                List.of(new AclName("in-" + zone + "-v4"), new AclName("in-" + zone + "-v6")));
    }

    /** The rules and, as always, the last one that denies the rest. */
    public static AccessList list(String name, Family family, FilterRule... rules) {
        var all = new ArrayList<>(Arrays.asList(rules));
        all.add(new FilterRule("deny-all", PacketMatch.every(family), Verdict.DENY, true));
        return new AccessList(new AclName(name), family, all);
    }

    public static FilterRule permit(String name, String from, String to, String service) {
        return rule(name, Verdict.PERMIT, from, to, service);
    }

    public static FilterRule deny(String name, String from, String to, String service) {
        return rule(name, Verdict.DENY, from, to, service);
    }

    private static FilterRule rule(
            String name, Verdict verdict, String from, String to, String service) {
        return new FilterRule(
                name,
                new PacketMatch(
                        Prefix.of(from),
                        Prefix.of(to),
                        service.equals("any") ? new Service.EveryProtocol() : Service.of(service)),
                verdict,
                false);
    }

    /** The configurations with one device's changed. */
    public static Map<DeviceSlot, DeviceConfig> changed(
            DeviceSlot slot, UnaryOperator<DeviceConfig> change) {
        return changed(configs(), slot, change);
    }

    public static Map<DeviceSlot, DeviceConfig> changed(
            Map<DeviceSlot, DeviceConfig> configs,
            DeviceSlot slot,
            UnaryOperator<DeviceConfig> change) {
        var all = new TreeMap<>(configs);
        all.computeIfPresent(slot, (_, config) -> change.apply(config));
        return all;
    }

    public static UnaryOperator<DeviceConfig> rules(
            String list, UnaryOperator<List<FilterRule>> change) {
        return config ->
                new DeviceConfig(
                        config.interfaces(),
                        config.vlans(),
                        config.accessLists().stream()
                                .map(l ->
                                        l.name().value().equals(list)
                                                ? new AccessList(
                                                        l.name(),
                                                        l.family(),
                                                        change.apply(new ArrayList<>(l.rules())))
                                                : l)
                                .toList(),
                        config.routes());
    }

    public static UnaryOperator<DeviceConfig> ruleFirst(String list, FilterRule rule) {
        return rules(
                list,
                rules -> {
                    rules.addFirst(rule);
                    return rules;
                });
    }

    public static UnaryOperator<DeviceConfig> part(
            String name, UnaryOperator<InterfaceConfig> change) {
        return config ->
                new DeviceConfig(
                        config.interfaces().stream()
                                .map(i -> i.name().equals(name) ? change.apply(i) : i)
                                .toList(),
                        config.vlans(),
                        config.accessLists(),
                        config.routes());
    }

    public static UnaryOperator<DeviceConfig> mode(String name, InterfaceMode mode) {
        return part(
                name,
                i ->
                        new InterfaceConfig(
                                i.name(), i.description(), true, mode, i.addresses(), i.ingress()));
    }

    public static UnaryOperator<DeviceConfig> route(String to, String via) {
        return config -> {
            var routes = new ArrayList<>(config.routes());
            routes.add(new StaticRoute(Prefix.of(to), IpAddress.of(via)));
            return new DeviceConfig(
                    config.interfaces(), config.vlans(), config.accessLists(), routes);
        };
    }
}
