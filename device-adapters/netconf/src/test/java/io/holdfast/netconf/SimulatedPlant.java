package io.holdfast.netconf;

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
import io.holdfast.simulator.FleetDescription;
import io.holdfast.simulator.FleetReady.DeviceReady;
import io.holdfast.simulator.PlanDescription;
import io.holdfast.simulator.SimulatedDevice;
import io.holdfast.simulator.SimulatedFleet;
import io.holdfast.simulator.SimulatedSite;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.OpenResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A firewall and a switch on loopback, just switched on. */
final class SimulatedPlant implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String PASSWORD = "a-password-of-a-test";
    private static final ZoneName MANAGEMENT = new ZoneName("management");
    private static final ZoneName OT = new ZoneName("ot");

    private final SimulatedFleet fleet;

    private SimulatedPlant(SimulatedFleet fleet) {
        this.fleet = fleet;
    }

    static SimulatedPlant start() throws IOException {
        return of(plan("Simulated firewall", "Simulated switch", "Simulated access point"));
    }

    /** The same plant of devices that speak other models than the standard ones. */
    static SimulatedPlant startOfOtherVendors() throws IOException {
        return of(
                plan(
                        "Simulated Junos firewall",
                        "Simulated Junos switch",
                        "Simulated OpenConfig access point"));
    }

    /** Several sites on one WAN; devices are asked for by site and slot. */
    static SimulatedPlant of(SitePlan... plans) throws IOException {
        var login =
                new Credentials("holdfast", PASSWORD, "inventory", "auth-pass-1", "priv-pass-1");
        var sites = Arrays.stream(plans).map(p -> PlanDescription.of(p, _ -> login)).toList();
        return new SimulatedPlant(SimulatedFleet.start(new FleetDescription(sites)));
    }

    private static SitePlan plan(String firewallModel, String switchModel, String pointModel) {
        var firewall = new DeviceSlot("fw-1");
        var access = new DeviceSlot("sw-1");
        var point = new DeviceSlot("ap-1");
        return new SitePlan(
                new SiteId("ww-01"),
                "Waterworks",
                "Europe/Berlin",
                List.of(zone(OT, 40), zone(MANAGEMENT, 99)),
                List.of(
                        new Device(
                                firewall,
                                DeviceRole.FIREWALL,
                                firewallModel,
                                IpAddress.of("10.1.99.1"),
                                true,
                                List.of(
                                        new Port("lan0", new PortUse.Trunk(access, "ge-0/0/1")),
                                        new Port("lan1", new PortUse.Unused()))),
                        new Device(
                                access,
                                DeviceRole.SWITCH,
                                switchModel,
                                IpAddress.of("10.1.99.2"),
                                true,
                                List.of(
                                        new Port("ge-0/0/1", new PortUse.Trunk(firewall, "lan0")),
                                        new Port("ge-0/0/2", new PortUse.Access(MANAGEMENT)),
                                        new Port("ge-0/0/3", new PortUse.Access(OT)),
                                        new Port("ge-0/0/4", new PortUse.Trunk(point, "eth0")),
                                        new Port("ge-0/0/10", new PortUse.Unused()))),
                        new Device(
                                point,
                                DeviceRole.ACCESS_POINT,
                                pointModel,
                                IpAddress.of("10.1.99.3"),
                                true,
                                List.of(new Port("eth0", new PortUse.Trunk(access, "ge-0/0/4"))))),
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

    static char[] password() {
        return PASSWORD.toCharArray();
    }

    SimulatedDevice device(String slot) {
        return fleet.device("ww-01", slot).orElseThrow();
    }

    SimulatedSite site(SiteId name) {
        return fleet.sites().stream()
                .filter(s -> s.name().equals(name.value()))
                .findFirst()
                .orElseThrow();
    }

    DeviceSession open(NetconfTransport transport, SiteId site, String slot) {
        var ready =
                fleet.ready().devices().stream()
                        .filter(d -> d.site().equals(site.value()) && d.slot().equals(slot))
                        .findFirst()
                        .orElseThrow();
        var opened =
                transport.open(
                        new DeviceAddress("127.0.0.1", ready.netconf()),
                        "holdfast",
                        PASSWORD.toCharArray(),
                        ready.hostKey(),
                        LIMIT);
        if (opened instanceof OpenResult.Open(var session)) {
            return session;
        }
        throw new AssertionError("no session to " + site + " " + slot);
    }

    DeviceAddress address(String slot) {
        return new DeviceAddress("127.0.0.1", ready(slot).netconf());
    }

    String hostKey(String slot) {
        return ready(slot).hostKey();
    }

    private DeviceReady ready(String slot) {
        return fleet.ready().devices().stream()
                .filter(d -> d.slot().equals(slot))
                .findFirst()
                .orElseThrow();
    }

    OpenResult tryOpen(NetconfTransport transport, String slot, Duration limit) {
        return transport.open(
                address(slot), "holdfast", PASSWORD.toCharArray(), hostKey(slot), limit);
    }

    DeviceSession open(NetconfTransport transport, String slot) {
        if (tryOpen(transport, slot, LIMIT) instanceof OpenResult.Open(var session)) {
            return session;
        }
        throw new AssertionError("no session to " + slot);
    }

    @Override
    public void close() {
        fleet.close();
    }
}
