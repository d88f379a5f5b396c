package io.holdfast.apps.bench.proof;

import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Service;
import io.holdfast.core.verify.Box;
import java.util.List;

/**
 * The same questions answered by binary decision diagrams, one bit per variable: source,
 * destination, protocol, source port, destination port or ICMP type. Whose they are is told to it.
 */
final class BddPeer {

    private static final int ADDRESS = 128;

    private final BinaryDiagrams bdd;
    private final int[] source = new int[ADDRESS];
    private final int[] destination = new int[ADDRESS];
    private final int[] protocol = new int[8];
    private final int[] sourcePort = new int[16];
    private final int[] destinationPort = new int[16];
    private final int existing4;
    private final int existing6;

    /** JDD 108 (zlib licence). */
    static BddPeer jdd(int nodes) {
        return new BddPeer(new JddDiagrams(nodes));
    }

    /** JavaBDD 1.0.1 (LGPL 2; here and nowhere in what is shipped). */
    static BddPeer javaBdd(int nodes) {
        return new BddPeer(new JavaBddDiagrams(nodes));
    }

    private BddPeer(BinaryDiagrams diagrams) {
        bdd = diagrams;
        for (var field : List.of(source, destination, protocol, sourcePort, destinationPort)) {
            for (int i = 0; i < field.length; i++) {
                field[i] = bdd.variable();
            }
        }
        existing4 = existing(Family.IPV4);
        existing6 = existing(Family.IPV6);
    }

    /** Only packets that exist: no ports without tcp or udp, types of ICMP up to 255. */
    private int existing(Family family) {
        int ported = or(is(protocol, 8, PlainFilter.TCP), is(protocol, 8, PlainFilter.UDP));
        int typed =
                and(
                        is(protocol, 8, PlainFilter.icmp(family)),
                        and(is(sourcePort, 16, 0), range(destinationPort, 16, 0, 255)));
        int plain =
                and(
                        bdd.not(or(ported, is(protocol, 8, PlainFilter.icmp(family)))),
                        and(is(sourcePort, 16, 0), is(destinationPort, 16, 0)));
        int all = or(ported, or(typed, plain));
        if (family == Family.IPV6) {
            all = and(all, bdd.not(or(mapped(source), mapped(destination))));
        }
        return all;
    }

    /** IPv4-mapped addresses are on no wire. */
    private int mapped(int[] field) {
        return and(
                rangeOf(field, 0, 64, 0, 0),
                rangeOf(field, 64, 64, 0xFFFF_0000_0000L, 0xFFFF_FFFF_FFFFL));
    }

    int and(int a, int b) {
        return bdd.and(a, b);
    }

    int or(int a, int b) {
        return bdd.or(a, b);
    }

    int minus(int a, int b) {
        return and(a, bdd.not(b));
    }

    boolean isEmpty(int set) {
        return set == bdd.zero();
    }

    int nodes(int set) {
        return bdd.nodes(set);
    }

    int witness(int set) {
        return bdd.witness(set);
    }

    private int is(int[] field, int bits, long value) {
        return range(field, bits, value, value);
    }

    private int range(int[] field, int bits, long first, long last) {
        return rangeOf(field, 0, bits, first, last);
    }

    /** Values of {@code bits} variables from the offset on, both ends included, unsigned. */
    private int rangeOf(int[] field, int offset, int bits, long first, long last) {
        return and(
                compare(field, offset, bits, first, true),
                compare(field, offset, bits, last, false));
    }

    private int compare(int[] field, int offset, int bits, long bound, boolean atLeast) {
        int result = bdd.one();
        for (int i = bits - 1; i >= 0; i--) {
            int variable = field[offset + i];
            boolean one = (bound >>> (bits - 1 - i) & 1) == 1;
            result =
                    atLeast == one
                            ? bdd.and(one ? variable : bdd.not(variable), result)
                            : bdd.or(one ? bdd.not(variable) : variable, result);
        }
        return result;
    }

    private int addresses(int[] field, IpAddress first, IpAddress last) {
        if (first.family() == Family.IPV4) {
            return range(field, 32, first.low(), last.low());
        }
        return and(wideAtLeast(field, first), wideAtMost(field, last));
    }

    private int wideAtLeast(int[] field, IpAddress bound) {
        int high = rangeOf(field, 0, 64, bound.high(), bound.high());
        int above =
                bound.high() == -1L ? bdd.zero() : compare(field, 0, 64, bound.high() + 1, true);
        return or(above, and(high, compare(field, 64, 64, bound.low(), true)));
    }

    private int wideAtMost(int[] field, IpAddress bound) {
        int high = rangeOf(field, 0, 64, bound.high(), bound.high());
        int below = bound.high() == 0 ? bdd.zero() : compare(field, 0, 64, bound.high() - 1, false);
        return or(below, and(high, compare(field, 64, 64, bound.low(), false)));
    }

    int of(PacketMatch match) {
        int service =
                switch (match.service()) {
                    case Service.EveryProtocol _ -> bdd.one();
                    case Service.Tcp(var from, var to) -> service(PlainFilter.TCP, from, to);
                    case Service.Udp(var from, var to) -> service(PlainFilter.UDP, from, to);
                    case Service.Icmp(int first, int last) ->
                            service(
                                    PlainFilter.icmp(match.family()),
                                    PortRange.EVERY,
                                    new PortRange(first, last));
                    case Service.Other(int number) -> is(protocol, 8, number);
                };
        int ends =
                and(
                        addresses(source, match.source().first(), match.source().last()),
                        addresses(
                                destination,
                                match.destination().first(),
                                match.destination().last()));
        return and(and(ends, service), match.family() == Family.IPV4 ? existing4 : existing6);
    }

    private int service(int number, PortRange from, PortRange to) {
        return and(
                is(protocol, 8, number),
                and(
                        range(sourcePort, 16, from.first(), from.last()),
                        range(destinationPort, 16, to.first(), to.last())));
    }

    /**
     * What the list permits, parted until one rule is left, where its rules say and not their
     * number, as Holdfast parts them; all rules are of one family.
     */
    int permitted(List<FilterRule> rules) {
        return rules.isEmpty() ? bdd.zero() : firstMatch(rules)[0];
    }

    private int[] firstMatch(List<FilterRule> rules) {
        if (rules.size() == 1) {
            int match = of(rules.getFirst().match());
            boolean permit = rules.getFirst().verdict() == Verdict.PERMIT;
            return new int[] {permit ? match : bdd.zero(), match};
        }
        int middle = parting(rules);
        var first = firstMatch(rules.subList(0, middle));
        var second = firstMatch(rules.subList(middle, rules.size()));
        return new int[] {or(first[0], minus(second[0], first[1])), or(first[1], second[1])};
    }

    private static int parting(List<FilterRule> rules) {
        int first = Math.max(1, rules.size() / 4);
        int last = Math.max(first, rules.size() - 1 - rules.size() / 4);
        int best = first;
        for (int i = first + 1; i <= last; i++) {
            if (mixed(rules.get(i)) < mixed(rules.get(best))) {
                best = i;
            }
        }
        return best;
    }

    private static int mixed(FilterRule rule) {
        int mixed = rule.match().hashCode() * 0x9E3779B9;
        return (mixed ^ (mixed >>> 15)) * 0x85EBCA6B;
    }

    /** The set that readable rows describe. */
    int of(List<Box> boxes) {
        int all = bdd.zero();
        for (var box : boxes) {
            int from = bdd.zero();
            for (var range : box.sources()) {
                from = or(from, addresses(source, range.first(), range.last()));
            }
            int to = bdd.zero();
            for (var range : box.destinations()) {
                to = or(to, addresses(destination, range.first(), range.last()));
            }
            int services = bdd.zero();
            for (var s : box.services()) {
                services =
                        or(
                                services,
                                and(
                                        range(protocol, 8, s.firstProtocol(), s.lastProtocol()),
                                        and(
                                                range(
                                                        sourcePort,
                                                        16,
                                                        s.source().first(),
                                                        s.source().last()),
                                                range(
                                                        destinationPort,
                                                        16,
                                                        s.destination().first(),
                                                        s.destination().last()))));
            }
            int existing = box.family() == Family.IPV4 ? existing4 : existing6;
            all = or(all, and(and(and(from, to), services), existing));
        }
        return all;
    }
}
