package io.holdfast.controller.explanations;

import io.holdfast.controller.scope.Refused;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes one packet of a question, and says from which zone it starts. */
record AskedPacket(Packet packet, ZoneName from, Optional<ZoneName> to) {

    /** A client's usual source port: the first dynamic one (RFC 6335). */
    private static final int CLIENT = 49_152;

    /** A documentation address stands for the internet (RFC 5737, RFC 3849). */
    private static final List<IpAddress> INTERNET =
            List.of(IpAddress.of("203.0.113.10"), IpAddress.of("2001:db8:feed::10"));

    /**
     * Reads a question.
     *
     * @throws Refused naming the field that cannot be understood
     */
    static AskedPacket of(Question question, ZoneModel model, SitePlan plan) {
        int protocol = protocol(question.protocol());
        var from = addresses("/from", question.from(), model, plan);
        var to = addresses("/to", question.to(), model, plan);
        for (var source : from) {
            for (var destination : to) {
                if (source.family() == destination.family()) {
                    var number = protocol == 1 && source.family() == Family.IPV6 ? 58 : protocol;
                    return new AskedPacket(
                            packet(question, number, source, destination),
                            zone(source, model, plan)
                                    .orElseThrow(() ->
                                            Refused.invalid(
                                                    "/from",
                                                    "ADDRESS_IN_NO_ZONE",
                                                    source + " is in no zone of this site.")),
                            zone(destination, model, plan));
                }
            }
        }
        throw Refused.invalid(
                "/to",
                "ADDRESS_FAMILIES_DIFFER",
                "One end is IPv4 and the other IPv6; a packet is of one family.");
    }

    private static Packet packet(
            Question question, int protocol, IpAddress source, IpAddress destination) {
        boolean ports = protocol == 6 || protocol == 17;
        boolean icmp = protocol == 1 || protocol == 58;
        int echo = protocol == 58 ? 128 : 8;
        if (ports && question.port().isEmpty()) {
            throw Refused.invalid("/port", "PORT_MISSING", "tcp and udp are asked with a port.");
        }
        int port = question.port().orElse(icmp ? echo : 0);
        int most = icmp ? 255 : 65_535;
        if (port < 0 || port > most) {
            throw Refused.invalid(
                    "/port",
                    "PORT_OUT_OF_RANGE",
                    icmp ? "An ICMP type is 0 to 255." : "A port is 0 to 65535.");
        }
        int sourcePort = question.sourcePort().orElse(ports ? CLIENT : 0);
        if (sourcePort < 0 || sourcePort > 65_535) {
            throw Refused.invalid("/sourcePort", "PORT_OUT_OF_RANGE", "A port is 0 to 65535.");
        }
        return new Packet(
                source, destination, protocol, ports ? sourcePort : 0, ports || icmp ? port : 0);
    }

    private static int protocol(String text) {
        return switch (text) {
            case "tcp" -> 6;
            case "udp" -> 17;
            case "icmp" -> 1;
            default -> {
                if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > 255) {
                    throw Refused.invalid(
                            "/protocol",
                            "PROTOCOL_UNKNOWN",
                            "A protocol is tcp, udp, icmp or a number from 0 to 255.");
                }
                yield Integer.parseInt(text);
            }
        };
    }

    /** One address of each family that the words stand for, IPv4 first. */
    private static List<IpAddress> addresses(
            String pointer, String words, ZoneModel model, SitePlan plan) {
        var text = words.strip();
        if (text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            try {
                return List.of(IpAddress.of(text));
            } catch (IllegalArgumentException e) {
                throw Refused.invalid(pointer, "NOT_READABLE", String.valueOf(e.getMessage()));
            }
        }
        Endpoint end;
        try {
            end = Endpoint.of(text);
        } catch (IllegalArgumentException e) {
            throw Refused.invalid(pointer, "NOT_READABLE", String.valueOf(e.getMessage()));
        }
        var zone =
                plan.zone(end.zone())
                        .orElseThrow(() ->
                                Refused.invalid(
                                        pointer,
                                        "UNKNOWN_ZONE",
                                        "There is no zone " + end.zone() + " at this site."));
        var hosts = hosts(pointer, end, zone, model);
        var found = new ArrayList<IpAddress>();
        for (var family : Family.values()) {
            hosts.filter(a -> a.family() == family).findFirst().ifPresent(found::add);
            hosts = hosts(pointer, end, zone, model);
        }
        if (found.isEmpty()) {
            throw Refused.invalid(pointer, "NO_ADDRESS", text + " has no address at this site.");
        }
        return found;
    }

    private static Stream<IpAddress> hosts(
            String pointer, Endpoint end, SiteZone zone, ZoneModel model) {
        return switch (end) {
            case Endpoint.WholeZone(var name) ->
                    kind(model, name) == ZoneKind.WAN && zone.prefixes().isEmpty()
                            ? INTERNET.stream()
                            : zone.prefixes().stream().map(p -> inside(p, zone));
            case Endpoint.Group(_, var group) ->
                    zone.groups().stream()
                            .filter(g -> g.name().equals(group))
                            .findFirst()
                            .orElseThrow(() ->
                                    Refused.invalid(
                                            pointer,
                                            "UNKNOWN_GROUP",
                                            "Zone "
                                                    + zone.zone()
                                                    + " has no group "
                                                    + group
                                                    + " at this site."))
                            .prefixes()
                            .stream()
                            .map(Prefix::first);
        };
    }

    /** A host of the prefix that belongs to no group and is not the gateway: a plain member. */
    private static IpAddress inside(Prefix prefix, SiteZone zone) {
        var last = prefix.last();
        for (long back = 1; back < 250; back++) {
            var host = new IpAddress(last.family(), last.high(), last.low() - back);
            if (!prefix.contains(host)) {
                break;
            }
            boolean taken =
                    zone.gateways().stream().anyMatch(g -> g.address().equals(host))
                            || zone.groups().stream()
                                    .flatMap(g -> g.prefixes().stream())
                                    .anyMatch(p -> p.contains(host));
            if (!taken) {
                return host;
            }
        }
        return prefix.first();
    }

    private static ZoneKind kind(ZoneModel model, ZoneName name) {
        return model.zone(name).orElseThrow().kind();
    }

    /** The zone with the longest prefix around an address; every other address is the WAN's. */
    private static Optional<ZoneName> zone(IpAddress address, ZoneModel model, SitePlan plan) {
        record Found(ZoneName zone, int length) {}
        return plan.zones().stream()
                .flatMap(z ->
                        z.prefixes().stream()
                                .filter(p -> p.contains(address))
                                .map(p -> new Found(z.zone(), p.length())))
                .max(Comparator.comparingInt(Found::length))
                .map(Found::zone)
                .or(() ->
                        plan.zones().stream()
                                .map(SiteZone::zone)
                                .filter(z -> kind(model, z) == ZoneKind.WAN)
                                .findFirst());
    }
}
