package io.holdfast.core.verify;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One of several disjoint boxes that together are the whole header space: every packet from some
 * consecutive addresses to some others. What cannot be judged at once is judged slice by slice,
 * each in a space of its own, so that memory is spent on one slice at a time.
 */
record Slice(AddressRange source, AddressRange destination) {

    /** The whole header space: one slice for each family. */
    static List<Slice> whole() {
        return List.of(every(Prefix.EVERY_IPV4), every(Prefix.EVERY_IPV6));
    }

    private static Slice every(Prefix prefix) {
        var all = new AddressRange(prefix.first(), prefix.last());
        return new Slice(all, all);
    }

    boolean meets(PacketMatch match) {
        return source.family() == match.family()
                && meets(source, match.source())
                && meets(destination, match.destination());
    }

    private static boolean meets(AddressRange range, Prefix prefix) {
        return range.first().compareTo(prefix.last()) <= 0
                && prefix.first().compareTo(range.last()) <= 0;
    }

    /**
     * Two halves of about as many rules' edges each, cut where a rule begins or ends; none if no
     * rule has an edge inside.
     */
    List<Slice> halves(Collection<PacketMatch> rules) {
        var sources = new TreeSet<IpAddress>();
        var destinations = new TreeSet<IpAddress>();
        for (var rule : rules) {
            if (meets(rule)) {
                edges(source, rule.source(), sources);
                edges(destination, rule.destination(), destinations);
            }
        }
        if (sources.isEmpty() && destinations.isEmpty()) {
            return List.of();
        }
        if (sources.size() >= destinations.size()) {
            var at = middle(sources);
            return List.of(
                    new Slice(new AddressRange(source.first(), before(at)), destination),
                    new Slice(new AddressRange(at, source.last()), destination));
        }
        var at = middle(destinations);
        return List.of(
                new Slice(source, new AddressRange(destination.first(), before(at))),
                new Slice(source, new AddressRange(at, destination.last())));
    }

    /**
     * Addresses inside the range, but its first, at which something else begins. IPv4-mapped ones
     * (RFC 4291, 2.5.5.2) are on no wire and are no edge.
     */
    private static void edges(AddressRange range, Prefix prefix, SortedSet<IpAddress> edges) {
        if (prefix.first().compareTo(range.first()) > 0 && !followsMapped(prefix.first())) {
            edges.add(prefix.first());
        }
        if (prefix.last().compareTo(range.last()) < 0) {
            prefix.last().next().ifPresent(next -> edges.add(next));
        }
    }

    private static boolean followsMapped(IpAddress address) {
        return address.family() == Family.IPV6
                && address.high() == 0
                && (address.low() - 1) >>> 32 == 0xFFFFL;
    }

    private static IpAddress middle(SortedSet<IpAddress> edges) {
        return List.copyOf(edges).get(edges.size() / 2);
    }

    private static IpAddress before(IpAddress address) {
        long low = address.low() - 1;
        return new IpAddress(address.family(), address.high() - (low == -1 ? 1 : 0), low);
    }

    @Override
    public String toString() {
        return source + " -> " + destination;
    }
}
