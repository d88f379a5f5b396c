package io.holdfast.core.verify;

import io.holdfast.core.network.OnLink;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Service;
import io.holdfast.core.network.Tunnel;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows one packet through the same networks and routers as {@link Reachability}, and remembers
 * who decided. Where a host has several ways, each is walked.
 */
final class Walk {

    /** Where a way ends. */
    sealed interface End {
        record OnNetwork(int network) implements End {}

        record AtDevice(DeviceSlot device) implements End {}

        record Lost() implements End {}
    }

    record Way(List<Hop> hops, End end) {

        boolean arrives() {
            return !(end instanceof End.Lost);
        }
    }

    /** Ways grow with every equal route; a person reads one. */
    private static final int MOST_WAYS = 64;

    private static final int MOST_HOPS = 32;

    private final Reachability reach;
    private final Packet packet;
    private final Talk talk;
    private final List<Way> ways = new ArrayList<>();

    private Walk(Reachability reach, Packet packet, Talk talk) {
        this.talk = talk;
        this.reach = reach;
        this.packet = packet;
    }

    /**
     * Every way from the ports of a zone; with {@code planned} only through the planned gateway.
     */
    static List<Way> from(
            Reachability reach, ZoneName zone, Packet packet, boolean planned, Talk talk) {
        var walk = new Walk(reach, packet, talk);
        var attachments = reach.topology().attachments(zone);
        for (var attachment : attachments) {
            if (attachment.places().isEmpty()) {
                walk.lost(
                        attachment,
                        "port "
                                + attachment.port()
                                + " of "
                                + attachment.device()
                                + " in zone "
                                + zone
                                + " is shut or in no VLAN");
            }
            for (int network : reach.topology().networks(attachment)) {
                walk.start(zone, attachment, network, planned);
            }
        }
        return walk.ways;
    }

    /** Every way of a packet that a device sends itself. */
    static List<Way> from(Reachability reach, DeviceSlot device, Packet packet) {
        var walk = new Walk(reach, packet, Talk.ANSWERING);
        reach.router(device)
                .ifPresent(router -> walk.passOn(router, "itself", Optional.empty(), List.of()));
        return walk.ways;
    }

    private void start(ZoneName zone, Attachment attachment, int network, boolean planned) {
        var all = reach.topology().interfacesIn(network);
        var onLink = all.stream().filter(part -> part.owns(packet.destination())).toList();
        var gateway = reach.gateway(zone);
        var firstHops =
                !planned
                        ? all
                        : !onLink.isEmpty()
                                ? onLink
                                : all.stream()
                                        .filter(part -> gateway.test(part, packet.family()))
                                        .toList();
        firstHops.forEach(part -> arrive(part, List.of()));
        if (firstHops.isEmpty()) {
            lost(
                    attachment,
                    "port "
                            + attachment.port()
                            + " of "
                            + attachment.device()
                            + " in zone "
                            + zone
                            + " is in a network without "
                            + (planned ? "the zone's gateway" : "a router"));
        }
    }

    private void lost(Attachment attachment, String why) {
        end(
                List.of(
                        new Hop(
                                attachment.device(),
                                attachment.port(),
                                new Decision.NotConnected(why))),
                new End.Lost());
    }

    private void end(List<Hop> hops, End end) {
        if (ways.size() < MOST_WAYS) {
            ways.add(new Way(hops, end));
        }
    }

    private void arrive(RoutedInterface part, List<Hop> before) {
        if (before.size() >= MOST_HOPS || before.stream().anyMatch(h -> sameIngress(h, part))) {
            end(plus(before, part, new Decision.GoesRound()), new End.Lost());
            return;
        }
        var decision = judge(reach.routerOf(part), part, packet);
        var hops = plus(before, part, decision);
        if (!decision.passes()) {
            end(hops, new End.Lost());
        } else if (reach.routerOf(part).isOwn(packet.destination())) {
            local(part, hops);
        } else {
            passOn(reach.routerOf(part), part.name(), Optional.of(part), hops);
        }
    }

    private void local(RoutedInterface part, List<Hop> hops) {
        var router = reach.routerOf(part);
        if (!router.stateful()) {
            end(hops, new End.AtDevice(part.device()));
            return;
        }
        var decision = Conversation.withDevice(router, part, packet);
        end(
                plus(hops, part, decision),
                decision.passes() ? new End.AtDevice(part.device()) : new End.Lost());
    }

    private static boolean sameIngress(Hop hop, RoutedInterface part) {
        return hop.device().equals(part.device())
                && hop.interfaceName().equals(part.name())
                && !(hop.decision() instanceof Decision.Routed);
    }

    private static List<Hop> plus(List<Hop> hops, RoutedInterface part, Decision decision) {
        return plus(hops, new Hop(part.device(), part.name(), decision));
    }

    private static List<Hop> plus(List<Hop> hops, Hop hop) {
        var all = new ArrayList<>(hops);
        all.add(hop);
        return List.copyOf(all);
    }

    static Decision judge(Router router, RoutedInterface part, Packet packet) {
        var missing = router.missing(part);
        if (!missing.isEmpty()) {
            return new Decision.MissingList(missing.getFirst());
        }
        if (router.stateful() && router.zone(part).isEmpty()) {
            return new Decision.NoSecurityZone(part.name());
        }
        var carried = part.tunnel().filter(t -> !carries(t, packet));
        if (carried.isPresent()) {
            return new Decision.NotConnected(
                    "the tunnel " + carried.get().between() + " does not carry it");
        }
        if (!part.speaks(packet.family()) && !router.isOwn(packet.destination())) {
            return new Decision.NoAddress(packet.family());
        }
        Decision last = new Decision.NoList(packet.family());
        for (var list : router.lists(part, packet.family())) {
            last = new Decision.EndOfList(list.name());
            for (var rule : list.rules()) {
                if (matches(rule.match(), packet)) {
                    last = new Decision.ByRule(list.name(), rule.name(), rule.verdict());
                    break;
                }
            }
            if (!last.passes()) {
                return last;
            }
        }
        return last;
    }

    /** Whether a packet that comes out of a tunnel may be in it. */
    private static boolean carries(Tunnel tunnel, Packet packet) {
        return tunnel.there().stream().anyMatch(p -> p.contains(packet.source()))
                && tunnel.here().stream().anyMatch(p -> p.contains(packet.destination()));
    }

    /** What a filter does with a packet, written a second time without diagrams. */
    static boolean matches(PacketMatch match, Packet packet) {
        return match.source().contains(packet.source())
                && match.destination().contains(packet.destination())
                && switch (match.service()) {
                    case Service.EveryProtocol _ -> true;
                    case Service.Tcp(var source, var destination) ->
                            packet.protocol() == Fields.TCP
                                    && source.contains(packet.sourcePort())
                                    && destination.contains(packet.destinationPort());
                    case Service.Udp(var source, var destination) ->
                            packet.protocol() == Fields.UDP
                                    && source.contains(packet.sourcePort())
                                    && destination.contains(packet.destinationPort());
                    case Service.Icmp(int first, int last) ->
                            packet.protocol() == Fields.icmp(packet.family())
                                    && first <= packet.destinationPort()
                                    && packet.destinationPort() <= last;
                    case Service.Other(int number) -> packet.protocol() == number;
                };
    }

    private void passOn(
            Router router, String name, Optional<RoutedInterface> ingress, List<Hop> before) {
        boolean routed = !OnLink.holds(packet.source()) && !OnLink.holds(packet.destination());
        boolean any = false;
        for (var leg : router.forwarding()) {
            if (routed && leg.destinations().contains(packet)) {
                any = true;
                var hops = before;
                if (router.stateful() && ingress.isPresent()) {
                    var decision =
                            Conversation.between(router, ingress.get(), leg.egress(), packet, talk);
                    hops = plus(before, ingress.get(), decision);
                    if (!decision.passes()) {
                        end(hops, new End.Lost());
                        continue;
                    }
                }
                var decision = new Decision.Routed(leg.prefix(), leg.egress().name());
                leave(router, leg, plus(hops, new Hop(router.slot(), name, decision)));
            }
        }
        if (!any) {
            var decision = new Decision.NoRoute(packet.destination());
            end(plus(before, new Hop(router.slot(), name, decision)), new End.Lost());
        }
    }

    private void leave(Router router, Router.Leg leg, List<Hop> hops) {
        int network = leg.egress().network();
        var hopTo =
                switch (leg.next()) {
                    case Router.Next.Via(var address) -> address;
                    case Router.Next.Direct _ -> packet.destination();
                };
        reach.owner(network, hopTo, router.slot())
                .ifPresentOrElse(
                        next -> arrive(next, hops), () -> end(hops, new End.OnNetwork(network)));
    }
}
