package io.holdfast.core.verify;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.OnLink;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A brute-force model of the plant's wiring, one packet at a time and without diagrams, networks or
 * route tables: frames are flooded from port to port. Written independently of what it checks; it
 * knows the cable between lan0 and ge-0/0/1 and the ports of {@link Plant}, nothing else.
 */
final class SecondOpinion {

    /** A frame in the air: which zone's port or which device sends it, into which switch VLAN. */
    private sealed interface Spot {
        record Wan() implements Spot {}

        record OnCable(int tag) implements Spot {}

        record InSwitch(int vlan) implements Spot {}
    }

    private static final List<String> PORTS =
            List.of("ge-0/0/2", "ge-0/0/3", "ge-0/0/4", "ge-0/0/5");
    private static final List<ZoneName> ZONES =
            List.of(Plant.IT, Plant.OT_DMZ, Plant.OT, Plant.MANAGEMENT);

    private final Map<DeviceSlot, DeviceConfig> configs;

    SecondOpinion(Map<DeviceSlot, DeviceConfig> configs) {
        this.configs = configs;
    }

    private DeviceConfig network() {
        return configs.get(Plant.SW);
    }

    /** Every zone whose hosts a packet from this zone can reach by any first hop. */
    Set<ZoneName> reached(ZoneName from, Packet packet) {
        var zones = new TreeSet<ZoneName>();
        for (var start : spots(from)) {
            var floor = flood(start);
            zones.addAll(zonesAt(floor));
            var seen = new HashSet<String>();
            enter(floor, packet, zones, seen, true);
        }
        zones.remove(from);
        return zones;
    }

    private void enter(
            Set<Spot> floor, Packet packet, Set<ZoneName> zones, Set<String> seen, boolean any) {
        for (var slot : List.of(Plant.FW, Plant.SW)) {
            for (var part : configs.get(slot).interfaces()) {
                var spot = spot(part);
                if (spot.isEmpty() || !floor.contains(spot.getFirst())) {
                    continue;
                }
                if ((any || owns(part, packet.destination())) && seen.add(slot + part.name())) {
                    arrive(slot, part, packet, zones, seen);
                }
            }
        }
    }

    private void arrive(
            DeviceSlot slot,
            InterfaceConfig part,
            Packet packet,
            Set<ZoneName> zones,
            Set<String> seen) {
        var config = configs.get(slot);
        boolean speaks =
                part.addresses().stream().anyMatch(a -> a.address().family() == packet.family());
        if (!speaks || !admits(config, part, packet)) {
            return;
        }
        boolean own =
                config.interfaces().stream()
                        .anyMatch(i -> !spot(i).isEmpty() && owns(i, packet.destination()));
        if (own || OnLink.holds(packet.destination()) || OnLink.holds(packet.source())) {
            return;
        }
        for (var hop : nextHops(config, packet.destination())) {
            var floor = flood(hop.out());
            var before = new HashSet<>(seen);
            boolean router = false;
            for (var other : List.of(Plant.FW, Plant.SW)) {
                for (var door : configs.get(other).interfaces()) {
                    var spot = spot(door);
                    if (!other.equals(slot)
                            && !spot.isEmpty()
                            && floor.contains(spot.getFirst())
                            && owns(door, hop.to())) {
                        router = true;
                        if (before.add(other + door.name())) {
                            seen.add(other + door.name());
                            arrive(other, door, packet, zones, seen);
                        }
                    }
                }
            }
            if (!router) {
                zones.addAll(zonesAt(floor));
            }
        }
    }

    private record NextHop(Spot out, IpAddress to) {}

    private List<NextHop> nextHops(DeviceConfig config, IpAddress to) {
        int best = -1;
        boolean direct = false;
        var hops = new ArrayList<NextHop>();
        for (var part : config.interfaces()) {
            for (var spot : spot(part)) {
                for (var address : part.addresses()) {
                    var net = Prefix.around(address.address(), address.length());
                    if (net.contains(to) && net.length() >= best) {
                        if (net.length() > best) {
                            hops.clear();
                        }
                        best = net.length();
                        direct = true;
                        hops.add(new NextHop(spot, to));
                    }
                }
            }
        }
        for (var route : config.routes()) {
            if (!route.destination().contains(to)
                    || route.destination().length() < best
                    || (direct && route.destination().length() == best)) {
                continue;
            }
            for (var part : config.interfaces()) {
                for (var spot : spot(part)) {
                    boolean there =
                            part.addresses().stream()
                                    .anyMatch(a ->
                                            Prefix.around(a.address(), a.length())
                                                    .contains(route.nextHop()));
                    if (there && !owns(part, route.nextHop())) {
                        if (route.destination().length() > best) {
                            hops.clear();
                            direct = false;
                        }
                        best = route.destination().length();
                        hops.add(new NextHop(spot, route.nextHop()));
                    }
                }
            }
        }
        return hops;
    }

    private static boolean owns(InterfaceConfig part, IpAddress address) {
        return part.addresses().stream().anyMatch(a -> a.address().equals(address));
    }

    private static boolean admits(DeviceConfig config, InterfaceConfig part, Packet packet) {
        for (var name : part.ingress()) {
            var list = config.accessLists().stream().filter(l -> l.name().equals(name)).findFirst();
            if (list.isEmpty()) {
                return false;
            }
            if (list.get().family() == packet.family() && !HeaderSpace.passes(list.get(), packet)) {
                return false;
            }
        }
        return true;
    }

    /** Where an addressed interface sits; empty if it is down. */
    private List<Spot> spot(InterfaceConfig part) {
        if (!part.enabled() || part.addresses().isEmpty()) {
            return List.of();
        }
        return switch (part.mode()) {
            case InterfaceMode.Routed _ ->
                    part.name().equals("wan0")
                            ? List.of(new Spot.Wan())
                            : List.of(new Spot.OnCable(0));
            case InterfaceMode.Subinterface sub -> List.of(new Spot.OnCable(sub.vlan()));
            case InterfaceMode.VlanInterface own ->
                    exists(own.vlan()) ? List.of(new Spot.InSwitch(own.vlan())) : List.of();
            default -> List.of();
        };
    }

    private boolean exists(int vlan) {
        return network().vlans().stream().anyMatch(v -> v.id() == vlan);
    }

    private Set<Spot> flood(Spot start) {
        var floor = new LinkedHashSet<Spot>(List.of(start));
        var ahead = new ArrayDeque<Spot>(List.of(start));
        while (!ahead.isEmpty()) {
            for (var next : besides(ahead.remove())) {
                if (floor.add(next)) {
                    ahead.add(next);
                }
            }
        }
        return floor;
    }

    private List<Spot> besides(Spot spot) {
        var uplink = network().interfaceNamed("ge-0/0/1").orElseThrow();
        return switch (spot) {
            case Spot.Wan _ -> List.of();
            case Spot.OnCable(int tag) ->
                    carries(uplink, tag).stream().<Spot>map(Spot.InSwitch::new).toList();
            case Spot.InSwitch(int vlan) -> {
                var next = new ArrayList<Spot>();
                if (uplink.enabled()
                        && uplink.mode() instanceof InterfaceMode.TrunkPort trunk
                        && trunk.vlans().contains(vlan)) {
                    next.add(new Spot.OnCable(vlan));
                }
                if (uplink.enabled()
                        && uplink.mode() instanceof InterfaceMode.AccessPort access
                        && access.vlan() == vlan) {
                    next.add(new Spot.OnCable(0));
                }
                // The access point passes everything between the VLANs it is given.
                var toAp = network().interfaceNamed("ge-0/0/6").orElseThrow();
                if (vlans(toAp).contains(vlan)) {
                    vlans(toAp).forEach(v -> next.add(new Spot.InSwitch(v)));
                }
                yield next;
            }
        };
    }

    /** The VLANs a frame with this tag gets into through a port. */
    private List<Integer> carries(InterfaceConfig port, int tag) {
        if (!port.enabled()) {
            return List.of();
        }
        return switch (port.mode()) {
            case InterfaceMode.AccessPort access ->
                    tag == 0 && exists(access.vlan()) ? List.of(access.vlan()) : List.of();
            case InterfaceMode.TrunkPort trunk ->
                    trunk.vlans().contains(tag) && exists(tag) ? List.of(tag) : List.of();
            default -> List.of();
        };
    }

    private List<Integer> vlans(InterfaceConfig port) {
        if (!port.enabled()) {
            return List.of();
        }
        return switch (port.mode()) {
            case InterfaceMode.AccessPort access ->
                    exists(access.vlan()) ? List.of(access.vlan()) : List.of();
            case InterfaceMode.TrunkPort trunk ->
                    trunk.vlans().stream().filter(this::exists).toList();
            default -> List.of();
        };
    }

    private List<Spot> spots(ZoneName zone) {
        if (zone.equals(Plant.WAN)) {
            return List.of(new Spot.Wan());
        }
        var port = network().interfaceNamed(PORTS.get(ZONES.indexOf(zone))).orElseThrow();
        return vlans(port).stream().<Spot>map(Spot.InSwitch::new).toList();
    }

    private Set<ZoneName> zonesAt(Set<Spot> floor) {
        var zones = new TreeSet<ZoneName>();
        if (floor.contains(new Spot.Wan())) {
            zones.add(Plant.WAN);
        }
        for (var zone : ZONES) {
            if (spots(zone).stream().anyMatch(floor::contains)) {
                zones.add(zone);
            }
        }
        return zones;
    }
}
