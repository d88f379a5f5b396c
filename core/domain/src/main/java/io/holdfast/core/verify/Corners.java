package io.holdfast.core.verify;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.function.Predicate;

/** A few packets of a match, at the ends of it in every field; made one after the other. */
final class Corners {

    private Corners() {}

    /** Whether one of them is as asked; the others are not made then. */
    static boolean any(PacketMatch match, Predicate<Packet> asked) {
        var sources = match.source();
        var destinations = match.destination();
        for (int from = 0; from < ends(sources); from++) {
            var source = from == 0 ? sources.first() : sources.last();
            for (int to = 0; to < ends(destinations); to++) {
                var destination = to == 0 ? destinations.first() : destinations.last();
                if (any(source, destination, match.service(), asked)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int ends(Prefix prefix) {
        return prefix.length() == prefix.family().bits() ? 1 : 2;
    }

    private static boolean any(
            IpAddress source, IpAddress destination, Service service, Predicate<Packet> asked) {
        return switch (service) {
            case Service.EveryProtocol _ ->
                    asked.test(new Packet(source, destination, 255, 0, 0))
                            || asked.test(new Packet(source, destination, 0, 0, 0))
                            || asked.test(new Packet(source, destination, Fields.TCP, 65535, 65535))
                            || asked.test(
                                    new Packet(source, destination, Fields.UDP, 65535, 65535));
            case Service.Tcp(var from, var to) ->
                    ported(source, destination, Fields.TCP, from, to, asked);
            case Service.Udp(var from, var to) ->
                    ported(source, destination, Fields.UDP, from, to, asked);
            case Service.Icmp(int first, int last) -> {
                int icmp = Fields.icmp(source.family());
                yield asked.test(new Packet(source, destination, icmp, 0, first))
                        || asked.test(new Packet(source, destination, icmp, 0, last));
            }
            case Service.Other(int number) ->
                    asked.test(new Packet(source, destination, number, 0, 0));
        };
    }

    private static boolean ported(
            IpAddress source,
            IpAddress destination,
            int protocol,
            PortRange from,
            PortRange to,
            Predicate<Packet> asked) {
        return ported(source, destination, protocol, from.first(), to, asked)
                || ported(source, destination, protocol, from.last(), to, asked);
    }

    private static boolean ported(
            IpAddress source,
            IpAddress destination,
            int protocol,
            int from,
            PortRange to,
            Predicate<Packet> asked) {
        return asked.test(new Packet(source, destination, protocol, from, to.first()))
                || asked.test(new Packet(source, destination, protocol, from, to.last()));
    }
}
