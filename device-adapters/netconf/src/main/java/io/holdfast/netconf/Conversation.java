package io.holdfast.netconf;

import io.holdfast.spi.xml.XmlDocument;
import io.holdfast.spi.xml.XmlElement;
import io.holdfast.spi.xml.XmlLimits;
import io.holdfast.spi.xml.XmlResult;
import java.util.Optional;

/**
 * Requests and their replies, one at a time. The first thing that goes wrong ends it for good:
 * after a reply that was late, foreign or unreadable nobody knows which request the next one
 * answers.
 */
final class Conversation implements AutoCloseable {

    private static final String NOTIFICATION = "urn:ietf:params:xml:ns:netconf:notification:1.0";

    /** Nobody subscribed; a device that keeps sending them anyway is not listening. */
    private static final int MAX_NOTIFICATIONS = 1_000;

    private final ByteLine line;
    private final Framing framing;
    private final Hello hello;
    private long lastId;
    private String brokenBy = "";

    private Conversation(ByteLine line, Framing framing, Hello hello) {
        this.line = line;
        this.framing = framing;
        this.hello = hello;
    }

    /** Exchanges hellos. On failure the line is closed. */
    static Conversation begin(ByteLine line, Deadline deadline) throws Broken {
        try {
            var framing = new Framing(line);
            framing.send(Rpc.hello(), deadline);
            var hello = Hello.of(parse(framing.receive(deadline)));
            if (hello.chunked()) {
                framing.useChunks();
            }
            return new Conversation(line, framing, hello);
        } catch (Broken e) {
            line.close();
            throw e;
        }
    }

    Hello hello() {
        return hello;
    }

    /** Sends one operation and waits for its reply. */
    Reply ask(String operation, Deadline deadline) throws Broken {
        if (!brokenBy.isEmpty()) {
            throw new Broken("the session is over: " + brokenBy);
        }
        try {
            long id = ++lastId;
            framing.send(Rpc.message(id, operation), deadline);
            return Reply.of(replyTo(id, deadline));
        } catch (Broken e) {
            end(e.why());
            throw e;
        }
    }

    private XmlElement replyTo(long id, Deadline deadline) throws Broken {
        for (int skipped = 0; skipped <= MAX_NOTIFICATIONS; skipped++) {
            var message = parse(framing.receive(deadline));
            if (message.is(NOTIFICATION, "notification")) {
                continue;
            }
            if (!message.is(Rpc.BASE, "rpc-reply")) {
                throw new Broken("the device sent something that is no rpc-reply");
            }
            if (!message.attribute("message-id").equals(Optional.of(Long.toString(id)))) {
                throw new Broken("the device answered another message than the one asked");
            }
            return message;
        }
        throw new Broken("the device sent notifications instead of an answer");
    }

    private static XmlElement parse(String text) throws Broken {
        return switch (XmlDocument.read(text, XmlLimits.DEVICE)) {
            case XmlResult.Parsed(var root) -> root;
            case XmlResult.Rejected(var reason) ->
                    throw new Broken("the device sent XML that is refused: " + reason);
        };
    }

    private void end(String why) {
        if (brokenBy.isEmpty()) {
            brokenBy = why;
        }
        line.close();
    }

    @Override
    public void close() {
        end("closed");
    }
}
