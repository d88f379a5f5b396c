package io.holdfast.core.network;

import java.util.List;

/**
 * Addresses that no router forwards: unspecified, loopback, link-local, multicast without multicast
 * routing, broadcast (RFC 6890, RFC 4291 section 2.4). They belong to no zone, not even to the WAN:
 * a rule that lets neighbour discovery (RFC 4861) reach the router itself opens no path.
 */
public final class OnLink {

    /** IPv6 link-local unicast (RFC 4291 section 2.5.6). */
    public static final Prefix LINK_LOCAL = Prefix.of("fe80::/10");

    /** IPv6 multicast (RFC 4291 section 2.7). */
    public static final Prefix MULTICAST = Prefix.of("ff00::/8");

    /** The unspecified IPv6 address, source of duplicate address detection (RFC 4862). */
    public static final Prefix UNSPECIFIED = Prefix.of("::/128");

    private static final List<Prefix> IPV4 =
            List.of(
                    Prefix.of("0.0.0.0/8"),
                    Prefix.of("127.0.0.0/8"),
                    Prefix.of("169.254.0.0/16"),
                    Prefix.of("224.0.0.0/4"),
                    Prefix.of("255.255.255.255/32"));

    private static final List<Prefix> IPV6 =
            List.of(UNSPECIFIED, Prefix.of("::1/128"), LINK_LOCAL, MULTICAST);

    private OnLink() {}

    /** All of them, sorted, without overlap. */
    public static List<Prefix> prefixes(Family family) {
        return family == Family.IPV4 ? IPV4 : IPV6;
    }

    public static boolean holds(IpAddress address) {
        return prefixes(address.family()).stream().anyMatch(p -> p.contains(address));
    }
}
