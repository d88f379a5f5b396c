package io.holdfast.simulator;

import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.simulator.DeviceDescription.Credentials;
import io.holdfast.simulator.SiteDescription.Cable;
import io.holdfast.simulator.SiteDescription.Plug;
import io.holdfast.simulator.SiteDescription.ZoneDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Builds the simulated site that a site plan speaks of. Trunks name their cables; an access point
 * with an access port hangs on an access port of the same zone; the site node on the first that is
 * left.
 */
public final class PlanDescription {

    private final SitePlan plan;
    private final ManagementZone management;
    private final List<Cable> cables = new ArrayList<>();

    private PlanDescription(SitePlan plan) {
        this.plan = plan;
        this.management = ManagementZone.of(plan);
    }

    /**
     * The site of a plan, its devices as they come out of the box.
     *
     * @param credentials per device
     */
    public static SiteDescription of(SitePlan plan, Function<Device, Credentials> credentials) {
        return new PlanDescription(plan).describe(credentials);
    }

    private SiteDescription describe(Function<Device, Credentials> credentials) {
        trunks();
        accessPoints();
        var stations = stations();
        var siteNodeAt =
                stations.stream()
                        .filter(p -> p.zone().equals(management.name()))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "the plan of "
                                                + plan.site()
                                                + " has no port for the site node"));
        return new SiteDescription(
                plan.site().value(),
                plan.devices().stream().map(d -> device(d, credentials.apply(d))).toList(),
                cables,
                plan.zones().stream().map(PlanDescription::zone).toList(),
                stations,
                plan.siteNode().stream().map(IpAddress::toString).toList(),
                siteNodeAt);
    }

    private void trunks() {
        for (var device : plan.devices()) {
            for (var port : device.ports()) {
                if (port.use() instanceof PortUse.Trunk(var peer, var peerPort)
                        && !isCabled(device.slot().value(), port.name())) {
                    cables.add(
                            new Cable(device.slot().value(), port.name(), peer.value(), peerPort));
                }
            }
        }
    }

    private void accessPoints() {
        for (var device : plan.devices()) {
            for (var port : device.ports()) {
                if (device.role() != DeviceRole.ACCESS_POINT
                        || !(port.use() instanceof PortUse.Access(var zone))) {
                    continue;
                }
                freeAccess(zone.value()).reversed().stream()
                        .findFirst()
                        .ifPresent(at ->
                                cables.add(
                                        new Cable(
                                                device.slot().value(),
                                                port.name(),
                                                at.device(),
                                                at.port())));
            }
        }
    }

    private List<Plug> freeAccess(String zone) {
        var free = new ArrayList<Plug>();
        for (var device : plan.devices()) {
            if (device.role() == DeviceRole.ACCESS_POINT) {
                continue;
            }
            for (var port : device.ports()) {
                if (port.use() instanceof PortUse.Access(var its)
                        && its.value().equals(zone)
                        && !isCabled(device.slot().value(), port.name())) {
                    free.add(new Plug(zone, device.slot().value(), port.name()));
                }
            }
        }
        return free;
    }

    private boolean isCabled(String device, String port) {
        return cables.stream()
                .anyMatch(c ->
                        (c.device().equals(device) && c.port().equals(port))
                                || (c.otherDevice().equals(device) && c.otherPort().equals(port)));
    }

    private List<Plug> stations() {
        var stations = new ArrayList<Plug>();
        for (var zone : plan.zones()) {
            stations.addAll(freeAccess(zone.zone().value()));
        }
        for (var device : plan.devices()) {
            for (var port : device.ports()) {
                if (port.use() instanceof PortUse.Routed(var zone)) {
                    stations.add(new Plug(zone.value(), device.slot().value(), port.name()));
                }
            }
        }
        return stations;
    }

    private static ZoneDescription zone(SiteZone zone) {
        return new ZoneDescription(
                zone.zone().value(),
                zone.prefixes().stream().map(Prefix::toString).toList(),
                zone.gateways().stream()
                        .map(InterfaceAddress::address)
                        .map(IpAddress::toString)
                        .toList());
    }

    private DeviceDescription device(Device device, Credentials credentials) {
        var slot = device.slot().value();
        return new DeviceDescription(
                slot,
                device.role().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                device.model(),
                ("SIM-" + plan.site() + "-" + slot).toUpperCase(Locale.ROOT),
                device.ports().stream().map(p -> p.name()).toList(),
                entries(device),
                device.managementAddress().toString(),
                credentials,
                0,
                0,
                0,
                "",
                FactoryConfig.of(plan, device));
    }

    private Map<String, String> entries(Device device) {
        var entries = new LinkedHashMap<String, String>();
        if (device.role() != DeviceRole.FIREWALL) {
            for (var port : device.ports()) {
                if (port.use() instanceof PortUse.Access(var zone)) {
                    entries.putIfAbsent(zone.value(), port.name());
                }
            }
            return entries;
        }
        for (var port : device.ports()) {
            switch (port.use()) {
                case PortUse.Routed(var zone) -> entries.put(zone.value(), port.name());
                case PortUse.Trunk(var _, var _) -> {
                    for (var zone : plan.zones()) {
                        if (zone.vlan() > 0) {
                            entries.putIfAbsent(
                                    zone.zone().value(), port.name() + "." + zone.vlan());
                        }
                    }
                }
                case PortUse.Access _, PortUse.Unused _ -> {}
            }
        }
        return entries;
    }
}
