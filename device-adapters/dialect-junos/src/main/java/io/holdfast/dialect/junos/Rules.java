package io.holdfast.dialect.junos;

import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What filters and applications have in common: protocols, ports, and one rule of several. */
final class Rules {

    private static final Map<String, Integer> PROTOCOLS =
            Map.ofEntries(
                    Map.entry("icmp", 1),
                    Map.entry("igmp", 2),
                    Map.entry("ipip", 4),
                    Map.entry("tcp", 6),
                    Map.entry("egp", 8),
                    Map.entry("udp", 17),
                    Map.entry("rsvp", 46),
                    Map.entry("gre", 47),
                    Map.entry("esp", 50),
                    Map.entry("ah", 51),
                    Map.entry("icmp6", 58),
                    Map.entry("icmpv6", 58),
                    Map.entry("ospf", 89),
                    Map.entry("pim", 103),
                    Map.entry("vrrp", 112),
                    Map.entry("sctp", 132));

    private static final Map<String, Integer> PORTS =
            Map.ofEntries(
                    Map.entry("ftp-data", 20),
                    Map.entry("ftp", 21),
                    Map.entry("ssh", 22),
                    Map.entry("telnet", 23),
                    Map.entry("smtp", 25),
                    Map.entry("domain", 53),
                    Map.entry("dhcp", 67),
                    Map.entry("bootps", 67),
                    Map.entry("bootpc", 68),
                    Map.entry("tftp", 69),
                    Map.entry("http", 80),
                    Map.entry("ntp", 123),
                    Map.entry("snmp", 161),
                    Map.entry("snmptrap", 162),
                    Map.entry("bgp", 179),
                    Map.entry("ldap", 389),
                    Map.entry("https", 443),
                    Map.entry("syslog", 514),
                    Map.entry("radius", 1812),
                    Map.entry("radacct", 1813));

    private static final Map<String, Integer> MESSAGES =
            Map.of("echo-reply", 0, "unreachable", 3, "echo-request", 8, "time-exceeded", 11);

    private Rules() {}

    /** One rule for each match; several are told apart by a number. */
    static List<FilterRule> numbered(
            Part part, String name, List<PacketMatch> matches, Verdict verdict, boolean log) {
        var found = new ArrayList<FilterRule>();
        for (int i = 0; i < matches.size(); i++) {
            var suffix = matches.size() == 1 ? "" : "-" + (i + 1);
            var base = name.substring(0, Math.min(name.length(), 64 - suffix.length()));
            var match = matches.get(i);
            found.add(part.value(() -> new FilterRule(base + suffix, match, verdict, log)));
        }
        return found;
    }

    static List<Service> services(
            Part part,
            List<String> protocols,
            List<String> sourcePorts,
            List<String> destinationPorts,
            List<String> types,
            Family family) {
        boolean ported = !sourcePorts.isEmpty() || !destinationPorts.isEmpty();
        if (protocols.isEmpty()) {
            if (ported || !types.isEmpty()) {
                throw part.noModel("ports or types without a protocol");
            }
            return List.of(new Service.EveryProtocol());
        }
        var found = new ArrayList<Service>();
        for (var word : protocols) {
            int protocol = protocol(part, word);
            boolean icmp = protocol == 1 || protocol == 58;
            if (icmp && (protocol == 1) != (family == Family.IPV4)) {
                throw part.noModel(word + " is of the other family");
            }
            if ((ported && protocol != 6 && protocol != 17) || (!types.isEmpty() && !icmp)) {
                throw part.noModel(word + " has no ports or types");
            }
            if (icmp) {
                icmp(part, types, found);
            } else if (protocol == 6 || protocol == 17) {
                ported(part, protocol, sourcePorts, destinationPorts, found);
            } else {
                found.add(new Service.Other(protocol));
            }
        }
        return found;
    }

    static int protocol(Part part, String word) {
        var known = PROTOCOLS.get(word);
        return known != null ? known : part.number(word, 0, 255);
    }

    private static void icmp(Part part, List<String> types, List<Service> found) {
        if (types.isEmpty()) {
            found.add(new Service.Icmp(0, 255));
        }
        for (var type : types) {
            var known = MESSAGES.get(type);
            int number = known != null ? known : part.number(type, 0, 255);
            found.add(new Service.Icmp(number, number));
        }
    }

    private static void ported(
            Part part,
            int protocol,
            List<String> sources,
            List<String> destinations,
            List<Service> found) {
        for (var source : sources.isEmpty() ? List.of("0-65535") : sources) {
            for (var destination : destinations.isEmpty() ? List.of("0-65535") : destinations) {
                var from = ports(part, source);
                var to = ports(part, destination);
                found.add(protocol == 6 ? new Service.Tcp(from, to) : new Service.Udp(from, to));
            }
        }
    }

    private static PortRange ports(Part part, String word) {
        var known = PORTS.get(word);
        if (known != null) {
            return PortRange.one(known);
        }
        int dash = word.indexOf('-');
        int first = part.number(dash < 0 ? word : word.substring(0, dash), 0, 65535);
        int last = dash < 0 ? first : part.number(word.substring(dash + 1), first, 65535);
        return new PortRange(first, last);
    }
}
