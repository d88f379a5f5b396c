package io.holdfast.core.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * One end of a tunnel over a network that nobody trusts (IPsec, RFC 4301, with IKEv2, RFC 7296): an
 * inner packet is carried if it goes from here to there, and taken out of it if it goes from there
 * to here. Nothing else passes it. The other end has the same with both exchanged.
 *
 * @param local this end's own address
 * @param remote the other end's
 * @param here what is behind this end, sorted
 * @param there what is behind the other end, sorted
 */
public record Tunnel(
        IpAddress local,
        IpAddress remote,
        List<Prefix> here,
        List<Prefix> there,
        TunnelProposal proposal) {

    public Tunnel {
        here = here.stream().distinct().sorted().toList();
        there = there.stream().distinct().sorted().toList();
        if (here.isEmpty() || there.isEmpty()) {
            throw new IllegalArgumentException("a tunnel says what is behind each of its ends");
        }
        var family = local.family();
        if (remote.family() != family
                || Stream.concat(here.stream(), there.stream())
                        .anyMatch(p -> p.family() != family)) {
            throw new IllegalArgumentException(
                    "a tunnel carries packets of the family of its own addresses");
        }
    }

    /** Of what it is, inside and outside. */
    public Family family() {
        return local.family();
    }

    /** What the other end has to be. */
    public Tunnel otherEnd() {
        return new Tunnel(
                /* local= */ remote,
                /* remote= */ local,
                /* here= */ there,
                /* there= */ here,
                proposal);
    }

    /** As in {@code 198.51.100.1 to 198.51.100.4}. */
    public String between() {
        return local + " to " + remote;
    }
}
