package io.holdfast.dialect.junos;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The named objects that policies speak in: address-book entries and applications. Each name says
 * its content, so that the same network has the same name everywhere and for ever.
 */
final class Objects {

    private Objects() {}

    /** As in v4-10.1.40.0_24 and v6-2001-db8--_32; every address of a family is Junos' own word. */
    static String address(Prefix prefix) {
        boolean fourth = prefix.family() == Family.IPV4;
        if (prefix.length() == 0) {
            return fourth ? "any-ipv4" : "any-ipv6";
        }
        var address = prefix.address().toString().replace(':', '-');
        return (fourth ? "v4-" : "v6-") + address + "_" + prefix.length();
    }

    /** As in hf-tcp-502, hf-udp-s1024-65535-d53, hf-icmp6-128, hf-protocol-50. */
    static String application(Service service, Family family) {
        return switch (service) {
            case Service.EveryProtocol _ -> "any";
            case Service.Tcp(var source, var destination) -> "hf-tcp" + ports(source, destination);
            case Service.Udp(var source, var destination) -> "hf-udp" + ports(source, destination);
            case Service.Icmp(int first, int last) ->
                    (family == Family.IPV4 ? "hf-icmp" : "hf-icmp6")
                            + (first == last ? "-" + first : "");
            case Service.Other(int number) -> "hf-protocol-" + number;
        };
    }

    private static String ports(PortRange source, PortRange destination) {
        var text = source.equals(PortRange.EVERY) ? "" : "-s" + range(source);
        if (destination.equals(PortRange.EVERY)) {
            return text;
        }
        return text + (text.isEmpty() ? "-" : "-d") + range(destination);
    }

    static String range(PortRange range) {
        return range.first() == range.last()
                ? Integer.toString(range.first())
                : range.first() + "-" + range.last();
    }

    /** Every rule of zones and policies, in the order of the configuration. */
    static Stream<FilterRule> rules(DeviceConfig config) {
        return Stream.concat(
                config.securityZones().stream().flatMap(z -> z.hostInbound().stream()),
                config.zonePolicies().stream().flatMap(p -> p.rules().stream()));
    }

    /** The address-book entries the policies need, by name. */
    static SortedMap<String, Prefix> addresses(DeviceConfig config) {
        var found = new TreeMap<String, Prefix>();
        rules(config)
                .map(FilterRule::match)
                .flatMap(m -> Stream.of(m.source(), m.destination()))
                .filter(p -> p.length() > 0)
                .forEach(p -> found.put(address(p), p));
        return found;
    }

    /** The applications the policies need, by name; each with a match that means it. */
    static SortedMap<String, PacketMatch> applications(DeviceConfig config) {
        var found = new TreeMap<String, PacketMatch>();
        rules(config)
                .map(FilterRule::match)
                .filter(m -> !(m.service() instanceof Service.EveryProtocol))
                .forEach(m -> found.putIfAbsent(application(m.service(), m.family()), m));
        return found;
    }
}
