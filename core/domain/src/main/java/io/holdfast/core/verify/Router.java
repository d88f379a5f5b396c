package io.holdfast.core.verify;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.config.ZonePolicy;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.OnLink;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One device's layer 3: what its ingress lists let in, which addresses are its own, and where it
 * sends the rest (longest prefix, a connected network before a static route). Any configured device
 * is taken to forward between its interfaces, because nothing in its configuration says that it
 * does not.
 */
final class Router {

    /** Addresses by which a host on the same network speaks to the device itself. */
    private static final List<Prefix> LINK_SCOPE =
            List.of(
                    Prefix.of("169.254.0.0/16"),
                    Prefix.of("224.0.0.0/4"),
                    Prefix.of("255.255.255.255/32"),
                    Prefix.of("fe80::/10"),
                    Prefix.of("ff00::/8"));

    /** Where packets to some destinations go next. */
    record Leg(Prefix prefix, PacketSet destinations, RoutedInterface egress, Next next) {}

    /** How a packet leaves. */
    sealed interface Next {

        /** The destination itself is on the network. */
        record Direct() implements Next {}

        /** Through another router. */
        record Via(IpAddress address) implements Next {}
    }

    private record Route(Prefix prefix, RoutedInterface egress, Next next) {}

    private final PacketSpace space;
    private final DeviceSlot slot;
    private final DeviceConfig config;
    private final List<RoutedInterface> interfaces;
    private final List<Leg> legs;
    private final PacketSet own;
    private final PacketSet linkScope;
    private final PacketSet routable;
    private final PacketSet neighbours;
    private final Map<String, PacketSet> admitted = new HashMap<>();

    Router(
            PacketSpace space,
            PacketSet routable,
            DeviceSlot slot,
            DeviceConfig config,
            List<RoutedInterface> interfaces) {
        this.space = space;
        this.routable = routable;
        this.slot = slot;
        this.config = config;
        this.interfaces = interfaces;
        own = space.to(ownAddresses());
        linkScope = space.to(LINK_SCOPE);
        neighbours = space.speaking(Family.IPV6, List.of(new Service.Icmp(133, 136)));
        legs = legs();
    }

    /** Packets that routers forward at all. */
    static PacketSet routable(PacketSpace space) {
        var routable = space.every();
        for (var family : Family.values()) {
            var onLink = OnLink.prefixes(family);
            routable = routable.minus(space.from(onLink)).minus(space.to(onLink));
        }
        return routable;
    }

    DeviceSlot slot() {
        return slot;
    }

    List<Leg> forwarding() {
        return legs;
    }

    List<Prefix> ownAddresses() {
        return interfaces.stream()
                .flatMap(i -> i.config().addresses().stream())
                .map(a -> Prefix.host(a.address()))
                .distinct()
                .sorted()
                .toList();
    }

    /** The lists of a family that judge what arrives at the interface. */
    List<AccessList> lists(RoutedInterface ingress, Family family) {
        return ingress.config().ingress().stream()
                .flatMap(name -> config.accessList(name).stream())
                .filter(list -> list.family() == family)
                .toList();
    }

    /** Names of lists the interface asks for and the device does not have. */
    List<AclName> missing(RoutedInterface ingress) {
        return ingress.config().ingress().stream()
                .filter(name -> config.accessList(name).isEmpty())
                .toList();
    }

    /** What the interface lets in. */
    PacketSet admitted(RoutedInterface ingress) {
        return admitted.computeIfAbsent(ingress.name(), _ -> judge(ingress));
    }

    private PacketSet judge(RoutedInterface ingress) {
        if (!missing(ingress).isEmpty() || (stateful() && zone(ingress).isEmpty())) {
            return space.empty();
        }
        var in = space.empty();
        for (var family : Family.values()) {
            var passing = space.every(family);
            for (var list : lists(ingress, family)) {
                passing = passing.intersect(space.permitted(list));
            }
            // Without an address a family is not routed, but a link-local one may be there anyhow.
            in = in.union(ingress.speaks(family) ? passing : passing.intersect(linkScope));
        }
        if (ingress.tunnel().isPresent()) {
            var tunnel = ingress.tunnel().get();
            in = in.intersect(space.from(tunnel.there())).intersect(space.to(tunnel.here()));
        }
        return in;
    }

    /** True if conversations are judged here and not only packets. */
    boolean stateful() {
        return config.stateful();
    }

    Optional<SecurityZone> zone(RoutedInterface part) {
        return config.zoneOf(part.name());
    }

    List<FilterRule> policy(SecurityZone from, SecurityZone to) {
        return config.policy(from.name(), to.name()).map(ZonePolicy::rules).orElse(List.of());
    }

    /** Of what was let in, the packets for the device itself. */
    PacketSet local(RoutedInterface ingress, PacketSet in) {
        var mine = in.intersect(own.union(linkScope));
        if (!stateful()) {
            return mine;
        }
        var welcome =
                zone(ingress)
                        .map(z -> space.permitted(z.hostInbound()))
                        .orElseGet(space::empty)
                        .union(neighbours);
        return mine.intersect(welcome);
    }

    /** Of what is on its way from one interface to another, the packets that pass. */
    PacketSet between(RoutedInterface ingress, RoutedInterface egress, Talk talk, PacketSet out) {
        if (!stateful()) {
            return out;
        }
        var from = zone(ingress);
        var to = zone(egress);
        if (talk == Talk.UNGUARDED || from.isEmpty() || to.isEmpty()) {
            return space.empty();
        }
        var passing = space.permitted(policy(from.get(), to.get()));
        if (talk == Talk.ANSWERING) {
            passing = passing.union(space.answering(policy(to.get(), from.get())));
        }
        return out.intersect(passing);
    }

    /** Of what was let in, the packets it may pass on. */
    PacketSet forwardable(PacketSet in) {
        return in.intersect(routable).minus(own);
    }

    boolean isOwn(IpAddress address) {
        return interfaces.stream().anyMatch(i -> i.owns(address))
                || LINK_SCOPE.stream().anyMatch(p -> p.contains(address));
    }

    /**
     * What tunnels carry. A tunnel is there or is not, and nobody promises when; then what was for
     * it takes the other routes. So these legs hide no other: whatever lies on either way must be
     * right.
     */
    private List<Leg> tunnels() {
        var legs = new ArrayList<Leg>();
        for (var out : interfaces) {
            if (out.tunnel().isPresent()) {
                var tunnel = out.tunnel().get();
                var from = space.from(tunnel.here());
                for (var prefix : tunnel.there()) {
                    legs.add(
                            new Leg(
                                    prefix,
                                    space.to(List.of(prefix)).intersect(from),
                                    out,
                                    new Next.Direct()));
                }
            }
        }
        return legs;
    }

    private List<Leg> legs() {
        var routes = new ArrayList<Route>();
        var legs = new ArrayList<Leg>(tunnels());
        for (var out : interfaces) {
            for (var address : out.config().addresses()) {
                routes.add(new Route(address.subnet(), out, new Next.Direct()));
            }
        }
        var connected = List.copyOf(routes);
        for (var route : config.routes()) {
            for (var direct : connected) {
                if (direct.prefix().contains(route.nextHop())
                        && !direct.egress().owns(route.nextHop())) {
                    routes.add(
                            new Route(
                                    route.destination(),
                                    direct.egress(),
                                    new Next.Via(route.nextHop())));
                }
            }
        }
        var byPrefix =
                new TreeMap<Prefix, List<Route>>(
                        Comparator.comparingInt(Prefix::length).reversed().thenComparing(p -> p));
        for (var route : routes) {
            byPrefix.computeIfAbsent(route.prefix(), _ -> new ArrayList<>()).add(route);
        }
        var longer = space.empty();
        for (var entry : byPrefix.entrySet()) {
            var to = space.to(List.of(entry.getKey()));
            var here = to.minus(longer);
            longer = longer.union(to);
            boolean direct =
                    entry.getValue().stream().anyMatch(r -> r.next() instanceof Next.Direct);
            for (var route : entry.getValue()) {
                if (!direct || route.next() instanceof Next.Direct) {
                    legs.add(new Leg(entry.getKey(), here, route.egress(), route.next()));
                }
            }
        }
        return List.copyOf(legs);
    }
}
