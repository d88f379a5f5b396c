package io.holdfast.apps.bench.proof;

import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Service;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a filter does with one packet, in the plainest words there are, and which packets to try.
 */
final class PlainFilter {

    static final int TCP = 6;
    static final int UDP = 17;

    private PlainFilter() {}

    static boolean matches(PacketMatch match, Packet packet) {
        if (match.family() != packet.family()
                || !match.source().contains(packet.source())
                || !match.destination().contains(packet.destination())) {
            return false;
        }
        return switch (match.service()) {
            case Service.EveryProtocol _ -> true;
            case Service.Tcp(var from, var to) ->
                    packet.protocol() == TCP
                            && from.contains(packet.sourcePort())
                            && to.contains(packet.destinationPort());
            case Service.Udp(var from, var to) ->
                    packet.protocol() == UDP
                            && from.contains(packet.sourcePort())
                            && to.contains(packet.destinationPort());
            case Service.Icmp(int first, int last) ->
                    packet.protocol() == icmp(packet.family())
                            && first <= packet.destinationPort()
                            && packet.destinationPort() <= last;
            case Service.Other(int number) -> packet.protocol() == number;
        };
    }

    static int icmp(Family family) {
        return family == Family.IPV4 ? 1 : 58;
    }

    static boolean passes(List<FilterRule> rules, Packet packet) {
        for (var rule : rules) {
            if (matches(rule.match(), packet)) {
                return rule.verdict() == Verdict.PERMIT;
            }
        }
        return false;
    }

    /**
     * Packets on both sides of every edge of the rules, in every combination; a random part of them
     * if there are more than wanted. Between two edges no rule changes its mind.
     */
    static List<Packet> probes(List<FilterRule> rules, int most, Random random) {
        var probes = new ArrayList<Packet>();
        for (var family : Family.values()) {
            var ours = rules.stream().filter(r -> r.match().family() == family).toList();
            if (!ours.isEmpty()) {
                probes.addAll(grid(ours, family, most, random));
            }
        }
        return probes;
    }

    private static List<Packet> grid(
            List<FilterRule> rules, Family family, int most, Random random) {
        var sources = new TreeSet<IpAddress>();
        var destinations = new TreeSet<IpAddress>();
        var ports = new TreeSet<Integer>(Set.of(0, 65535));
        var types = new TreeSet<Integer>(Set.of(0, 8, 128, 129, 255));
        var others = new TreeSet<Integer>(Set.of(2, 255));
        for (var rule : rules) {
            edges(rule.match().source().first(), rule.match().source().last(), sources);
            edges(
                    rule.match().destination().first(),
                    rule.match().destination().last(),
                    destinations);
            switch (rule.match().service()) {
                case Service.Tcp(var from, var to) -> {
                    edges(from, ports);
                    edges(to, ports);
                }
                case Service.Udp(var from, var to) -> {
                    edges(from, ports);
                    edges(to, ports);
                }
                case Service.Icmp(int first, int last) -> types.addAll(List.of(first, last));
                case Service.Other(int number) -> others.add(number);
                case Service.EveryProtocol _ -> {}
            }
        }
        var services = services(family, ports, types, others);
        var from = List.copyOf(sources);
        var to = List.copyOf(destinations);
        long whole = (long) from.size() * to.size() * services.size();
        var probes = new LinkedHashSet<Packet>();
        if (whole <= most) {
            for (var source : from) {
                for (var destination : to) {
                    services.forEach(s -> probes.add(packet(source, destination, s)));
                }
            }
        } else {
            for (int i = 0; i < most; i++) {
                probes.add(
                        packet(
                                from.get(random.nextInt(from.size())),
                                to.get(random.nextInt(to.size())),
                                services.get(random.nextInt(services.size()))));
            }
        }
        return List.copyOf(probes);
    }

    private static List<int[]> services(
            Family family, Set<Integer> ports, Set<Integer> types, Set<Integer> others) {
        var services = new ArrayList<int[]>();
        for (int source : ports) {
            for (int destination : ports) {
                services.add(new int[] {TCP, source, destination});
                services.add(new int[] {UDP, source, destination});
            }
        }
        types.forEach(type -> services.add(new int[] {icmp(family), 0, type}));
        others.stream()
                .filter(number -> number != icmp(family))
                .forEach(number -> services.add(new int[] {number, 0, 0}));
        return services;
    }

    private static Packet packet(IpAddress source, IpAddress destination, int[] service) {
        return new Packet(source, destination, service[0], service[1], service[2]);
    }

    private static void edges(IpAddress first, IpAddress last, Set<IpAddress> edges) {
        edges.add(first);
        edges.add(last);
        if (first.low() != 0) {
            edges.add(new IpAddress(first.family(), first.high(), first.low() - 1));
        }
        long most = first.family() == Family.IPV4 ? 0xFFFF_FFFFL : -1L;
        if (last.low() != most) {
            edges.add(new IpAddress(last.family(), last.high(), last.low() + 1));
        }
    }

    private static void edges(PortRange range, Set<Integer> edges) {
        edges.add(range.first());
        edges.add(range.last());
        edges.add(Math.max(0, range.first() - 1));
        edges.add(Math.min(65535, range.last() + 1));
    }
}
