package io.holdfast.dialect.junos;

import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The first of the two locks before the device itself: the services a zone lets in by name ({@code
 * host-inbound-traffic}). The second, who may use them, is the policy to {@code junos-host}.
 */
record HostInbound(SortedSet<String> services, SortedSet<String> protocols) {

    /** Every service on whatever port. */
    static final String ANY = "any-service";

    private static final List<Named> SERVICES =
            List.of(
                    new Named("ssh", tcp(22)),
                    new Named("telnet", tcp(23)),
                    new Named("ftp", tcp(21)),
                    new Named("http", tcp(80)),
                    new Named("https", tcp(443)),
                    new Named("netconf", tcp(830)),
                    new Named("dns", tcp(53)),
                    new Named("dns", udp(53, 53)),
                    new Named("dhcp", udp(67, 68)),
                    new Named("dhcpv6", udp(546, 547)),
                    new Named("tftp", udp(69, 69)),
                    new Named("ntp", udp(123, 123)),
                    new Named("snmp", udp(161, 161)),
                    new Named("snmp-trap", udp(162, 162)),
                    new Named("ike", udp(500, 500)),
                    new Named("ike", udp(4500, 4500)),
                    new Named("traceroute", udp(33434, 33534)));

    private static final List<Named> PROTOCOLS =
            List.of(
                    new Named("bgp", tcp(179)),
                    new Named("rip", udp(520, 520)),
                    new Named("igmp", new Service.Other(2)),
                    new Named("ospf", new Service.Other(89)),
                    new Named("pim", new Service.Other(103)),
                    new Named("vrrp", new Service.Other(112)));

    private record Named(String word, Service service) {}

    private static Service tcp(int port) {
        return Service.tcp(port);
    }

    private static Service udp(int first, int last) {
        return new Service.Udp(PortRange.EVERY, new PortRange(first, last));
    }

    /** The words without which the permitted packets would not reach the policy. */
    static HostInbound needed(List<FilterRule> rules) {
        var found = new HostInbound(new TreeSet<>(), new TreeSet<>());
        rules.stream()
                .filter(rule -> rule.verdict() == Verdict.PERMIT)
                .forEach(rule -> found.need(rule.match().service(), rule.match().family()));
        return found;
    }

    private void need(Service service, Family family) {
        switch (service) {
            case Service.EveryProtocol _ -> {
                services.add(ANY);
                services.add("ping");
                protocols.add("all");
            }
            case Service.Tcp(_, var ports) -> port(new Service.Tcp(PortRange.EVERY, ports));
            case Service.Udp(_, var ports) -> port(new Service.Udp(PortRange.EVERY, ports));
            case Service.Icmp(int first, int last) -> {
                int echo = family == Family.IPV4 ? 8 : 128;
                if (first <= echo && echo <= last) {
                    services.add("ping");
                }
            }
            case Service.Other other -> protocols.add(word(PROTOCOLS, other).orElse("all"));
        }
    }

    private void port(Service service) {
        var routing = word(PROTOCOLS, service);
        if (routing.isPresent()) {
            protocols.add(routing.get());
        } else {
            services.add(word(SERVICES, service).orElse(ANY));
        }
    }

    private static Optional<String> word(List<Named> all, Service service) {
        return all.stream().filter(n -> n.service().equals(service)).map(Named::word).findFirst();
    }

    /** Whether these words let in at least what the others do. */
    boolean covers(HostInbound others) {
        boolean every = services.contains(ANY) || services.contains("all");
        return others.services().stream()
                        .allMatch(w ->
                                services.contains(w)
                                        || (w.equals(ANY) ? services.contains(ANY) : every))
                && (protocols.contains("all") || protocols.containsAll(others.protocols()));
    }

    /** What a word lets in from everybody, by family; empty if the word is not known. */
    static Map<Family, List<Service>> meaning(String word, boolean protocol) {
        var found = new TreeMap<Family, List<Service>>();
        if (word.equals("all") || word.equals(ANY)) {
            for (var family : Family.values()) {
                found.put(family, List.of(new Service.EveryProtocol()));
            }
            return found;
        }
        if (word.equals("ping") && !protocol) {
            found.put(Family.IPV4, List.of(new Service.Icmp(8, 8)));
            found.put(Family.IPV6, List.of(new Service.Icmp(128, 128)));
            return found;
        }
        var services =
                (protocol ? PROTOCOLS : SERVICES)
                        .stream().filter(n -> n.word().equals(word)).map(Named::service).toList();
        if (!services.isEmpty()) {
            for (var family : Family.values()) {
                found.put(family, services);
            }
        }
        return found;
    }
}
