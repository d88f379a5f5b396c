package io.holdfast.netconf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one side of a NETCONF session said, read again from its bytes: for a person with a recorded
 * session, and for whoever tries the framing.
 *
 * @param messages those that were whole
 * @param end why there is no further one
 */
public record Transcript(List<String> messages, String end) {

    private static final Duration LONG = Duration.ofMinutes(1);

    public Transcript {
        messages = List.copyOf(messages);
    }

    /**
     * Reads until the bytes end or break a rule.
     *
     * @param chunked whether the session had left end-of-message framing behind (RFC 6242 section
     *     4)
     * @param longest no message may be longer
     */
    public static Transcript of(byte[] said, boolean chunked, int longest) {
        var framing = new Framing(new Played(said), longest, MessageMemory.ofHeap());
        if (chunked) {
            framing.useChunks();
        }
        var messages = new ArrayList<String>();
        var deadline = Deadline.in(LONG);
        while (true) {
            try {
                messages.add(framing.receive(deadline));
            } catch (Broken e) {
                return new Transcript(messages, e.why());
            } finally {
                framing.forget();
            }
        }
    }

    /** A line that ends with the last byte. */
    private static final class Played implements ByteLine {

        private final byte[] said;
        private int at;

        Played(byte[] said) {
            this.said = said.clone();
        }

        @Override
        public int poll(byte[] into, Deadline deadline) throws Broken {
            if (at == said.length) {
                throw new Broken("there are no more bytes");
            }
            int part = Math.min(into.length, said.length - at);
            System.arraycopy(said, at, into, 0, part);
            at += part;
            return part;
        }

        @Override
        public void write(byte[] bytes, Deadline deadline) {
            // nobody listens to a recording's other side
        }

        @Override
        public void close() {
            // nothing to let go
        }
    }
}
