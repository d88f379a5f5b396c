package io.holdfast.sitelink;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.config.WirelessNetwork;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Zone;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which devices of a content serve a zone with an essential function: they carry its VLAN, have an
 * address in it, or a port for it. What is not known to be harmless is essential.
 */
public final class EssentialDevices {

    private EssentialDevices() {}

    /** The devices that serve none, by slot. */
    public static List<DeviceSlot> without(SiteContent content) {
        var essential =
                content.plan().zones().stream().filter(zone -> isEssential(content, zone)).toList();
        return content.devices().stream()
                .filter(device ->
                        essential.stream()
                                .noneMatch(zone ->
                                        serves(content, device.slot(), device.config(), zone)))
                .map(SiteContent.DeviceContent::slot)
                .sorted()
                .toList();
    }

    /** A zone the model does not know is taken for essential. */
    private static boolean isEssential(SiteContent content, SiteZone zone) {
        return content.model().zone(zone.zone()).map(Zone::essentialFunction).orElse(true);
    }

    private static boolean serves(
            SiteContent content, DeviceSlot slot, DeviceConfig config, SiteZone zone) {
        return vlans(config).anyMatch(vlan -> vlan == zone.vlan() && vlan != 0)
                || zone.enforcedBy().contains(slot)
                || config.interfaces().stream()
                        .flatMap(i -> i.addresses().stream())
                        .anyMatch(address -> isIn(address, zone.prefixes()))
                || content.plan().device(slot).map(device -> hasPort(device, zone)).orElse(true);
    }

    private static boolean isIn(InterfaceAddress address, List<Prefix> prefixes) {
        return prefixes.stream().anyMatch(prefix -> prefix.contains(address.address()));
    }

    private static boolean hasPort(Device device, SiteZone zone) {
        return isIn(device, zone)
                || device.ports().stream()
                        .anyMatch(port ->
                                switch (port.use()) {
                                    case PortUse.Routed(var name) -> name.equals(zone.zone());
                                    case PortUse.Access(var name) -> name.equals(zone.zone());
                                    case PortUse.Trunk(_, _), PortUse.Unused() -> false;
                                });
    }

    private static boolean isIn(Device device, SiteZone zone) {
        return zone.prefixes().stream()
                .anyMatch(prefix -> prefix.contains(device.managementAddress()));
    }

    private static IntStream vlans(DeviceConfig config) {
        return Stream.of(
                        config.vlans().stream().mapToInt(Vlan::id),
                        config.wirelessNetworks().stream().mapToInt(WirelessNetwork::vlan),
                        config.interfaces().stream().flatMapToInt(i -> vlans(i.mode())))
                .flatMapToInt(ids -> ids);
    }

    private static IntStream vlans(InterfaceMode mode) {
        return switch (mode) {
            case InterfaceMode.Subinterface(_, var vlan) -> IntStream.of(vlan);
            case InterfaceMode.VlanInterface(var vlan) -> IntStream.of(vlan);
            case InterfaceMode.AccessPort(var vlan) -> IntStream.of(vlan);
            case InterfaceMode.TrunkPort(var ids) -> ids.stream().mapToInt(Integer::intValue);
            case InterfaceMode.Routed(), InterfaceMode.NoVlan(), InterfaceMode.TunnelInterface _ ->
                    IntStream.empty();
        };
    }
}
