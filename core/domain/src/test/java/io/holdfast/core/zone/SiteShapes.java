package io.holdfast.core.zone;

import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.site.Chassis;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Perimeter;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.site.Ssid;
import io.holdfast.core.site.Transit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The waterworks as real sites are built. */
public final class SiteShapes {

    private static final DeviceSlot FW_1 = new DeviceSlot("fw-1");
    private static final DeviceSlot FW_2 = new DeviceSlot("fw-2");

    private SiteShapes() {}

    /** Every shape by name. */
    public static Map<String, SitePlan> all() {
        var shapes = new LinkedHashMap<String, SitePlan>();
        shapes.put("one-firewall", Plant.waterworks());
        shapes.put("two-perimeters", twoPerimeters());
        shapes.put("two-perimeters-cabled", twoPerimetersCabled());
        shapes.put("pair", pair());
        shapes.put("ring", ring());
        shapes.put("routed-switch", routedSwitch());
        shapes.put("wireless", wireless());
        return shapes;
    }

    /** WAN/LAN and IT/OT firewall in series, over a transit VLAN through two switches. */
    public static SitePlan twoPerimeters() {
        return site(
                List.of(
                        wanFirewall(trunk("lan0", "sw-1", "p1")),
                        device(FW_2, DeviceRole.FIREWALL, 4, trunk("lan0", "sw-2", "p1"))
                                .holding(Perimeter.IT_OT),
                        officeSwitch(trunk("p1", "fw-1", "lan0"), trunk("p2", "sw-2", "p2")),
                        plantSwitch(trunk("p1", "fw-2", "lan0"), trunk("p2", "sw-1", "p2"))),
                FW_2);
    }

    /** The same with the two firewalls joined by a cable of their own. */
    public static SitePlan twoPerimetersCabled() {
        return site(
                List.of(
                        wanFirewall(trunk("lan0", "sw-1", "p1"), trunk("lan1", "fw-2", "wan0")),
                        device(
                                        FW_2,
                                        DeviceRole.FIREWALL,
                                        4,
                                        trunk("wan0", "fw-1", "lan1"),
                                        trunk("lan0", "sw-2", "p1"))
                                .holding(Perimeter.IT_OT),
                        officeSwitch(trunk("p1", "fw-1", "lan0"), trunk("p2", "sw-2", "p2")),
                        plantSwitch(trunk("p1", "fw-2", "lan0"), trunk("p2", "sw-1", "p2"))),
                FW_2);
    }

    /** A layer 3 switch holds the borders of the plant side. */
    public static SitePlan routedSwitch() {
        var core = new DeviceSlot("sw-2");
        return site(
                List.of(
                        wanFirewall(trunk("lan0", "sw-1", "p1")),
                        officeSwitch(trunk("p1", "fw-1", "lan0"), trunk("p2", "sw-2", "p2")),
                        plantSwitch(trunk("p2", "sw-1", "p2"), trunk("p3", "sw-3", "up")),
                        device(
                                new DeviceSlot("sw-3"),
                                DeviceRole.SWITCH,
                                6,
                                trunk("up", "sw-2", "p3"),
                                access("p1", Blueprint.OT))),
                core);
    }

    /** Two boxes that keep their configuration alike, each on a switch of its own. */
    public static SitePlan pair() {
        var plan = Plant.waterworks();
        var one = plan.device(FW_1).orElseThrow();
        var firewall =
                new Device(
                        one.slot(),
                        one.role(),
                        one.model(),
                        one.managementAddress(),
                        true,
                        one.ports(),
                        List.of(Perimeter.WAN_LAN, Perimeter.IT_OT),
                        List.of(
                                new Chassis(
                                        "B",
                                        List.of(
                                                new Chassis.Cable(
                                                        "lan0", new DeviceSlot("sw-2"), "p1")))));
        var first = plan.device(new DeviceSlot("sw-1")).orElseThrow();
        return plan.with(
                plan.zones(),
                List.of(
                        firewall,
                        Plant.port(first, "p2", new PortUse.Trunk(new DeviceSlot("sw-2"), "p2")),
                        device(
                                new DeviceSlot("sw-2"),
                                DeviceRole.SWITCH,
                                5,
                                trunk("p1", "fw-1", "lan0"),
                                trunk("p2", "sw-1", "p2"),
                                access("p3", Blueprint.OT))));
    }

    /** Four switches in a ring, with hosts of productive OT at the far end of it. */
    public static SitePlan ring() {
        var plan = Plant.waterworks();
        var first = plan.device(new DeviceSlot("sw-1")).orElseThrow();
        var ringed =
                Plant.port(
                        Plant.port(first, "r1", new PortUse.Trunk(new DeviceSlot("sw-2"), "r2")),
                        "r2",
                        new PortUse.Trunk(new DeviceSlot("sw-4"), "r1"));
        return plan.with(
                plan.zones(),
                List.of(
                        plan.device(FW_1).orElseThrow().holding(Perimeter.WAN_LAN, Perimeter.IT_OT),
                        ringed,
                        device(
                                new DeviceSlot("sw-2"),
                                DeviceRole.SWITCH,
                                5,
                                trunk("r2", "sw-1", "r1"),
                                trunk("r1", "sw-3", "r2")),
                        device(
                                new DeviceSlot("sw-3"),
                                DeviceRole.SWITCH,
                                6,
                                trunk("r2", "sw-2", "r1"),
                                trunk("r1", "sw-4", "r2"),
                                access("p1", Blueprint.OT)),
                        device(
                                new DeviceSlot("sw-4"),
                                DeviceRole.SWITCH,
                                7,
                                trunk("r2", "sw-3", "r1"),
                                trunk("r1", "sw-1", "r2"))));
    }

    /** An access point with an office network. */
    public static SitePlan wireless() {
        var plan = Plant.waterworks();
        var first = plan.device(new DeviceSlot("sw-1")).orElseThrow();
        var zones =
                plan.zones().stream()
                        .map(z ->
                                z.zone().equals(Blueprint.IT)
                                        ? z.with(
                                                new Ssid(
                                                        "waterworks",
                                                        new Ssid.Admission.Logins("radius")))
                                        : z)
                        .toList();
        return plan.with(
                zones,
                List.of(
                        plan.device(FW_1).orElseThrow(),
                        Plant.port(first, "p9", new PortUse.Trunk(new DeviceSlot("ap-1"), "eth0")),
                        device(
                                new DeviceSlot("ap-1"),
                                DeviceRole.ACCESS_POINT,
                                3,
                                trunk("eth0", "sw-1", "p9"))));
    }

    /** The numbering plan with the plant side's borders held by another device. */
    private static SitePlan site(List<Device> devices, DeviceSlot plantSide) {
        var plan = Plant.waterworks();
        var held = new ArrayList<SiteZone>();
        for (var zone : plan.zones()) {
            boolean plant =
                    List.of(Blueprint.OT_DMZ, Blueprint.OT, Blueprint.REMOTE_ACCESS)
                            .contains(zone.zone());
            held.add(zone.enforcedBy(plant ? plantSide : FW_1));
        }
        var transit =
                new Transit(
                        "core",
                        200,
                        List.of(
                                new Transit.End(FW_1, addresses(1)),
                                new Transit.End(plantSide, addresses(2))));
        return plan.with(held, devices).with(List.of(transit));
    }

    private static List<InterfaceAddress> addresses(int host) {
        return List.of(
                InterfaceAddress.of("10.1.250." + host + "/29"),
                InterfaceAddress.of("2001:db8:1:250::" + host + "/64"));
    }

    private static Device wanFirewall(Port... trunks) {
        var ports = new ArrayList<>(Arrays.asList(trunks));
        ports.add(new Port("wan0", new PortUse.Routed(Blueprint.WAN)));
        return new Device(
                        FW_1,
                        DeviceRole.FIREWALL,
                        "Simulated firewall",
                        IpAddress.of("10.1.99.1"),
                        true,
                        ports)
                .holding(Perimeter.WAN_LAN);
    }

    private static Device officeSwitch(Port... trunks) {
        return device(
                new DeviceSlot("sw-1"),
                DeviceRole.SWITCH,
                2,
                with(
                        trunks,
                        access("p11", Blueprint.MANAGEMENT),
                        access("p12", Blueprint.IT),
                        access("p13", Blueprint.IT_DMZ)));
    }

    private static Device plantSwitch(Port... trunks) {
        return device(
                new DeviceSlot("sw-2"),
                DeviceRole.SWITCH,
                5,
                with(
                        trunks,
                        access("p11", Blueprint.OT_DMZ),
                        access("p12", Blueprint.OT),
                        access("p13", Blueprint.REMOTE_ACCESS),
                        new Port("p14", new PortUse.Unused())));
    }

    private static Port[] with(Port[] some, Port... more) {
        var all = new ArrayList<>(Arrays.asList(some));
        all.addAll(Arrays.asList(more));
        return all.toArray(Port[]::new);
    }

    private static Device device(DeviceSlot slot, DeviceRole role, int host, Port... ports) {
        return new Device(
                slot, role, "Simulated", IpAddress.of("10.1.99." + host), true, List.of(ports));
    }

    private static Port trunk(String name, String peer, String peerPort) {
        return new Port(name, new PortUse.Trunk(new DeviceSlot(peer), peerPort));
    }

    private static Port access(String name, ZoneName zone) {
        return new Port(name, new PortUse.Access(zone));
    }
}
