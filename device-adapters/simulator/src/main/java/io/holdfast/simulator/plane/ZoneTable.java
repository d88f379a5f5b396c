package io.holdfast.simulator.plane;

import io.holdfast.core.network.Packet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The zones of a stateful firewall as this data plane runs them.
 *
 * @param zoneOf the zone of each interface
 * @param services per zone what host-inbound-traffic lets in
 * @param policies per pair of zones its rules in order, those of every pair after its own
 * @param permitsTheRest the default policy
 * @param tunnels what it would carry to whom, each bound to an interface in a zone
 */
record ZoneTable(
        Map<String, String> zoneOf,
        Map<String, Set<String>> services,
        Map<Pair, List<PlaneRule>> policies,
        boolean permitsTheRest,
        List<PlaneTunnel> tunnels,
        Conversations conversations) {

    /** The zone that is the device itself. */
    static final String SELF = "junos-host";

    /** From a zone to a zone. */
    record Pair(String from, String to) {}

    private static final Map<String, List<int[]>> KNOWN =
            Map.ofEntries(
                    Map.entry("ssh", ports(6, 22)),
                    Map.entry("telnet", ports(6, 23)),
                    Map.entry("ftp", ports(6, 21)),
                    Map.entry("http", ports(6, 80)),
                    Map.entry("https", ports(6, 443)),
                    Map.entry("netconf", ports(6, 830)),
                    Map.entry("dns", List.of(new int[] {6, 53, 53}, new int[] {17, 53, 53})),
                    Map.entry("dhcp", List.of(new int[] {17, 67, 68})),
                    Map.entry("dhcpv6", List.of(new int[] {17, 546, 547})),
                    Map.entry("tftp", ports(17, 69)),
                    Map.entry("ntp", ports(17, 123)),
                    Map.entry("snmp", ports(17, 161)),
                    Map.entry("snmp-trap", ports(17, 162)),
                    Map.entry("ike", List.of(new int[] {17, 500, 500}, new int[] {17, 4500, 4500})),
                    Map.entry("traceroute", List.of(new int[] {17, 33434, 33534})),
                    Map.entry("ping", List.of(new int[] {1, 8, 8}, new int[] {58, 128, 128})),
                    Map.entry("bgp", ports(6, 179)),
                    Map.entry("rip", ports(17, 520)),
                    Map.entry("igmp", List.of(new int[] {2, 0, 0})),
                    Map.entry("ospf", List.of(new int[] {89, 0, 0})),
                    Map.entry("pim", List.of(new int[] {103, 0, 0})),
                    Map.entry("vrrp", List.of(new int[] {112, 0, 0})));

    private static List<int[]> ports(int protocol, int port) {
        return List.of(new int[] {protocol, port, port});
    }

    /** A packet in transit. */
    Fate between(PlaneInterface entry, PlaneInterface exit, Packet packet) {
        if (conversations.knows(packet)) {
            return new Fate.Passed("it belongs to a conversation that was let begin");
        }
        var from = Optional.ofNullable(zoneOf.get(entry.name()));
        var to = Optional.ofNullable(zoneOf.get(exit.name()));
        if (from.isEmpty() || to.isEmpty()) {
            return new Fate.Dropped(
                    (from.isEmpty() ? entry : exit).name() + " is in no security zone");
        }
        return remembered(judged(new Pair(from.get(), to.get()), packet, permitsTheRest), packet);
    }

    /** A packet for the device itself: first the named services, then who may use them. */
    Fate toItself(PlaneInterface entry, Packet packet) {
        if (conversations.knows(packet)) {
            return new Fate.Passed("it answers the device itself");
        }
        var zone = Optional.ofNullable(zoneOf.get(entry.name()));
        if (zone.isEmpty()) {
            return new Fate.Dropped(entry.name() + " is in no security zone");
        }
        if (!letsIn(services.getOrDefault(zone.get(), Set.of()), packet)) {
            return new Fate.Dropped("zone " + zone.get() + " lets this service in to nobody");
        }
        var pair = new Pair(zone.get(), SELF);
        return remembered(judged(pair, packet, !policies.containsKey(pair)), packet);
    }

    /** What the device itself sends may be answered. */
    void sent(Packet packet) {
        conversations.began(packet);
    }

    private Fate remembered(Fate fate, Packet packet) {
        if (fate instanceof Fate.Passed) {
            conversations.began(packet);
        }
        return fate;
    }

    private Fate judged(Pair pair, Packet packet, boolean otherwise) {
        var words = "policy from " + pair.from() + " to " + pair.to();
        for (var rule : policies.getOrDefault(pair, List.of())) {
            if (rule.matches(packet)) {
                return rule.permits()
                        ? new Fate.Passed("rule " + rule.name() + " of the " + words)
                        : new Fate.Dropped(
                                "rule " + rule.name() + " of the " + words + " drops it");
            }
        }
        return otherwise
                ? new Fate.Passed("nothing forbids it in the " + words)
                : new Fate.Dropped("no rule of the " + words + " matches it");
    }

    private static boolean letsIn(Set<String> words, Packet packet) {
        boolean ported = packet.protocol() == 6 || packet.protocol() == 17;
        boolean icmp = packet.protocol() == 1 || packet.protocol() == 58;
        boolean every =
                ported
                        ? words.contains("any-service") || words.contains("all")
                        : words.contains("all protocols");
        // Error messages and neighbour discovery need no word; only being asked for an echo does.
        boolean echo = icmp && packet.destinationPort() == (packet.protocol() == 1 ? 8 : 128);
        return every
                || (icmp && (!echo || words.contains("all")))
                || words.stream()
                        .flatMap(word -> KNOWN.getOrDefault(word, List.of()).stream())
                        .anyMatch(known ->
                                known[0] == packet.protocol()
                                        && known[1] <= packet.destinationPort()
                                        && packet.destinationPort() <= known[2]);
    }
}
