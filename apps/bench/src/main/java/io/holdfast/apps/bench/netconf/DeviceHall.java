package io.holdfast.apps.bench.netconf;

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
import io.holdfast.simulator.PlanDescription;
import io.holdfast.simulator.SimulatedSite;
import io.holdfast.simulator.clock.WallClock;
import io.holdfast.simulator.wire.NetconfDoor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A process full of simulated firewalls, so that what devices cost is not counted with what clients
 * cost. Prints a line per device, port and host key, and ends when its input ends.
 */
public final class DeviceHall {

    static final String USER = "holdfast";
    static final String SLOT = "fw-1";

    private DeviceHall() {}

    /** Starts as many devices as its first word says; their password is the first line it reads. */
    public static void main(String[] args) throws IOException {
        var password =
                new String(System.in.readNBytes(32), java.nio.charset.StandardCharsets.UTF_8);
        var clock = new WallClock();
        var doors = new ArrayList<NetconfDoor>();
        var out = new StringBuilder();
        for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            var login = new Credentials(USER, password, "inventory", "auth-pass-1", "priv-pass-1");
            var site = new SimulatedSite(PlanDescription.of(plan(i), _ -> login), clock);
            var device = site.device(SLOT).orElseThrow();
            var door = NetconfDoor.open(device, "127.0.0.1", 0);
            doors.add(door);
            out.append(door.port()).append(' ').append(device.hostKey()).append('\n');
        }
        System.out.print(out);
        System.out.println("ready");
        System.out.flush();
        while (System.in.read() >= 0) {
            // lives as long as whoever started it
        }
        System.exit(doors.isEmpty() ? 1 : 0);
    }

    private static SitePlan plan(int number) {
        var firewall = new DeviceSlot(SLOT);
        var access = new DeviceSlot("sw-1");
        var management = new ZoneName("management");
        return new SitePlan(
                new SiteId("site-" + (1000 + number)),
                "Site",
                "Europe/Berlin",
                List.of(zone(new ZoneName("ot"), 40), zone(management, 99)),
                List.of(
                        new Device(
                                firewall,
                                DeviceRole.FIREWALL,
                                "Simulated firewall",
                                IpAddress.of("10.1.99.1"),
                                true,
                                List.of(
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
                                        new Port("ge-0/0/2", new PortUse.Access(management)),
                                        new Port("ge-0/0/3", new PortUse.Unused())))),
                List.of(IpAddress.of("10.1.99.10")),
                List.of());
    }

    private static SiteZone zone(ZoneName name, int vlan) {
        return new SiteZone(
                name,
                vlan,
                List.of(Prefix.of("10.1." + vlan + ".0/24")),
                List.of(InterfaceAddress.of("10.1." + vlan + ".1/24")),
                List.of());
    }
}
