package io.holdfast.apps.bench.proof;

import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Service;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Counts the packets a list permits by cutting disjoint boxes out of each other. */
final class PlainBoxes {

    /** Intervals of source, destination, protocol, source port, destination port. */
    private static final class Solid {
        private final BigInteger[] first;
        private final BigInteger[] last;

        Solid(BigInteger[] first, BigInteger[] last) {
            this.first = first;
            this.last = last;
        }
    }

    private PlainBoxes() {}

    static BigInteger permitted(List<FilterRule> rules) {
        var volume = BigInteger.ZERO;
        var decided = new ArrayList<Solid>();
        for (var rule : rules) {
            for (var solid : solids(rule.match())) {
                var left = List.of(solid);
                for (var before : decided) {
                    left = left.stream().flatMap(s -> minus(s, before).stream()).toList();
                }
                if (rule.verdict() == Verdict.PERMIT) {
                    for (var part : left) {
                        volume = volume.add(volume(part));
                    }
                }
                decided.addAll(left);
            }
        }
        return volume;
    }

    private static List<Solid> solids(PacketMatch match) {
        var solids = new ArrayList<Solid>();
        int icmp = PlainFilter.icmp(match.family());
        switch (match.service()) {
            case Service.EveryProtocol _ -> {
                solids.add(solid(match, PlainFilter.TCP, PlainFilter.TCP, 0, 65535, 0, 65535));
                solids.add(solid(match, PlainFilter.UDP, PlainFilter.UDP, 0, 65535, 0, 65535));
                solids.add(solid(match, icmp, icmp, 0, 0, 0, 255));
                int first = 0;
                for (int special : icmp == 1 ? new int[] {1, 6, 17} : new int[] {6, 17, 58}) {
                    if (first < special) {
                        solids.add(solid(match, first, special - 1, 0, 0, 0, 0));
                    }
                    first = special + 1;
                }
                solids.add(solid(match, first, 255, 0, 0, 0, 0));
            }
            case Service.Tcp(var from, var to) ->
                    solids.add(
                            solid(match, 6, 6, from.first(), from.last(), to.first(), to.last()));
            case Service.Udp(var from, var to) ->
                    solids.add(
                            solid(match, 17, 17, from.first(), from.last(), to.first(), to.last()));
            case Service.Icmp(int first, int last) ->
                    solids.add(solid(match, icmp, icmp, 0, 0, first, last));
            case Service.Other(int number) -> solids.add(solid(match, number, number, 0, 0, 0, 0));
        }
        return solids;
    }

    private static Solid solid(PacketMatch match, int... services) {
        var first = new BigInteger[5];
        var last = new BigInteger[5];
        first[0] = number(match.source().first());
        last[0] = number(match.source().last());
        first[1] = number(match.destination().first());
        last[1] = number(match.destination().last());
        for (int i = 0; i < 3; i++) {
            first[2 + i] = BigInteger.valueOf(services[2 * i]);
            last[2 + i] = BigInteger.valueOf(services[2 * i + 1]);
        }
        return new Solid(first, last);
    }

    private static BigInteger number(IpAddress address) {
        return new BigInteger(Long.toUnsignedString(address.high()))
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(address.low())));
    }

    private static List<Solid> minus(Solid from, Solid cut) {
        for (int i = 0; i < 5; i++) {
            if (from.first[i].compareTo(cut.last[i]) > 0
                    || cut.first[i].compareTo(from.last[i]) > 0) {
                return List.of(from);
            }
        }
        var parts = new ArrayList<Solid>();
        var rest = from;
        for (int i = 0; i < 5; i++) {
            if (rest.first[i].compareTo(cut.first[i]) < 0) {
                parts.add(with(rest, i, rest.first[i], cut.first[i].subtract(BigInteger.ONE)));
                rest = with(rest, i, cut.first[i], rest.last[i]);
            }
            if (rest.last[i].compareTo(cut.last[i]) > 0) {
                parts.add(with(rest, i, cut.last[i].add(BigInteger.ONE), rest.last[i]));
                rest = with(rest, i, rest.first[i], cut.last[i]);
            }
        }
        return parts;
    }

    private static Solid with(Solid solid, int i, BigInteger first, BigInteger last) {
        var firsts = solid.first.clone();
        var lasts = solid.last.clone();
        firsts[i] = first;
        lasts[i] = last;
        return new Solid(firsts, lasts);
    }

    private static BigInteger volume(Solid solid) {
        var volume = BigInteger.ONE;
        for (int i = 0; i < 5; i++) {
            var width = solid.last[i].subtract(solid.first[i]).add(BigInteger.ONE);
            if (i < 2) {
                width = width.subtract(mapped(solid.first[i], solid.last[i]));
            }
            volume = volume.multiply(width);
        }
        return volume;
    }

    /** How many of the addresses are IPv4-mapped, which are on no wire; none of IPv4 itself. */
    private static BigInteger mapped(BigInteger first, BigInteger last) {
        var from = BigInteger.valueOf(0xFFFF).shiftLeft(32).max(first);
        var to = BigInteger.valueOf(0x10000).shiftLeft(32).subtract(BigInteger.ONE).min(last);
        return from.compareTo(to) > 0 ? BigInteger.ZERO : to.subtract(from).add(BigInteger.ONE);
    }
}
