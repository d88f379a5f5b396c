package io.holdfast.core.verify;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.OnLink;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

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

    private static final SitePlan PLAN = Plant.plan();

    private final Map<DeviceSlot, DeviceConfig> configs;

    private final List<Door> doors;

    /** Remembered, because nothing here changes and the same is asked for every packet. */
    private final Map<Spot, Set<Spot>> floods = new HashMap<>();

    private final Map<Spot, Set<ZoneName>> zones = new HashMap<>();

    private final Map<DeviceSlot, Map<IpAddress, List<NextHop>>> ways = new HashMap<>();

    SecondOpinion(Map<DeviceSlot, DeviceConfig> configs) {
        this.configs = configs;
        doors = doors();
    }

    private DeviceConfig network() {
        return configs.get(Plant.SW);
    }

    /** Where a packet comes to, and which devices take it for themselves. */
    record Ends(Set<ZoneName> zones, Set<DeviceSlot> devices) {}

    /** Every zone whose hosts a packet from this zone can reach by any first hop. */
    Set<ZoneName> reached(ZoneName from, Packet packet) {
        return ends(from, packet, _ -> true).zones();
    }

    /** Where a packet from this zone comes to by any first hop. */
    Ends tried(ZoneName from, Packet packet) {
        return ends(from, packet, _ -> true);
    }

    /** The same through the zone's own gateway, or any first hop where none is planned. */
    Ends served(ZoneName from, Packet packet) {
        var gateways =
                PLAN.zone(from).orElseThrow().gateways().stream()
                        .map(g -> g.address())
                        .filter(a -> a.family() == packet.family())
                        .toList();
        return ends(
                from,
                packet,
                part -> gateways.isEmpty() || gateways.stream().anyMatch(g -> owns(part, g)));
    }

    private Ends ends(ZoneName from, Packet packet, Predicate<InterfaceConfig> firstHop) {
        var ends = new Ends(new TreeSet<>(), new TreeSet<>());
        for (var start : spots(from)) {
            var floor = flood(start);
            ends.zones().addAll(zonesAbout(start));
            var seen = new HashSet<Door>();
            enter(floor, packet, ends, seen, firstHop);
        }
        ends.zones().remove(from);
        return ends;
    }

    /** An interface that takes part, where it sits, and what judges what comes in by it. */
    private static final class Door {

        private final DeviceSlot slot;
        private final InterfaceConfig part;
        private final Spot spot;
        private final List<Optional<AccessList>> lists;

        Door(DeviceSlot slot, InterfaceConfig part, Spot spot, List<Optional<AccessList>> lists) {
            this.slot = slot;
            this.part = part;
            this.spot = spot;
            this.lists = lists;
        }

        boolean admits(Packet packet) {
            for (var list : lists) {
                if (list.isEmpty()) {
                    return false;
                }
                if (list.get().family() == packet.family()
                        && !HeaderSpace.passes(list.get(), packet)) {
                    return false;
                }
            }
            return part.addresses().stream().anyMatch(a -> a.address().family() == packet.family());
        }
    }

    private List<Door> doors() {
        var all = new ArrayList<Door>();
        for (var slot : List.of(Plant.FW, Plant.SW)) {
            var config = configs.get(slot);
            for (var part : config.interfaces()) {
                for (var spot : spot(part)) {
                    all.add(
                            new Door(
                                    slot,
                                    part,
                                    spot,
                                    part.ingress().stream()
                                            .map(name ->
                                                    config.accessLists().stream()
                                                            .filter(l -> l.name().equals(name))
                                                            .findFirst())
                                            .toList()));
                }
            }
        }
        return List.copyOf(all);
    }

    private void enter(
            Set<Spot> floor,
            Packet packet,
            Ends ends,
            Set<Door> seen,
            Predicate<InterfaceConfig> firstHop) {
        for (var door : doors) {
            if (floor.contains(door.spot)
                    && (firstHop.test(door.part) || owns(door.part, packet.destination()))
                    && seen.add(door)) {
                arrive(door, packet, ends, seen);
            }
        }
    }

    private void arrive(Door in, Packet packet, Ends ends, Set<Door> seen) {
        if (!in.admits(packet)) {
            return;
        }
        boolean own =
                doors.stream()
                        .anyMatch(
                                d -> d.slot.equals(in.slot) && owns(d.part, packet.destination()));
        if (own || OnLink.holds(packet.destination())) {
            ends.devices().add(in.slot);
        }
        if (own || OnLink.holds(packet.destination()) || OnLink.holds(packet.source())) {
            return;
        }
        for (var hop : ways(in.slot, packet.destination())) {
            var floor = flood(hop.out());
            boolean router = false;
            for (var door : doors) {
                if (!door.slot.equals(in.slot)
                        && floor.contains(door.spot)
                        && owns(door.part, hop.to())) {
                    router = true;
                    if (seen.add(door)) {
                        arrive(door, packet, ends, seen);
                    }
                }
            }
            if (!router) {
                ends.zones().addAll(zonesAbout(hop.out()));
            }
        }
    }

    private record NextHop(Spot out, IpAddress to) {}

    private List<NextHop> ways(DeviceSlot slot, IpAddress to) {
        return ways.computeIfAbsent(slot, _ -> new HashMap<>())
                .computeIfAbsent(to, _ -> nextHops(configs.get(slot), to));
    }

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
        var known = floods.get(start);
        if (known == null) {
            known = flooded(start);
            floods.put(start, known);
        }
        return known;
    }

    private Set<Spot> flooded(Spot start) {
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

    private Set<ZoneName> zonesAbout(Spot start) {
        return zones.computeIfAbsent(start, s -> zonesAt(flood(s)));
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
