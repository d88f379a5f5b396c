package io.holdfast.dialect.junos;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads {@code applications}: a name to services, by family. Knows the applications that Junos
 * brings along; those whose helper opens further conversations by itself have no model.
 */
final class Applications {

    private static final List<Family> BOTH = List.of(Family.IPV4, Family.IPV6);

    /** Name, then services; of either family unless they are ICMP. */
    private static final Map<String, String> PREDEFINED =
            Map.ofEntries(
                    Map.entry("junos-ssh", "tcp/22"),
                    Map.entry("junos-telnet", "tcp/23"),
                    Map.entry("junos-smtp", "tcp/25"),
                    Map.entry("junos-tacacs", "tcp/49"),
                    Map.entry("junos-dns-tcp", "tcp/53"),
                    Map.entry("junos-dns-udp", "udp/53"),
                    Map.entry("junos-dhcp-server", "udp/67"),
                    Map.entry("junos-dhcp-client", "udp/68"),
                    Map.entry("junos-http", "tcp/80"),
                    Map.entry("junos-pop3", "tcp/110"),
                    Map.entry("junos-ntp", "udp/123"),
                    Map.entry("junos-imap", "tcp/143"),
                    Map.entry("junos-bgp", "tcp/179"),
                    Map.entry("junos-ldap", "tcp/389"),
                    Map.entry("junos-https", "tcp/443"),
                    Map.entry("junos-ike", "udp/500"),
                    Map.entry("junos-syslog", "udp/514"),
                    Map.entry("junos-imaps", "tcp/993"),
                    Map.entry("junos-ms-sql", "tcp/1433"),
                    Map.entry("junos-radius", "udp/1812"),
                    Map.entry("junos-radacct", "udp/1813"),
                    Map.entry("junos-nfsd-tcp", "tcp/2049"),
                    Map.entry("junos-nfsd-udp", "udp/2049"),
                    Map.entry("junos-rdp", "tcp/3389"),
                    Map.entry("junos-ike-nat", "udp/4500"),
                    Map.entry("junos-vnc", "tcp/5800"),
                    Map.entry("junos-x-windows", "tcp/6000-6063"),
                    Map.entry("junos-netbios-session", "tcp/139"),
                    Map.entry("junos-smb", "tcp/139 tcp/445"),
                    Map.entry("junos-gre", "protocol/47"),
                    Map.entry("junos-ospf", "protocol/89"),
                    Map.entry("junos-tcp-any", "tcp"),
                    Map.entry("junos-udp-any", "udp"),
                    Map.entry("junos-ping", "icmp/8"),
                    Map.entry("junos-icmp-ping", "icmp/8"),
                    Map.entry("junos-icmp-all", "icmp"),
                    Map.entry("junos-pingv6", "icmp6/128"),
                    Map.entry("junos-icmp6-all", "icmp6"));

    /** What applications a name means. */
    private final Map<String, SortedMap<Family, List<Service>>> known = new HashMap<>();

    private final Map<String, List<String>> sets = new HashMap<>();

    Applications(Optional<Part> applications, Remarks remarks) {
        applications.ifPresent(part -> {
            for (var each : part.each("application")) {
                remarks.carryOut(() -> known.put(each.name(), application(each)));
            }
            for (var each : part.each("application-set")) {
                remarks.carryOut(() -> sets.put(each.name(), members(each)));
            }
            part.done();
        });
    }

    private static List<String> members(Part set) {
        var members = new ArrayList<String>();
        for (var kind : List.of("application", "application-set")) {
            for (var member : set.each(kind)) {
                members.add(member.name());
                member.doneOrNoModel();
            }
        }
        set.ignore("description");
        set.doneOrNoModel();
        return members;
    }

    private static SortedMap<Family, List<Service>> application(Part part) {
        part.name();
        part.ignore("description");
        var terms = part.each("term");
        var found = new TreeMap<Family, List<Service>>();
        if (terms.isEmpty()) {
            statement(part, found);
        }
        for (var term : terms) {
            term.name();
            statement(term, found);
        }
        part.doneOrNoModel();
        return found;
    }

    private static void statement(Part part, Map<Family, List<Service>> found) {
        var protocols = part.texts("protocol");
        if (protocols.size() != 1) {
            throw part.noModel("names " + protocols.size() + " protocols");
        }
        int protocol = Rules.protocol(part, protocols.getFirst());
        var types = new ArrayList<>(part.texts("icmp-type"));
        types.addAll(part.texts("icmp6-type"));
        var sources = part.texts("source-port");
        var destinations = part.texts("destination-port");
        part.doneOrNoModel();
        for (var family : BOTH) {
            boolean icmp = protocol == 1 || protocol == 58;
            if (!icmp || (protocol == 1) == (family == Family.IPV4)) {
                found.computeIfAbsent(family, _ -> new ArrayList<>())
                        .addAll(
                                Rules.services(
                                        part, protocols, sources, destinations, types, family));
            }
        }
    }

    /** The services of one family that a policy's applications mean. */
    List<Service> meant(Part part, List<String> names, Family family) {
        var found = new ArrayList<Service>();
        for (var name : names) {
            resolve(part, name, family, found, new HashSet<>());
        }
        return found.stream().distinct().toList();
    }

    private void resolve(
            Part part, String name, Family family, List<Service> found, Set<String> inside) {
        if (!inside.add(name)) {
            throw part.noModel("the application set " + name + " holds itself");
        }
        if (name.equals("any")) {
            found.add(new Service.EveryProtocol());
        } else if (known.containsKey(name)) {
            found.addAll(known.getOrDefault(name, new TreeMap<>()).getOrDefault(family, List.of()));
        } else if (sets.containsKey(name)) {
            sets.getOrDefault(name, List.of())
                    .forEach(member -> resolve(part, member, family, found, inside));
        } else if (PREDEFINED.containsKey(name)) {
            for (var word : PREDEFINED.getOrDefault(name, "").split(" ", -1)) {
                predefined(word, family).ifPresent(found::add);
            }
        } else {
            throw part.noModel("no model for the application " + name);
        }
        inside.remove(name);
    }

    private static Optional<Service> predefined(String word, Family family) {
        boolean fourth = family == Family.IPV4;
        return switch (word) {
            case "tcp" -> Optional.of(new Service.Tcp(PortRange.EVERY, PortRange.EVERY));
            case "udp" -> Optional.of(new Service.Udp(PortRange.EVERY, PortRange.EVERY));
            case "icmp", "icmp/8" -> fourth ? Optional.of(Service.of(word)) : Optional.empty();
            case "icmp6" -> fourth ? Optional.empty() : Optional.of(Service.of("icmp"));
            case "icmp6/128" -> fourth ? Optional.empty() : Optional.of(Service.of("icmp/128"));
            default -> Optional.of(Service.of(word));
        };
    }
}
