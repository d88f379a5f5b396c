package io.holdfast.apps.bench.proof;

import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rule lists of several characters, each from a seed. */
final class RuleSets {

    /** What a list is like. */
    enum Manner {
        /** As a conduit matrix compiles: hosts and subnets of zones, single ports, a last deny. */
        MATRIX,
        /**
         * Prefixes of every length that cross each other, port ranges, permits and denies mixed.
         */
        OVERLAPPING,
        /**
         * After the statistics of ClassBench's firewall seeds: many wildcards, few short lists of
         * ports.
         */
        CLASSBENCH
    }

    private RuleSets() {}

    static List<FilterRule> of(Manner manner, int count, Random random) {
        var rules = new ArrayList<FilterRule>();
        for (int i = 0; i < count - 1; i++) {
            rules.add(
                    switch (manner) {
                        case MATRIX -> matrix(i, random);
                        case OVERLAPPING -> overlapping(i, random);
                        case CLASSBENCH -> classBench(i, random);
                    });
        }
        rules.add(new FilterRule("deny-all", PacketMatch.every(Family.IPV4), Verdict.DENY, true));
        return rules;
    }

    /** A few rules of either family from a small vocabulary, so that they meet often. */
    static List<FilterRule> small(Random random) {
        var family = random.nextBoolean() ? Family.IPV4 : Family.IPV6;
        var rules = new ArrayList<FilterRule>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            rules.add(
                    new FilterRule(
                            "r" + i,
                            new PacketMatch(
                                    smallPrefix(family, random),
                                    smallPrefix(family, random),
                                    smallService(random)),
                            random.nextInt(3) == 0 ? Verdict.DENY : Verdict.PERMIT,
                            false));
        }
        return rules;
    }

    private static Prefix smallPrefix(Family family, Random random) {
        int length = List.of(0, 8, 24, 30, 32).get(random.nextInt(5));
        if (family == Family.IPV4) {
            return Prefix.around(
                    IpAddress.of("10.1." + random.nextInt(3) + "." + random.nextInt(6)), length);
        }
        return Prefix.around(
                IpAddress.of("2001:db8:" + random.nextInt(3) + "::" + random.nextInt(6)),
                length * 4);
    }

    private static Service smallService(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> new Service.EveryProtocol();
            case 1, 2 -> new Service.Tcp(smallPorts(random), smallPorts(random));
            case 3, 4 -> new Service.Udp(smallPorts(random), smallPorts(random));
            case 5 -> random.nextBoolean() ? new Service.Icmp(0, 255) : new Service.Icmp(8, 8);
            default -> new Service.Other(47);
        };
    }

    private static PortRange smallPorts(Random random) {
        int first = random.nextInt(5) * 100;
        return switch (random.nextInt(4)) {
            case 0 -> PortRange.EVERY;
            case 1 -> PortRange.one(first);
            case 2 -> new PortRange(first, first + 99);
            default -> new PortRange(first, 65535);
        };
    }

    private static FilterRule matrix(int i, Random random) {
        int from = 10 * (1 + random.nextInt(8));
        int to = 10 * (1 + random.nextInt(8));
        var service =
                random.nextInt(4) == 0
                        ? Service.udp(1 + random.nextInt(9000))
                        : Service.tcp(1 + random.nextInt(9000));
        return permit(i, matrixEnd(from, random), matrixEnd(to, random), service);
    }

    private static Prefix matrixEnd(int zone, Random random) {
        var host = IpAddress.of("10.1." + zone + "." + random.nextInt(256));
        return Prefix.around(host, random.nextInt(3) == 0 ? 24 : random.nextInt(4) == 0 ? 28 : 32);
    }

    private static FilterRule permit(int i, Prefix from, Prefix to, Service service) {
        return new FilterRule(
                "rule-" + i, new PacketMatch(from, to, service), Verdict.PERMIT, false);
    }

    private static FilterRule overlapping(int i, Random random) {
        int first = random.nextInt(60000);
        var ports =
                random.nextInt(3) == 0
                        ? new PortRange(first, first + random.nextInt(5000))
                        : PortRange.one(first);
        var service =
                random.nextInt(3) == 0
                        ? new Service.Udp(PortRange.EVERY, ports)
                        : new Service.Tcp(PortRange.EVERY, ports);
        return new FilterRule(
                "rule-" + i,
                new PacketMatch(anywhere(16, random), anywhere(16, random), service),
                random.nextInt(5) == 0 ? Verdict.DENY : Verdict.PERMIT,
                false);
    }

    private static Prefix anywhere(int shortest, Random random) {
        int length = shortest + random.nextInt(33 - shortest);
        return Prefix.around(
                IpAddress.of(
                        "10."
                                + random.nextInt(4)
                                + "."
                                + random.nextInt(256)
                                + "."
                                + random.nextInt(256)),
                length);
    }

    /**
     * Wildcards in a third of the sources and a quarter of the destinations, ports exact, ranges or
     * any, and protocols in the proportions that the published seeds report for firewalls.
     */
    private static FilterRule classBench(int i, Random random) {
        var from = random.nextInt(100) < 35 ? Prefix.EVERY_IPV4 : pooled(random);
        var to = random.nextInt(100) < 25 ? Prefix.EVERY_IPV4 : pooled(random);
        int kind = random.nextInt(100);
        Service service =
                kind < 60
                        ? new Service.Tcp(classPorts(random, true), classPorts(random, false))
                        : kind < 85
                                ? new Service.Udp(
                                        classPorts(random, true), classPorts(random, false))
                                : kind < 92
                                        ? new Service.Icmp(0, 255)
                                        : new Service.EveryProtocol();
        return new FilterRule(
                "rule-" + i,
                new PacketMatch(from, to, service),
                random.nextInt(3) == 0 ? Verdict.DENY : Verdict.PERMIT,
                false);
    }

    private static Prefix pooled(Random random) {
        int length =
                switch (random.nextInt(10)) {
                    case 0 -> 8;
                    case 1 -> 16;
                    case 2, 3 -> 24;
                    case 4 -> 21 + random.nextInt(10);
                    default -> 32;
                };
        return Prefix.around(
                new IpAddress(Family.IPV4, 0, random.nextInt(1 << 24) * 251L & 0xFFFF_FFFFL),
                length);
    }

    private static PortRange classPorts(Random random, boolean source) {
        int kind = random.nextInt(100);
        if (source ? kind < 80 : kind < 30) {
            return PortRange.EVERY;
        }
        if (kind < 86) {
            return PortRange.one(random.nextInt(1024));
        }
        if (kind < 92) {
            return new PortRange(1024, 65535);
        }
        int first = random.nextInt(60000);
        return new PortRange(first, first + random.nextInt(5000));
    }
}
