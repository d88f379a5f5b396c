package io.holdfast.core.verify;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * What the devices of a site let through, computed from their configurations and the plan's ports
 * and cables alone.
 *
 * <p>Two answers are kept apart. <em>Possible</em> is what a host may get through when it tries
 * everything: any source address, any router of its network as first hop. <em>Served</em> is what
 * every host of a zone gets through when it does as planned: the zone's gateway as first hop.
 * Nothing beyond what is approved may be possible; everything approved must be served.
 */
final class Reachability {

    /**
     * What comes of packets sent into one network.
     *
     * @param onNetwork handed over to hosts of a network
     * @param toDevice accepted by a device for itself
     */
    record Spread(Map<Integer, PacketSet> onNetwork, Map<DeviceSlot, PacketSet> toDevice) {}

    private final Situation site;
    private final PacketSpace space;
    private final PacketSet routable;
    private final Topology topology;
    private final Map<DeviceSlot, Router> routers = new TreeMap<>();
    private final Map<Talk, Map<Integer, Spread>> possible = new EnumMap<>(Talk.class);
    private final Map<Talk, Map<ZoneName, Map<Integer, Spread>>> served = new EnumMap<>(Talk.class);
    private final boolean stateful;

    Reachability(PacketSpace space, Situation site) {
        this.space = space;
        this.site = site;
        topology = new Topology(site);
        routable = Router.routable(space);
        for (var device : site.plan().devices()) {
            var config = site.configs().get(device.slot());
            if (device.configured() && config != null && !topology.isDown(device)) {
                routers.put(
                        device.slot(),
                        new Router(
                                space,
                                routable,
                                device.slot(),
                                config,
                                topology.interfacesOf(device.slot())));
            }
        }
        stateful = routers.values().stream().anyMatch(Router::stateful);
    }

    /** True if some device judges conversations. */
    boolean stateful() {
        return stateful;
    }

    /** Without a stateful device every packet is judged alike, whoever began to speak. */
    private Talk judged(Talk talk) {
        return stateful ? talk : Talk.OPENING;
    }

    Topology topology() {
        return topology;
    }

    Situation site() {
        return site;
    }

    Optional<Router> router(DeviceSlot device) {
        return Optional.ofNullable(routers.get(device));
    }

    Collection<Router> routers() {
        return routers.values();
    }

    Router routerOf(RoutedInterface part) {
        return Objects.requireNonNull(routers.get(part.device()), "interfaces belong to routers");
    }

    /** What hosts of one zone can make arrive at hosts of another, unasked. */
    PacketSet possible(ZoneName from, ZoneName to) {
        return possible(from, to, Talk.OPENING);
    }

    PacketSet possible(ZoneName from, ZoneName to, Talk talk) {
        var all = space.empty();
        var ends = topology.networks(to);
        for (int start : topology.networks(from)) {
            for (int end : ends) {
                all =
                        all.union(
                                start == end
                                        ? space.every()
                                        : arriving(possible(start, talk), end));
            }
        }
        return all;
    }

    /** What arrives from every port of one zone at every port of another. */
    PacketSet served(ZoneName from, ZoneName to, Talk talk) {
        var starts = topology.attachments(from).stream().filter(Attachment::sure).toList();
        var ends = topology.attachments(to).stream().filter(Attachment::sure).toList();
        if (starts.isEmpty() || ends.isEmpty()) {
            return space.empty();
        }
        var all = space.every();
        for (var start : starts) {
            for (var end : ends) {
                all = all.intersect(served(from, start, end, talk));
            }
        }
        return all;
    }

    private PacketSet served(ZoneName from, Attachment start, Attachment end, Talk talk) {
        var any = space.empty();
        for (int a : topology.networks(start)) {
            for (int b : topology.networks(end)) {
                any = any.union(a == b ? space.every() : arriving(served(from, a, talk), b));
            }
        }
        return any;
    }

    /** What hosts of a zone can make a device accept for itself. */
    PacketSet possible(ZoneName from, DeviceSlot device) {
        var all = space.empty();
        for (int start : topology.networks(from)) {
            all = all.union(accepted(possible(start, Talk.OPENING), device));
        }
        return all;
    }

    /** What a device accepts for itself from every port of a zone. */
    PacketSet served(ZoneName from, DeviceSlot device) {
        var starts = topology.attachments(from).stream().filter(Attachment::sure).toList();
        var all = starts.isEmpty() ? space.empty() : space.every();
        for (var start : starts) {
            var any = space.empty();
            for (int network : topology.networks(start)) {
                any = any.union(accepted(served(from, network, Talk.OPENING), device));
            }
            all = all.intersect(any);
        }
        return all;
    }

    /** Of what a device sends itself, what arrives at every port of a zone. */
    PacketSet answers(DeviceSlot device, PacketSet sent, ZoneName to) {
        var ends = topology.attachments(to).stream().filter(Attachment::sure).toList();
        var router = routers.get(device);
        if (router == null || ends.isEmpty()) {
            return space.empty();
        }
        var flow = new Flow(judged(Talk.ANSWERING));
        flow.passOn(router, Optional.empty(), sent.intersect(routable));
        flow.run();
        var all = space.every();
        for (var end : ends) {
            var any = space.empty();
            for (int network : topology.networks(end)) {
                any = any.union(arriving(flow.spread, network));
            }
            all = all.intersect(any);
        }
        return all;
    }

    private PacketSet arriving(Spread spread, int network) {
        return spread.onNetwork().getOrDefault(network, space.empty());
    }

    private PacketSet accepted(Spread spread, DeviceSlot device) {
        return spread.toDevice().getOrDefault(device, space.empty());
    }

    private Spread possible(int network, Talk talk) {
        var known = possible.computeIfAbsent(judged(talk), _ -> new HashMap<>());
        return known.computeIfAbsent(network, n -> spread(n, judged(talk), (_, _) -> true));
    }

    private Spread served(ZoneName zone, int network, Talk talk) {
        return served.computeIfAbsent(judged(talk), _ -> new HashMap<>())
                .computeIfAbsent(zone, _ -> new HashMap<>())
                .computeIfAbsent(network, n -> spread(n, judged(talk), gateway(zone)));
    }

    /**
     * True for the routers a host of the zone sends to: its gateway, or any where none is planned.
     */
    BiPredicate<RoutedInterface, Family> gateway(ZoneName zone) {
        var gateways =
                site.plan().zone(zone).map(SiteZone::gateways).orElse(List.of()).stream()
                        .map(g -> g.address())
                        .toList();
        return (part, family) ->
                gateways.stream().noneMatch(g -> g.family() == family)
                        || gateways.stream().anyMatch(g -> g.family() == family && part.owns(g));
    }

    private Spread spread(int network, Talk talk, BiPredicate<RoutedInterface, Family> firstHop) {
        var flow = new Flow(talk);
        for (var part : topology.interfacesIn(network)) {
            var sent = space.to(hosts(part));
            for (var family : Family.values()) {
                if (firstHop.test(part, family)) {
                    sent = sent.union(space.every(family));
                }
            }
            flow.arrive(part, sent);
        }
        flow.run();
        return flow.spread;
    }

    private static List<Prefix> hosts(RoutedInterface part) {
        return part.config().addresses().stream().map(a -> Prefix.host(a.address())).toList();
    }

    Optional<RoutedInterface> owner(int network, IpAddress address, DeviceSlot not) {
        return topology.interfacesIn(network).stream()
                .filter(i -> !i.device().equals(not) && i.owns(address))
                .findFirst();
    }

    /** Packets on their way; ends because what has arrived somewhere once is not sent again. */
    private final class Flow {

        private final Talk talk;
        private final Spread spread = new Spread(new TreeMap<>(), new TreeMap<>());
        private final Map<RoutedInterface, PacketSet> seen = new HashMap<>();
        private final ArrayDeque<Runnable> ahead = new ArrayDeque<>();

        Flow(Talk talk) {
            this.talk = talk;
        }

        void arrive(RoutedInterface part, PacketSet packets) {
            ahead.add(() -> enter(part, packets));
        }

        void run() {
            while (!ahead.isEmpty()) {
                ahead.remove().run();
            }
        }

        private void enter(RoutedInterface part, PacketSet packets) {
            var before = seen.getOrDefault(part, space.empty());
            var fresh = packets.minus(before);
            if (fresh.isEmpty()) {
                return;
            }
            seen.put(part, before.union(fresh));
            var router = routerOf(part);
            var in = fresh.intersect(router.admitted(part));
            spread.toDevice().merge(part.device(), router.local(part, in), PacketSet::union);
            passOn(router, Optional.of(part), router.forwardable(in));
        }

        /** Without an ingress the device itself is the sender, and nobody judges what it sends. */
        void passOn(Router router, Optional<RoutedInterface> ingress, PacketSet packets) {
            for (var leg : router.forwarding()) {
                var there = packets.intersect(leg.destinations());
                var out =
                        ingress.map(in -> router.between(in, leg.egress(), talk, there))
                                .orElse(there);
                if (!out.isEmpty()) {
                    leave(router, leg, out);
                }
            }
        }

        private void leave(Router router, Router.Leg leg, PacketSet out) {
            int network = leg.egress().network();
            switch (leg.next()) {
                case Router.Next.Via(var address) -> {
                    var next = owner(network, address, router.slot());
                    if (next.isPresent()) {
                        arrive(next.get(), out);
                    } else {
                        handOver(network, out);
                    }
                }
                case Router.Next.Direct _ -> {
                    var rest = out;
                    for (var other : topology.interfacesIn(network)) {
                        if (!other.device().equals(router.slot())) {
                            var theirs = space.to(hosts(other));
                            arrive(other, rest.intersect(theirs));
                            rest = rest.minus(theirs);
                        }
                    }
                    handOver(network, rest);
                }
            }
        }

        private void handOver(int network, PacketSet packets) {
            spread.onNetwork().merge(network, packets, PacketSet::union);
        }
    }
}
