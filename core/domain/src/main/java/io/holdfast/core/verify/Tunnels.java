package io.holdfast.core.verify;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.site.TunnelEnd;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Who stands behind the tunnels of a device. Behind one that runs exactly as planned stands the
 * planned zone of the other site. Any other leads to whoever is at its other end: its hosts are
 * taken to be the WAN's, so a tunnel with a weaker proposal or to somebody else is no tunnel.
 */
final class Tunnels {

    /** IKEv2 (RFC 7296) and the same behind address translation (RFC 3948). */
    private static final List<Service> EXCHANGE = List.of(Service.udp(500), Service.udp(4500));

    private static final Service CARRIED = new Service.Other(50);

    private Tunnels() {}

    /** The attachments of one device. */
    static List<Attachment> attachments(
            Situation site,
            DeviceSlot slot,
            DeviceConfig config,
            Predicate<InterfaceConfig> isUp,
            ToIntFunction<InterfaceConfig> place) {
        var places = new TreeMap<ZoneName, List<Integer>>();
        var names = new TreeMap<ZoneName, String>();
        for (var end : planned(site, slot)) {
            names.putIfAbsent(end.zone(), "tunnel to " + end.remoteSite());
            var own = places.computeIfAbsent(end.zone(), _ -> new ArrayList<>());
            running(config, end).stream().filter(isUp).forEach(p -> own.add(place.applyAsInt(p)));
        }
        var found = new ArrayList<Attachment>();
        places.forEach((zone, own) ->
                found.add(new Attachment(zone, slot, names.getOrDefault(zone, ""), own, true)));
        for (var part : unplanned(site, slot, config)) {
            for (var zone : strangers(site)) {
                var there = List.of(place.applyAsInt(part));
                found.add(new Attachment(zone, slot, part.name(), there, false));
            }
        }
        return found;
    }

    private static List<TunnelEnd> planned(Situation site, DeviceSlot slot) {
        return site.plan().tunnels().stream().filter(t -> t.device().equals(slot)).toList();
    }

    private static List<InterfaceConfig> running(DeviceConfig config, TunnelEnd end) {
        return config.interfaces().stream().filter(part -> isAsPlanned(part, end)).toList();
    }

    private static boolean isAsPlanned(InterfaceConfig part, TunnelEnd end) {
        return part.enabled()
                && part.mode() instanceof InterfaceMode.TunnelInterface(var tunnel)
                && tunnel.equals(end.tunnel());
    }

    /** Open tunnels that nobody planned. */
    static List<InterfaceConfig> unplanned(Situation site, DeviceSlot slot, DeviceConfig config) {
        return config.interfaces().stream()
                .filter(InterfaceConfig::enabled)
                .filter(part -> part.mode() instanceof InterfaceMode.TunnelInterface)
                .filter(part ->
                        planned(site, slot).stream().noneMatch(end -> isAsPlanned(part, end)))
                .toList();
    }

    /** Planned tunnels that a device does not have as they are planned. */
    static List<TunnelEnd> missing(Situation site, DeviceSlot slot, DeviceConfig config) {
        return planned(site, slot).stream().filter(end -> running(config, end).isEmpty()).toList();
    }

    private static List<ZoneName> strangers(Situation site) {
        return site.plan().zones().stream()
                .map(SiteZone::zone)
                .filter(zone -> isWan(site, zone))
                .toList();
    }

    private static boolean isWan(Situation site, ZoneName zone) {
        return site.model().zone(zone).map(Zone::kind).filter(k -> k == ZoneKind.WAN).isPresent();
    }

    /** What the other ends of a device's planned tunnels may say to it from the WAN. */
    static PacketSet peers(PacketSpace space, Situation site, DeviceSlot slot, ZoneName from) {
        var packets = space.empty();
        if (isWan(site, from)) {
            for (var end : planned(site, slot)) {
                for (var service : EXCHANGE) {
                    packets = packets.union(fromPeer(space, end, service));
                }
                packets = packets.union(fromPeer(space, end, CARRIED));
            }
        }
        return packets;
    }

    /** What they have to be able to say, or no tunnel comes up that they begin. */
    static PacketSet exchange(PacketSpace space, Situation site, DeviceSlot slot, ZoneName from) {
        return peers(space, site, slot, from).intersect(space.speaking(EXCHANGE));
    }

    private static PacketSet fromPeer(PacketSpace space, TunnelEnd end, Service service) {
        return space.of(
                new PacketMatch(
                        Prefix.host(end.tunnel().remote()),
                        Prefix.host(end.tunnel().local()),
                        service));
    }
}
