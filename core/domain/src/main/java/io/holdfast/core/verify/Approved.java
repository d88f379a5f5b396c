package io.holdfast.core.verify;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What people approved for one site, as packet sets: each conduit in scope, and the packets that
 * answer it. A stateless filter cannot tell an answer from a packet that looks like one, so these
 * extra packets are part of what is allowed (rulings P1) and are listed.
 */
final class Approved {

    /** One conduit at this site. */
    record Flow(Conduit conduit, PacketSet forward, PacketSet reply) {}

    private record ZonePair(ZoneName from, ZoneName to) {}

    /**
     * What the zones of a plan are as packets, and the conduits between them that were asked for
     * before: a change of one conduit leaves all of it as it is.
     */
    static final class Ground {

        private final List<Zone> zones;
        private final SitePlan plan;
        private final Map<ZoneName, PacketSet> sources = new TreeMap<>();
        private final Map<ZoneName, PacketSet> destinations = new TreeMap<>();
        private final Map<Conduit, Flow> flows = new HashMap<>();
        private final PacketSet infrastructure;

        Ground(PacketSpace space, ZoneModel model, SitePlan plan) {
            zones = model.zones();
            this.plan = plan;
            for (var zone : plan.zones()) {
                sources.put(zone.zone(), ends(space, model, plan, zone, true));
                destinations.put(zone.zone(), ends(space, model, plan, zone, false));
            }
            infrastructure = space.to(infrastructure(plan));
        }

        boolean isOf(ZoneModel model, SitePlan asked) {
            return plan.equals(asked) && zones.equals(model.zones());
        }
    }

    private final PacketSpace space;
    private final SitePlan plan;
    private final PacketSet routable;
    private final Ground ground;
    private final List<Flow> flows = new ArrayList<>();
    private final Map<ZonePair, List<Flow>> between = new HashMap<>();
    private final Map<ZoneName, PacketSet> sent = new HashMap<>();
    private final Map<ZonePair, PacketSet> opened = new HashMap<>();
    private final Map<ZonePair, PacketSet> replies = new HashMap<>();

    Approved(PacketSpace space, ZoneModel model, SitePlan plan) {
        this.space = space;
        this.plan = plan;
        routable = Router.routable(space);
        ground = space.ground(model, plan);
        for (var conduit : model.conduits()) {
            if (conduit.scope().covers(plan.site())) {
                var flow = ground.flows.computeIfAbsent(conduit, this::flow);
                flows.add(flow);
                between.computeIfAbsent(pair(conduit), _ -> new ArrayList<>()).add(flow);
            }
        }
    }

    /** The zone's addresses; for the WAN every address that no other zone has. */
    private static PacketSet ends(
            PacketSpace space, ZoneModel model, SitePlan plan, SiteZone zone, boolean source) {
        if (!zone.prefixes().isEmpty() || !isWan(model, zone.zone())) {
            return source ? space.from(zone.prefixes()) : space.to(zone.prefixes());
        }
        var others =
                Stream.concat(
                                plan.zones().stream()
                                        .filter(z -> !z.zone().equals(zone.zone()))
                                        .flatMap(z -> z.prefixes().stream()),
                                between(plan).map(InterfaceAddress::subnet))
                        .toList();
        return space.every().minus(source ? space.from(others) : space.to(others));
    }

    private static boolean isWan(ZoneModel model, ZoneName zone) {
        return model.zone(zone).filter(z -> z.kind() == ZoneKind.WAN).isPresent();
    }

    /** Addresses of the devices themselves: a conduit to a zone does not promise to reach them. */
    private static List<Prefix> infrastructure(SitePlan plan) {
        Stream<IpAddress> gateways =
                plan.zones().stream().flatMap(z -> z.gateways().stream()).map(g -> g.address());
        Stream<IpAddress> devices =
                plan.devices().stream().filter(Device::configured).map(Device::managementAddress);
        return Stream.of(gateways, devices, between(plan).map(InterfaceAddress::address))
                .flatMap(a -> a)
                .map(Prefix::host)
                .distinct()
                .sorted()
                .toList();
    }

    /** Addresses in the networks between routing devices: no zone's, and not the WAN's. */
    private static Stream<InterfaceAddress> between(SitePlan plan) {
        return plan.transits().stream()
                .flatMap(t -> t.ends().stream())
                .flatMap(e -> e.addresses().stream());
    }

    private Flow flow(Conduit conduit) {
        var forward = end(conduit.from(), true).intersect(end(conduit.to(), false));
        var backward = end(conduit.to(), true).intersect(end(conduit.from(), false));
        var services = space.speaking(conduit.services());
        var answers = answers(conduit);
        return new Flow(
                conduit,
                forward.intersect(services).intersect(routable),
                backward.intersect(answers).intersect(routable));
    }

    private PacketSet answers(Conduit conduit) {
        var answers = space.empty();
        for (var family : Family.values()) {
            for (var service : conduit.services()) {
                answers = answers.union(space.speaking(family, service.replies(family)));
            }
        }
        return answers;
    }

    /** Every packet from, or to, one end of a conduit. */
    PacketSet end(Endpoint endpoint, boolean source) {
        return switch (endpoint) {
            case Endpoint.WholeZone(var zone) ->
                    (source ? ground.sources : ground.destinations)
                            .getOrDefault(zone, space.empty());
            case Endpoint.Group(var zone, var group) -> {
                var prefixes =
                        plan.zone(zone).stream()
                                .flatMap(z -> z.groups().stream())
                                .filter(g -> g.name().equals(group))
                                .flatMap(g -> g.prefixes().stream())
                                .toList();
                yield source ? space.from(prefixes) : space.to(prefixes);
            }
        };
    }

    List<Flow> flows() {
        return flows;
    }

    List<Flow> flows(ZoneName from, ZoneName to) {
        return between.getOrDefault(new ZonePair(from, to), List.of());
    }

    private static ZonePair pair(Conduit conduit) {
        return new ZonePair(conduit.from().zone(), conduit.to().zone());
    }

    /** What conduits let one zone open to another. */
    PacketSet opened(ZoneName from, ZoneName to) {
        return opened.computeIfAbsent(
                new ZonePair(from, to),
                _ ->
                        flows(from, to).stream()
                                .map(Flow::forward)
                                .reduce(space.empty(), PacketSet::union));
    }

    /** Answers that flow from one zone to another because the other opened the conversation. */
    PacketSet replies(ZoneName from, ZoneName to) {
        return replies.computeIfAbsent(
                new ZonePair(from, to),
                _ ->
                        flows(to, from).stream()
                                .map(Flow::reply)
                                .reduce(space.empty(), PacketSet::union));
    }

    /** The most that may be possible. */
    PacketSet atMost(ZoneName from, ZoneName to) {
        return opened(from, to).union(replies(from, to));
    }

    /** The least that must be served: all of it, but for the devices' own addresses. */
    PacketSet atLeast(ZoneName from, ZoneName to) {
        return atMost(from, to).minus(ground.infrastructure);
    }

    /** Whatever some conduit lets this zone send to anyone. */
    PacketSet sentBy(ZoneName from) {
        return sent.computeIfAbsent(
                from,
                _ ->
                        plan.zones().stream()
                                .filter(z -> !z.zone().equals(from))
                                .map(z -> atMost(from, z.zone()))
                                .reduce(space.empty(), PacketSet::union));
    }

    /** Everything that any conduit allows at this site, asked and answered. */
    PacketSet conversations() {
        var all = space.empty();
        for (var from : plan.zones()) {
            all = all.union(sentBy(from.zone()));
        }
        return all;
    }

    /** The conduit that explains a packet set's first packet, if one does. */
    Optional<Flow> explaining(PacketSet packets, ZoneName from, ZoneName to) {
        return Stream.concat(flows(from, to).stream(), flows(to, from).stream())
                .filter(f ->
                        !f.forward().intersect(packets).isEmpty()
                                || !f.reply().intersect(packets).isEmpty())
                .findFirst();
    }

    /** Packets to the devices' own addresses. */
    PacketSet toInfrastructure() {
        return ground.infrastructure;
    }

    PacketSet routable() {
        return routable;
    }
}
