package io.holdfast.simulator.door;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of one request to a door, each given once. */
final class Query {

    /** What was asked makes no sense; the message is a sentence for the person who asked. */
    static final class BadQuery extends Exception {
        BadQuery(String message) {
            super(message);
        }
    }

    private static final int LONGEST = 2000;

    private final Map<String, String> values = new HashMap<>();

    private Query() {}

    static Query of(String raw, Set<String> known) throws BadQuery {
        var query = new Query();
        if (raw.length() > LONGEST) {
            throw new BadQuery("The query is longer than " + LONGEST + " characters.");
        }
        for (var part : raw.isEmpty() ? new String[0] : raw.split("&")) {
            int equals = part.indexOf('=');
            var name = decoded(equals < 0 ? part : part.substring(0, equals));
            if (!known.contains(name)) {
                throw new BadQuery("There is no parameter \"" + name + "\" here.");
            }
            if (query.values.put(name, decoded(equals < 0 ? "" : part.substring(equals + 1)))
                    != null) {
                throw new BadQuery("The parameter \"" + name + "\" is given twice.");
            }
        }
        return query;
    }

    private static String decoded(String text) throws BadQuery {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadQuery("The query is not percent-encoded properly.");
        }
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name)).filter(v -> !v.isEmpty());
    }

    String needed(String name) throws BadQuery {
        return optional(name)
                .orElseThrow(() -> new BadQuery("The parameter \"" + name + "\" is missing."));
    }

    String oneOf(String name, Set<String> words) throws BadQuery {
        var value = needed(name);
        if (!words.contains(value)) {
            throw new BadQuery(
                    "\""
                            + name
                            + "\" is one of "
                            + words.stream().sorted().toList()
                            + ", not \""
                            + value
                            + "\".");
        }
        return value;
    }

    /** The packet of src, dst, proto, dport, sport or type. */
    Packet packet() throws BadQuery {
        var source = address("src");
        var destination = address("dst");
        if (source.family() != destination.family()) {
            throw new BadQuery("src and dst are of two address families.");
        }
        var name = needed("proto");
        int protocol =
                switch (name) {
                    case "tcp" -> 6;
                    case "udp" -> 17;
                    case "icmp" -> source.family() == io.holdfast.core.network.Family.IPV4 ? 1 : 58;
                    default -> number("proto", name, 255);
                };
        boolean ported = protocol == 6 || protocol == 17;
        int destinationPort = ported ? number("dport", needed("dport"), 65535) : 0;
        int sourcePort = ported ? number("sport", optional("sport").orElse("50000"), 65535) : 0;
        if (protocol == 1 || protocol == 58) {
            var echo = protocol == 1 ? "8" : "128";
            destinationPort = number("type", optional("type").orElse(echo), 255);
        }
        return new Packet(source, destination, protocol, sourcePort, destinationPort);
    }

    private IpAddress address(String name) throws BadQuery {
        try {
            return IpAddress.of(needed(name));
        } catch (IllegalArgumentException e) {
            throw new BadQuery(name + ": " + e.getMessage() + ".");
        }
    }

    private static int number(String name, String text, int most) throws BadQuery {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > most) {
            throw new BadQuery(
                    "\"" + name + "\" is a number from 0 to " + most + ", not \"" + text + "\".");
        }
        return Integer.parseInt(text);
    }
}
