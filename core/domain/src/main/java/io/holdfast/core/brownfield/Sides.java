package io.holdfast.core.brownfield;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.OnLink;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.verify.PacketSet;
import io.holdfast.core.verify.PacketSpace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The sides of a device and the addresses that stand on each, by its own interfaces and routes. A
 * default route leads to the internet, and so to no zone that has addresses, unless its next hop
 * stands inside. What the configuration does not place may stand on any side whose addresses it
 * does not tell, or, if it tells them all, on every one.
 */
final class Sides {

    /** Interfaces that are judged alike: a security zone, or one interface of a device without. */
    record Side(String name, List<InterfaceConfig> parts) {

        boolean isPlaced() {
            return parts.stream().anyMatch(p -> !p.addresses().isEmpty());
        }

        boolean speaks(Family family) {
            return !isPlaced()
                    || parts.stream()
                            .flatMap(p -> p.addresses().stream())
                            .anyMatch(a -> a.address().family() == family);
        }
    }

    private final PacketSpace space;
    private final List<Side> all = new ArrayList<>();
    private final Map<Prefix, List<String>> places =
            new TreeMap<>(Comparator.comparingInt(Prefix::length).reversed().thenComparing(p -> p));
    private final List<IpAddress> hops;
    private final Map<String, PacketSet> sources;
    private final Map<String, PacketSet> destinations;
    private final PacketSet forwarded;

    /** What the zones of the site have: nobody of them stands behind the way to the internet. */
    private final List<Prefix> inside;

    Sides(PacketSpace space, DeviceConfig config, List<Prefix> inside) {
        this.space = space;
        this.inside = inside;
        if (config.stateful()) {
            config.securityZones().forEach(zone -> all.add(side(config, zone)));
        } else {
            config.interfaces().stream()
                    .filter(Sides::routes)
                    .forEach(part -> all.add(new Side(part.name(), List.of(part))));
        }
        hops =
                config.routes().stream()
                        .filter(r -> r.destination().length() == 0)
                        .map(StaticRoute::nextHop)
                        .toList();
        place(config);
        sources = placed(space::from);
        destinations = placed(space::to);
        forwarded = forwarded(config);
    }

    private static Side side(DeviceConfig config, SecurityZone zone) {
        return new Side(
                zone.name().value(),
                zone.interfaces().stream()
                        .flatMap(name -> config.interfaceNamed(name).stream())
                        .toList());
    }

    private static boolean routes(InterfaceConfig part) {
        return switch (part.mode()) {
            case InterfaceMode.Routed _,
                    InterfaceMode.Subinterface _,
                    InterfaceMode.VlanInterface _ ->
                    !part.addresses().isEmpty() || !part.ingress().isEmpty();
            case InterfaceMode.TunnelInterface _ -> true;
            case InterfaceMode.AccessPort _, InterfaceMode.TrunkPort _, InterfaceMode.NoVlan _ ->
                    false;
        };
    }

    private void place(DeviceConfig config) {
        for (var part : config.interfaces()) {
            if (part.mode() instanceof InterfaceMode.TunnelInterface(var tunnel)) {
                tunnel.there().forEach(prefix -> place(prefix, part));
            }
            for (var address : part.addresses()) {
                place(address.subnet(), part);
                for (var route : config.routes()) {
                    if (address.subnet().contains(route.nextHop())) {
                        place(route.destination(), part);
                    }
                }
            }
        }
    }

    /** Also on an interface in no zone: what stands there stands on no side. */
    private void place(Prefix prefix, InterfaceConfig part) {
        var names = places.computeIfAbsent(prefix, _ -> new ArrayList<>());
        all.stream().filter(s -> s.parts().contains(part)).map(Side::name).forEach(names::add);
    }

    /** A default route by a next hop that is in no zone and no network between devices. */
    private boolean isInternet(Prefix place) {
        return place.length() == 0
                && hops.stream()
                        .filter(hop -> hop.family() == place.family())
                        .noneMatch(hop -> inside.stream().anyMatch(p -> p.contains(hop)));
    }

    private Map<String, PacketSet> placed(Function<Collection<Prefix>, PacketSet> packets) {
        var placed = new LinkedHashMap<String, PacketSet>();
        all.forEach(side -> placed.put(side.name(), space.empty()));
        var longer = space.empty();
        for (var place : places.entrySet()) {
            var here = packets.apply(List.of(place.getKey()));
            var only = here.minus(longer);
            if (isInternet(place.getKey())) {
                only = only.minus(packets.apply(inside));
            }
            var behind = only;
            place.getValue().forEach(name -> placed.merge(name, behind, PacketSet::union));
            longer = longer.union(here);
        }
        var rest = space.every().minus(longer);
        boolean told = all.stream().allMatch(Side::isPlaced);
        all.stream()
                .filter(side -> told || !side.isPlaced())
                .forEach(side -> placed.merge(side.name(), rest, PacketSet::union));
        return placed;
    }

    /** What routers forward at all, and not for the device itself. */
    private PacketSet forwarded(DeviceConfig config) {
        var packets = space.every();
        for (var family : Family.values()) {
            var onLink = OnLink.prefixes(family);
            packets = packets.minus(space.from(onLink)).minus(space.to(onLink));
        }
        var own =
                config.interfaces().stream()
                        .flatMap(i -> i.addresses().stream())
                        .map(a -> Prefix.host(a.address()))
                        .toList();
        return packets.minus(space.to(own));
    }

    List<Side> all() {
        return all;
    }

    PacketSet to(String side) {
        return destinations.getOrDefault(side, space.every());
    }

    /** What leaves on any other side; of a device with one side nobody knows where that is. */
    PacketSet toOthers(Side side) {
        if (all.size() == 1) {
            return space.every();
        }
        return all.stream()
                .filter(other -> !other.equals(side))
                .map(other -> to(other.name()))
                .reduce(space.empty(), PacketSet::union);
    }

    /** Of these packets those that are forwarded and whose source stands on this side. */
    PacketSet from(String side, PacketSet packets) {
        return packets.intersect(forwarded).intersect(sources.getOrDefault(side, space.every()));
    }

    /** Everything that crosses the device and comes from where it stands. */
    PacketSet crossing() {
        return all.stream()
                .map(side -> from(side.name(), toOthers(side)))
                .reduce(space.empty(), PacketSet::union);
    }
}
