package io.holdfast.core.zone;

import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The demo plant and small ways to spoil it. */
public final class Plant {

    public static final SiteId WW_01 = new SiteId("ww-01");
    public static final SiteId SS_04 = new SiteId("ss-04");
    public static final SiteId CL_03 = new SiteId("cl-03");

    public static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private Plant() {}

    public static SitePlan waterworks() {
        return Blueprint.sitePlan(WW_01, "Waterworks North", "Europe/Berlin", 1);
    }

    public static List<SitePlan> sites() {
        return List.of(
                waterworks(),
                Blueprint.sitePlan(SS_04, "Substation Harbour", "Europe/Berlin", 4),
                Blueprint.sitePlan(CL_03, "Clinic South", "Europe/Berlin", 3));
    }

    public static Conduit conduit(String id, String from, String to, String... services) {
        return new Conduit(
                new ConduitId(id),
                "Conduit " + id,
                Endpoint.of(from),
                Endpoint.of(to),
                List.of(services).stream().map(Service::of).toList(),
                "Needed by the night shift to see the pumps.",
                "plant-operations",
                LocalDate.of(2027, 5, 31),
                new Scope.EverySite());
    }

    /** The first conduit of the remote-access zone. */
    public static Conduit vendorAccess() {
        return conduit(
                "vendor-access", "remote-access/vendor-gateway", "ot-dmz/jump-host", "tcp/22");
    }

    public static ZoneModel with(ZoneModel model, Conduit conduit) {
        var conduits = new ArrayList<>(model.conduits());
        conduits.removeIf(c -> c.id().equals(conduit.id()));
        conduits.add(conduit);
        return new ZoneModel(model.zones(), conduits, model.guardrails());
    }

    public static SitePlan zone(SitePlan plan, ZoneName name, UnaryOperator<SiteZone> change) {
        return new SitePlan(
                plan.site(),
                plan.name(),
                plan.timeZone(),
                plan.zones().stream()
                        .map(z -> z.zone().equals(name) ? change.apply(z) : z)
                        .toList(),
                plan.devices(),
                plan.siteNode(),
                plan.defaultRoutes());
    }

    public static SitePlan device(SitePlan plan, String slot, UnaryOperator<Device> change) {
        return new SitePlan(
                plan.site(),
                plan.name(),
                plan.timeZone(),
                plan.zones(),
                plan.devices().stream()
                        .map(d -> d.slot().equals(new DeviceSlot(slot)) ? change.apply(d) : d)
                        .toList(),
                plan.siteNode(),
                plan.defaultRoutes());
    }

    public static SitePlan siteNode(SitePlan plan, String... addresses) {
        return new SitePlan(
                plan.site(),
                plan.name(),
                plan.timeZone(),
                plan.zones(),
                plan.devices(),
                List.of(addresses).stream().map(IpAddress::of).toList(),
                plan.defaultRoutes());
    }

    public static SiteZone vlan(SiteZone zone, int vlan) {
        return new SiteZone(zone.zone(), vlan, zone.prefixes(), zone.gateways(), zone.groups());
    }

    public static SiteZone prefixes(SiteZone zone, String... prefixes) {
        return new SiteZone(
                zone.zone(),
                zone.vlan(),
                List.of(prefixes).stream().map(Prefix::of).toList(),
                zone.gateways(),
                zone.groups());
    }

    public static SiteZone gateways(SiteZone zone, String... gateways) {
        return new SiteZone(
                zone.zone(),
                zone.vlan(),
                zone.prefixes(),
                List.of(gateways).stream().map(InterfaceAddress::of).toList(),
                zone.groups());
    }

    public static SiteZone group(SiteZone zone, String name, String... prefixes) {
        var groups = new ArrayList<>(zone.groups());
        groups.add(
                new SiteZone.SiteGroup(
                        new GroupName(name), List.of(prefixes).stream().map(Prefix::of).toList()));
        return new SiteZone(zone.zone(), zone.vlan(), zone.prefixes(), zone.gateways(), groups);
    }

    public static Device managedAt(Device device, String address) {
        return new Device(
                device.slot(),
                device.role(),
                device.model(),
                IpAddress.of(address),
                device.configured(),
                device.ports());
    }

    public static Device port(Device device, String name, PortUse use) {
        var ports = new ArrayList<>(device.ports());
        ports.add(new Port(name, use));
        return ports(device, ports);
    }

    public static Device ports(Device device, List<Port> ports) {
        return new Device(
                device.slot(),
                device.role(),
                device.model(),
                device.managementAddress(),
                device.configured(),
                ports);
    }
}
