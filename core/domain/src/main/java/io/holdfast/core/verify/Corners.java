package io.holdfast.core.verify;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.stream.Stream;

/** A few packets of a match, at the ends of it in every field; made one after the other. */
final class Corners {

    private Corners() {}

    static Stream<Packet> of(PacketMatch match) {
        return ends(match.source())
                .flatMap(source ->
                        ends(match.destination())
                                .flatMap(to -> packets(source, to, match.service())));
    }

    private static Stream<IpAddress> ends(Prefix prefix) {
        return prefix.length() == prefix.family().bits()
                ? Stream.of(prefix.first())
                : Stream.of(prefix.first(), prefix.last());
    }

    private static Stream<Packet> packets(
            IpAddress source, IpAddress destination, Service service) {
        return switch (service) {
            case Service.EveryProtocol _ ->
                    Stream.of(
                            new Packet(source, destination, 255, 0, 0),
                            new Packet(source, destination, 0, 0, 0),
                            new Packet(source, destination, Fields.TCP, 65535, 65535),
                            new Packet(source, destination, Fields.UDP, 65535, 65535));
            case Service.Tcp(var from, var to) -> ported(source, destination, Fields.TCP, from, to);
            case Service.Udp(var from, var to) -> ported(source, destination, Fields.UDP, from, to);
            case Service.Icmp(int first, int last) -> {
                int icmp = Fields.icmp(source.family());
                yield Stream.of(
                        new Packet(source, destination, icmp, 0, first),
                        new Packet(source, destination, icmp, 0, last));
            }
            case Service.Other(int number) ->
                    Stream.of(new Packet(source, destination, number, 0, 0));
        };
    }

    private static Stream<Packet> ported(
            IpAddress source, IpAddress destination, int protocol, PortRange from, PortRange to) {
        return Stream.of(from.first(), from.last())
                .flatMap(asked ->
                        Stream.of(to.first(), to.last())
                                .map(served ->
                                        new Packet(source, destination, protocol, asked, served)));
    }
}
