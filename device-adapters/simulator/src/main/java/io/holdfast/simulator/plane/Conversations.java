package io.holdfast.simulator.plane;

import io.holdfast.core.network.Packet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The conversations a stateful firewall has let begin and remembers. New with every configuration:
 * what was open before a change has to begin again.
 */
final class Conversations {

    /** As many as a small firewall holds; the oldest is forgotten first. */
    private static final int MOST = 50_000;

    private final Map<Packet, Boolean> open =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Packet, Boolean> eldest) {
                    return size() > MOST;
                }
            };

    synchronized void began(Packet packet) {
        open.put(packet, true);
    }

    /** Whether a packet answers, or goes on with, a conversation that was let begin. */
    synchronized boolean knows(Packet packet) {
        return open.containsKey(packet) || open.containsKey(opening(packet));
    }

    /** The packet this one would be the answer to. */
    private static Packet opening(Packet reply) {
        boolean echoReply = reply.protocol() == 1 && reply.destinationPort() == 0;
        boolean echoReply6 = reply.protocol() == 58 && reply.destinationPort() == 129;
        boolean ported = reply.protocol() == 6 || reply.protocol() == 17;
        int port = ported ? reply.sourcePort() : echoReply ? 8 : echoReply6 ? 128 : -1;
        boolean portless = !ported && reply.protocol() != 1 && reply.protocol() != 58;
        var asking = reply.destination();
        var asked = reply.source();
        return new Packet(
                asking,
                asked,
                reply.protocol(),
                ported ? reply.destinationPort() : 0,
                portless ? 0 : port);
    }
}
