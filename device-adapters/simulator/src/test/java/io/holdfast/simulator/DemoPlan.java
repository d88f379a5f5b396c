package io.holdfast.simulator;

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
import io.holdfast.core.zone.ZoneName;
import io.holdfast.simulator.DeviceDescription.Credentials;
import java.util.List;

/** A waterworks with a firewall, a switch and an access point, as tests of the simulator see it. */
final class DemoPlan {

    static final Credentials LOGIN =
            new Credentials(
                    "holdfast", "s3cret-of-the-lab", "inventory", "auth-pass-1", "priv-pass-1");

    static final ZoneName WAN = new ZoneName("wan");
    static final ZoneName IT = new ZoneName("it");
    static final ZoneName OT = new ZoneName("ot");
    static final ZoneName MANAGEMENT = new ZoneName("management");

    private DemoPlan() {}

    static SitePlan plan() {
        var firewall = new DeviceSlot("fw-1");
        var access = new DeviceSlot("sw-1");
        return new SitePlan(
                new SiteId("ww-01"),
                "Waterworks",
                "Europe/Berlin",
                List.of(
                        new SiteZone(
                                WAN,
                                0,
                                List.of(),
                                List.of(
                                        InterfaceAddress.of("198.51.100.1/24"),
                                        InterfaceAddress.of("2001:db8:ffff::1/64")),
                                List.of()),
                        zone(IT, 10),
                        zone(OT, 40),
                        zone(MANAGEMENT, 99)),
                List.of(
                        new Device(
                                firewall,
                                DeviceRole.FIREWALL,
                                "Simulated firewall",
                                IpAddress.of("10.1.99.1"),
                                true,
                                List.of(
                                        new Port("wan0", new PortUse.Routed(WAN)),
                                        new Port("lan0", new PortUse.Trunk(access, "ge-0/0/1")),
                                        new Port("lan1", new PortUse.Unused()))),
                        new Device(
                                access,
                                DeviceRole.SWITCH,
                                "Simulated switch",
                                IpAddress.of("10.1.99.2"),
                                true,
                                List.of(
                                        new Port("ge-0/0/1", new PortUse.Trunk(firewall, "lan0")),
                                        new Port("ge-0/0/2", new PortUse.Access(MANAGEMENT)),
                                        new Port("ge-0/0/3", new PortUse.Access(IT)),
                                        new Port("ge-0/0/6", new PortUse.Access(OT)),
                                        new Port("ge-0/0/8", new PortUse.Access(MANAGEMENT)),
                                        new Port("ge-0/0/10", new PortUse.Unused()))),
                        new Device(
                                new DeviceSlot("ap-1"),
                                DeviceRole.ACCESS_POINT,
                                "Simulated access point",
                                IpAddress.of("10.1.99.3"),
                                false,
                                List.of(new Port("eth0", new PortUse.Access(MANAGEMENT))))),
                List.of(IpAddress.of("10.1.99.10"), IpAddress.of("2001:db8:1:99::10")),
                List.of(IpAddress.of("198.51.100.254"), IpAddress.of("2001:db8:ffff::fe")));
    }

    private static SiteZone zone(ZoneName name, int vlan) {
        return new SiteZone(
                name,
                vlan,
                List.of(
                        Prefix.of("10.1." + vlan + ".0/24"),
                        Prefix.of("2001:db8:1:" + vlan + "::/64")),
                List.of(
                        InterfaceAddress.of("10.1." + vlan + ".1/24"),
                        InterfaceAddress.of("2001:db8:1:" + vlan + "::1/64")),
                List.of());
    }

    static SiteDescription description() {
        return PlanDescription.of(plan(), _ -> LOGIN);
    }
}
