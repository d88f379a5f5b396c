package io.holdfast.core.verify;

import io.holdfast.core.config.FilterRule;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Service;
import java.util.ArrayList;
import java.util.List;

/**
 * A cheap answer to "is every rule of this list ever reached?": a rule is, if one of the corners of
 * what it matches is matched by no rule before it. Most lists are settled by this; the others are
 * asked the exact way.
 */
final class Reach {

    private Reach() {}

    static boolean everyRuleHasACorner(List<FilterRule> rules) {
        for (int i = 0; i < rules.size(); i++) {
            if (!hasCorner(rules.get(i).match(), rules.subList(0, i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasCorner(PacketMatch match, List<FilterRule> before) {
        return corners(match).stream()
                .anyMatch(
                        packet -> before.stream().noneMatch(r -> Walk.matches(r.match(), packet)));
    }

    /** Packets at the ends of a match, in every field. */
    static List<Packet> corners(PacketMatch match) {
        var corners = new ArrayList<Packet>();
        for (var source : List.of(match.source().first(), match.source().last())) {
            for (var destination :
                    List.of(match.destination().first(), match.destination().last())) {
                corners.addAll(corners(source, destination, match.service()));
            }
        }
        return corners.stream().distinct().toList();
    }

    private static List<Packet> corners(IpAddress source, IpAddress destination, Service service) {
        return switch (service) {
            case Service.EveryProtocol _ ->
                    List.of(
                            new Packet(source, destination, 255, 0, 0),
                            new Packet(source, destination, 0, 0, 0),
                            new Packet(source, destination, Fields.TCP, 65535, 65535),
                            new Packet(source, destination, Fields.UDP, 65535, 65535));
            case Service.Tcp(var from, var to) -> ported(source, destination, Fields.TCP, from, to);
            case Service.Udp(var from, var to) -> ported(source, destination, Fields.UDP, from, to);
            case Service.Icmp(int first, int last) -> {
                int icmp = Fields.icmp(source.family());
                yield List.of(
                        new Packet(source, destination, icmp, 0, first),
                        new Packet(source, destination, icmp, 0, last));
            }
            case Service.Other(int number) ->
                    List.of(new Packet(source, destination, number, 0, 0));
        };
    }

    private static List<Packet> ported(
            IpAddress source, IpAddress destination, int protocol, PortRange from, PortRange to) {
        return List.of(
                new Packet(source, destination, protocol, from.first(), to.first()),
                new Packet(source, destination, protocol, from.first(), to.last()),
                new Packet(source, destination, protocol, from.last(), to.first()),
                new Packet(source, destination, protocol, from.last(), to.last()));
    }
}
