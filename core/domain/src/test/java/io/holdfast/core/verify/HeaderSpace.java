package io.holdfast.core.verify;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A header space small enough to try every packet: matches are made from few prefixes and ports,
 * and the packets stand on both sides of every edge of them. Between two edges no set changes.
 */
final class HeaderSpace {

    private static final List<Prefix> PREFIXES4 =
            List.of(
                    Prefix.of("0.0.0.0/0"),
                    Prefix.of("10.0.0.0/8"),
                    Prefix.of("10.1.0.0/16"),
                    Prefix.of("10.1.40.0/24"),
                    Prefix.of("10.1.40.7"),
                    Prefix.of("255.255.255.255"));

    private static final List<Prefix> PREFIXES6 =
            List.of(
                    Prefix.of("::/0"),
                    Prefix.of("::/64"),
                    Prefix.of("2001:db8::/32"),
                    Prefix.of("2001:db8:1:40::/64"),
                    Prefix.of("2001:db8:1:40::7"),
                    Prefix.of("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));

    private static final List<IpAddress> ADDRESSES4 =
            addresses(
                    "0.0.0.0",
                    "9.255.255.255",
                    "10.0.0.0",
                    "10.1.39.255",
                    "10.1.40.0",
                    "10.1.40.7",
                    "10.1.41.0",
                    "10.255.255.255",
                    "11.0.0.0",
                    "255.255.255.255");

    private static final List<IpAddress> ADDRESSES6 =
            addresses(
                    "::",
                    "::fffe:ffff:ffff",
                    "::1:0:0:0",
                    "0:0:0:1::",
                    "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
                    "2001:db8::",
                    "2001:db8:1:40::7",
                    "2001:db8:1:40:8000::",
                    "2001:db8:1:41::",
                    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");

    private static final int[] PORTS = {0, 1, 79, 80, 81, 1024, 65535};

    private HeaderSpace() {}

    private static List<IpAddress> addresses(String... texts) {
        var all = new ArrayList<IpAddress>();
        for (var text : texts) {
            all.add(IpAddress.of(text));
        }
        return all;
    }

    static List<Packet> packets() {
        var all = new ArrayList<Packet>();
        for (var addresses : List.of(ADDRESSES4, ADDRESSES6)) {
            int icmp = addresses.getFirst().family() == Family.IPV4 ? 1 : 58;
            for (var source : addresses) {
                for (var destination : addresses) {
                    for (int port : PORTS) {
                        all.add(new Packet(source, destination, 6, 1024, port));
                        all.add(new Packet(source, destination, 17, port, 80));
                    }
                    for (int type : new int[] {0, 7, 8, 9, 255}) {
                        all.add(new Packet(source, destination, icmp, 0, type));
                    }
                    for (int protocol : new int[] {0, 5, 47, 58 - icmp + 1, 255}) {
                        if (protocol != icmp) {
                            all.add(new Packet(source, destination, protocol, 0, 0));
                        }
                    }
                }
            }
        }
        return all;
    }

    static PacketMatch match(Random random, Family family) {
        var prefixes = family == Family.IPV4 ? PREFIXES4 : PREFIXES6;
        return new PacketMatch(
                prefixes.get(random.nextInt(prefixes.size())),
                prefixes.get(random.nextInt(prefixes.size())),
                service(random));
    }

    static Service service(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> new Service.EveryProtocol();
            case 1, 2 -> new Service.Tcp(ports(random), ports(random));
            case 3 -> new Service.Udp(ports(random), ports(random));
            case 4 -> random.nextBoolean() ? new Service.Icmp(0, 255) : new Service.Icmp(8, 8);
            default -> new Service.Other(47);
        };
    }

    private static PortRange ports(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> PortRange.EVERY;
            case 1 -> PortRange.one(80);
            case 2 -> new PortRange(80, 1023);
            default -> new PortRange(1024, 65535);
        };
    }

    static Family family(Random random) {
        return random.nextBoolean() ? Family.IPV4 : Family.IPV6;
    }

    static AccessList list(Random random, int most) {
        var family = family(random);
        var rules = new ArrayList<FilterRule>();
        int count = random.nextInt(most + 1);
        for (int i = 0; i < count; i++) {
            rules.add(
                    new FilterRule(
                            "rule-" + i,
                            match(random, family),
                            random.nextInt(3) == 0 ? Verdict.DENY : Verdict.PERMIT,
                            false));
        }
        return new AccessList(new AclName("random"), family, rules);
    }

    /** What a filter does, in the plainest words there are: a second opinion for the diagrams. */
    static boolean matches(PacketMatch match, Packet packet) {
        if (packet.family() != match.family()
                || !match.source().contains(packet.source())
                || !match.destination().contains(packet.destination())) {
            return false;
        }
        int icmp = packet.family() == Family.IPV4 ? 1 : 58;
        return switch (match.service()) {
            case Service.EveryProtocol _ -> true;
            case Service.Tcp tcp ->
                    packet.protocol() == 6
                            && tcp.source().contains(packet.sourcePort())
                            && tcp.destination().contains(packet.destinationPort());
            case Service.Udp udp ->
                    packet.protocol() == 17
                            && udp.source().contains(packet.sourcePort())
                            && udp.destination().contains(packet.destinationPort());
            case Service.Icmp types ->
                    packet.protocol() == icmp
                            && types.firstType() <= packet.destinationPort()
                            && types.lastType() >= packet.destinationPort();
            case Service.Other other -> packet.protocol() == other.number();
        };
    }

    static boolean passes(AccessList list, Packet packet) {
        for (var rule : list.rules()) {
            if (matches(rule.match(), packet)) {
                return rule.verdict() == Verdict.PERMIT;
            }
        }
        return false;
    }
}
