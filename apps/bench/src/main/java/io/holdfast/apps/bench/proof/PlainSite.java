package io.holdfast.apps.bench.proof;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.OnLink;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A site as a person would try it: one packet at a time, frames flooded over cables and VLANs, each
 * router asked in turn. Written without the verifier, so that both can be wrong only separately.
 */
final class PlainSite {

    private record Door(DeviceSlot device, DeviceConfig config, InterfaceConfig part, String spot) {
        boolean owns(IpAddress address) {
            return part.addresses().stream().anyMatch(a -> a.address().equals(address));
        }
    }

    private record NextHop(Door out, IpAddress to) {}

    private final SitePlan plan;
    private final Map<DeviceSlot, DeviceConfig> configs;
    private final Map<String, String> above = new HashMap<>();
    private final Map<String, List<Door>> doors = new HashMap<>();
    private final List<Door> all = new ArrayList<>();
    private final Set<Integer> tags = new TreeSet<>(Set.of(0));

    PlainSite(SitePlan plan, Map<DeviceSlot, DeviceConfig> configs) {
        this.plan = plan;
        this.configs = configs;
        configs.values().forEach(this::collectTags);
        for (var device : plan.devices()) {
            wire(device);
        }
        for (var device : plan.devices()) {
            var config = configs.get(device.slot());
            if (device.configured() && config != null) {
                config.interfaces().forEach(part -> door(device.slot(), config, part));
            }
        }
        for (var door : all) {
            doors.computeIfAbsent(floor(door.spot()), _ -> new ArrayList<>()).add(door);
        }
    }

    private void collectTags(DeviceConfig config) {
        for (var part : config.interfaces()) {
            switch (part.mode()) {
                case InterfaceMode.AccessPort(int vlan) -> tags.add(vlan);
                case InterfaceMode.TrunkPort(var vlans) -> tags.addAll(vlans);
                case InterfaceMode.Subinterface(_, int vlan) -> tags.add(vlan);
                case InterfaceMode.VlanInterface(int vlan) -> tags.add(vlan);
                case InterfaceMode.Routed _,
                        InterfaceMode.NoVlan _,
                        InterfaceMode.TunnelInterface _ -> {}
            }
        }
    }

    private static String wire(DeviceSlot device, String port, int tag) {
        return device + "|" + port + "|" + tag;
    }

    private static String inside(DeviceSlot device, int vlan) {
        return device + "|vlan|" + vlan;
    }

    private void wire(Device device) {
        var config = configs.get(device.slot());
        for (var port : device.ports()) {
            if (port.use() instanceof PortUse.Trunk(var peer, var peerPort)) {
                tags.forEach(tag ->
                        join(wire(device.slot(), port.name(), tag), wire(peer, peerPort, tag)));
            }
            if (config == null || !device.configured()) {
                tags.forEach(
                        tag -> join(wire(device.slot(), port.name(), tag), device.slot() + "|all"));
            }
        }
        if (config == null || !device.configured()) {
            return;
        }
        for (var part : config.interfaces()) {
            if (part.enabled() && part.mode() instanceof InterfaceMode.AccessPort(int vlan)) {
                bridge(device.slot(), config, part.name(), 0, vlan);
            }
            if (part.enabled() && part.mode() instanceof InterfaceMode.TrunkPort(var vlans)) {
                vlans.forEach(v -> bridge(device.slot(), config, part.name(), v, v));
            }
        }
    }

    private void bridge(DeviceSlot slot, DeviceConfig config, String port, int tag, int vlan) {
        if (config.vlans().stream().anyMatch(v -> v.id() == vlan)) {
            join(wire(slot, port, tag), inside(slot, vlan));
        }
    }

    private void door(DeviceSlot slot, DeviceConfig config, InterfaceConfig part) {
        if (!part.enabled() || part.addresses().isEmpty()) {
            return;
        }
        var spot =
                switch (part.mode()) {
                    case InterfaceMode.Routed _ -> wire(slot, part.name(), 0);
                    case InterfaceMode.Subinterface(var parent, int vlan) ->
                            config.interfaceNamed(parent)
                                    .filter(InterfaceConfig::enabled)
                                    .filter(p -> p.mode() instanceof InterfaceMode.Routed)
                                    .map(_ -> wire(slot, parent, vlan))
                                    .orElse("");
                    case InterfaceMode.VlanInterface(int vlan) ->
                            config.vlans().stream().anyMatch(v -> v.id() == vlan)
                                    ? inside(slot, vlan)
                                    : "";
                    case InterfaceMode.AccessPort _,
                            InterfaceMode.TrunkPort _,
                            InterfaceMode.TunnelInterface _,
                            InterfaceMode.NoVlan _ ->
                            "";
                };
        if (!spot.isEmpty()) {
            all.add(new Door(slot, config, part, spot));
        }
    }

    private void join(String a, String b) {
        var one = floor(a);
        var other = floor(b);
        if (!one.equals(other)) {
            above.put(one, other);
        }
    }

    private String floor(String spot) {
        var at = spot;
        while (above.containsKey(at)) {
            at = above.getOrDefault(at, at);
        }
        return at;
    }

    /** The floors on which hosts of a zone stand. */
    private Set<String> floors(ZoneName zone) {
        var floors = new TreeSet<String>();
        for (var device : plan.devices()) {
            var config = configs.get(device.slot());
            for (var port : device.ports()) {
                boolean ours =
                        switch (port.use()) {
                            case PortUse.Access(var z) -> z.equals(zone);
                            case PortUse.Routed(var z) -> z.equals(zone);
                            case PortUse.Trunk _, PortUse.Unused _ -> false;
                        };
                if (ours && (config == null || !device.configured())) {
                    floors.add(floor(device.slot() + "|all"));
                } else if (ours && config != null) {
                    tagsOf(config, port.name())
                            .forEach(t -> floors.add(floor(wire(device.slot(), port.name(), t))));
                }
            }
        }
        return floors;
    }

    private static List<Integer> tagsOf(DeviceConfig config, String port) {
        var tags = new ArrayList<Integer>();
        for (var part : config.interfaces()) {
            if (!part.enabled()) {
                continue;
            }
            switch (part.mode()) {
                case InterfaceMode.AccessPort(int vlan) -> {
                    if (part.name().equals(port)
                            && config.vlans().stream().anyMatch(v -> v.id() == vlan)) {
                        tags.add(0);
                    }
                }
                case InterfaceMode.TrunkPort(var vlans) -> {
                    if (part.name().equals(port)) {
                        vlans.stream()
                                .filter(v ->
                                        config.vlans().stream().anyMatch(known -> known.id() == v))
                                .forEach(tags::add);
                    }
                }
                case InterfaceMode.Routed _ -> {
                    if (part.name().equals(port)) {
                        tags.add(0);
                    }
                }
                case InterfaceMode.Subinterface(var parent, int vlan) -> {
                    if (parent.equals(port)) {
                        tags.add(vlan);
                    }
                }
                case InterfaceMode.VlanInterface _,
                        InterfaceMode.NoVlan _,
                        InterfaceMode.TunnelInterface _ -> {}
            }
        }
        return tags;
    }

    /** Every other zone whose hosts get the packet when a host of this zone tries every way. */
    Set<ZoneName> reached(ZoneName from, Packet packet) {
        var floors = new HashSet<String>();
        var seen = new HashSet<Door>();
        for (var start : floors(from)) {
            floors.add(start);
            for (var door : doors.getOrDefault(start, List.of())) {
                arrive(door, packet, floors, seen);
            }
        }
        var zones = new TreeSet<ZoneName>();
        for (var zone : plan.zones()) {
            if (!zone.zone().equals(from)
                    && floors(zone.zone()).stream().anyMatch(floors::contains)) {
                zones.add(zone.zone());
            }
        }
        return zones;
    }

    private void arrive(Door door, Packet packet, Set<String> floors, Set<Door> seen) {
        boolean speaks =
                door.part().addresses().stream()
                        .anyMatch(a -> a.address().family() == packet.family());
        if (!seen.add(door) || !speaks || !admits(door, packet)) {
            return;
        }
        boolean own =
                all.stream()
                        .anyMatch(d ->
                                d.device().equals(door.device()) && d.owns(packet.destination()));
        if (own || OnLink.holds(packet.destination()) || OnLink.holds(packet.source())) {
            return;
        }
        for (var hop : nextHops(door.device(), packet.destination())) {
            if (!conversationMayOpen(door, hop.out(), packet)) {
                continue;
            }
            var floor = floor(hop.out().spot());
            var router =
                    doors.getOrDefault(floor, List.of()).stream()
                            .filter(d -> !d.device().equals(door.device()) && d.owns(hop.to()))
                            .findFirst();
            if (router.isPresent()) {
                arrive(router.get(), packet, floors, seen);
            } else {
                floors.add(floor);
            }
        }
    }

    private static boolean conversationMayOpen(Door in, Door out, Packet packet) {
        var config = in.config();
        if (config.securityZones().isEmpty()) {
            return true;
        }
        var from = config.zoneOf(in.part().name());
        var to = config.zoneOf(out.part().name());
        if (from.isEmpty() || to.isEmpty()) {
            return false;
        }
        return config.policy(from.get().name(), to.get().name())
                .filter(p -> PlainFilter.passes(p.rules(), packet))
                .isPresent();
    }

    private static boolean admits(Door door, Packet packet) {
        for (var name : door.part().ingress()) {
            var list = door.config().accessList(name);
            if (list.isEmpty()) {
                return false;
            }
            List<FilterRule> rules = list.get().rules();
            if (list.get().family() == packet.family() && !PlainFilter.passes(rules, packet)) {
                return false;
            }
        }
        return true;
    }

    private List<NextHop> nextHops(DeviceSlot device, IpAddress to) {
        var hops = new ArrayList<NextHop>();
        int best = -1;
        boolean direct = false;
        var ours = all.stream().filter(d -> d.device().equals(device)).toList();
        for (var door : ours) {
            for (var address : door.part().addresses()) {
                if (address.subnet().contains(to) && address.length() >= best) {
                    if (address.length() > best) {
                        hops.clear();
                    }
                    best = address.length();
                    direct = true;
                    hops.add(new NextHop(door, to));
                }
            }
        }
        for (var route :
                ours.isEmpty() ? List.<StaticRoute>of() : ours.getFirst().config().routes()) {
            Prefix prefix = route.destination();
            if (!prefix.contains(to)
                    || prefix.length() < best
                    || (direct && prefix.length() == best)) {
                continue;
            }
            for (var door : ours) {
                boolean there =
                        door.part().addresses().stream()
                                .anyMatch(a -> a.subnet().contains(route.nextHop()));
                if (there && !door.owns(route.nextHop())) {
                    if (prefix.length() > best) {
                        hops.clear();
                        direct = false;
                    }
                    best = prefix.length();
                    hops.add(new NextHop(door, route.nextHop()));
                }
            }
        }
        return hops;
    }
}
