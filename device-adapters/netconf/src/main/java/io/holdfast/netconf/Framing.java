package io.holdfast.netconf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Messages on a byte line: end-of-message framing until both sides said base:1.1, chunked framing
 * after (RFC 6242 section 4). Limits are checked before memory is taken.
 */
final class Framing {

    /** RFC 6242 allows 4 GiB per chunk; nobody needs it. */
    static final int MAX_CHUNK = 16 << 20;

    static final int MAX_MESSAGE = 64 << 20;

    private static final byte[] END = "]]>]]>".getBytes(StandardCharsets.US_ASCII);

    private final ByteLine line;
    private final int maxMessage;
    private final MessageMemory.Share memory;
    private final byte[] buffer = new byte[32 * 1024];
    private int at;
    private int filled;
    private boolean chunked;

    Framing(ByteLine line) {
        this(line, MAX_MESSAGE, MessageMemory.ofHeap());
    }

    Framing(ByteLine line, int maxMessage, MessageMemory memory) {
        this.line = line;
        this.maxMessage = maxMessage;
        this.memory = memory.share();
    }

    /** From the next message on, chunks (RFC 6242 section 4.1). */
    void useChunks() {
        chunked = true;
    }

    void send(String message, Deadline deadline) throws Broken {
        var body = message.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream(body.length + 32);
        if (!chunked) {
            out.writeBytes(body);
            out.writeBytes(END);
            line.write(out.toByteArray(), deadline);
            return;
        }
        for (int sent = 0; sent < body.length; sent += MAX_CHUNK) {
            int size = Math.min(MAX_CHUNK, body.length - sent);
            out.writeBytes(("\n#" + size + "\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, sent, size);
        }
        out.writeBytes("\n##\n".getBytes(StandardCharsets.US_ASCII));
        line.write(out.toByteArray(), deadline);
    }

    /** Whether the next message has begun to come. */
    boolean begins(Deadline deadline) throws Broken {
        if (at < filled) {
            return true;
        }
        at = 0;
        filled = 0;
        filled = line.poll(buffer, deadline);
        return filled > 0;
    }

    /** Says that nobody holds the last message any more. */
    void forget() {
        memory.close();
    }

    /** The next message; it counts as held until {@link #forget}. */
    String receive(Deadline deadline) throws Broken {
        var bytes = chunked ? chunks(deadline) : untilEnd(deadline);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Broken("the device sent bytes that are not UTF-8", e);
        }
    }

    private byte[] untilEnd(Deadline deadline) throws Broken {
        var message = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < END.length) {
            byte next = next(deadline);
            if (next == END[matched]) {
                matched++;
                continue;
            }
            if (matched > 0) {
                int kept = stillMatched(matched, next);
                // What can no longer be the marker's beginning is content.
                var seen = new byte[matched + 1];
                System.arraycopy(END, 0, seen, 0, matched);
                seen[matched] = next;
                take(message, seen, 0, seen.length - kept);
                matched = kept;
                continue;
            }
            at--;
            int end = at;
            while (end < filled && buffer[end] != END[0]) {
                end++;
            }
            take(message, buffer, at, end - at);
            at = end;
        }
        return message.toByteArray();
    }

    /** How many of the marker's first bytes end in this byte after {@code matched} of them came. */
    private static int stillMatched(int matched, byte next) {
        var seen = new String(END, 0, matched, StandardCharsets.US_ASCII) + (char) (next & 0xFF);
        var marker = new String(END, StandardCharsets.US_ASCII);
        for (int length = Math.min(matched, END.length - 1); length > 0; length--) {
            if (marker.startsWith(seen.substring(seen.length() - length))) {
                return length;
            }
        }
        return 0;
    }

    private byte[] chunks(Deadline deadline) throws Broken {
        var message = new ByteArrayOutputStream();
        while (true) {
            expect('\n', deadline);
            expect('#', deadline);
            byte first = next(deadline);
            if (first == '#') {
                expect('\n', deadline);
                if (message.size() == 0) {
                    throw new Broken("the device sent a message without a chunk");
                }
                return message.toByteArray();
            }
            long size = digit(first);
            if (size == 0) {
                throw new Broken("the device sent a chunk size that begins with 0");
            }
            for (byte next = next(deadline); next != '\n'; next = next(deadline)) {
                size = size * 10 + digit(next);
                if (size > MAX_CHUNK) {
                    throw new Broken(
                            "the device sent a chunk of more than " + MAX_CHUNK + " bytes");
                }
            }
            copy(message, (int) size, deadline);
        }
    }

    private static long digit(byte character) throws Broken {
        if (character < '0' || character > '9') {
            throw new Broken("the device sent a chunk size that is not a number");
        }
        return (long) character - '0';
    }

    private void expect(char wanted, Deadline deadline) throws Broken {
        if (next(deadline) != wanted) {
            throw new Broken("the device sent bytes outside a chunk");
        }
    }

    private void copy(ByteArrayOutputStream message, int size, Deadline deadline) throws Broken {
        int left = size;
        while (left > 0) {
            fill(deadline);
            int part = Math.min(left, filled - at);
            take(message, buffer, at, part);
            at += part;
            left -= part;
        }
    }

    private void take(ByteArrayOutputStream message, byte[] from, int offset, int length)
            throws Broken {
        room(message, length);
        message.write(from, offset, length);
    }

    private void room(ByteArrayOutputStream message, int length) throws Broken {
        if (message.size() + length > maxMessage) {
            throw new Broken("the device sent a message of more than " + maxMessage + " bytes");
        }
        memory.grow(message.size() + length);
    }

    private byte next(Deadline deadline) throws Broken {
        fill(deadline);
        return buffer[at++];
    }

    private void fill(Deadline deadline) throws Broken {
        if (at < filled) {
            return;
        }
        if (deadline.passed()) {
            throw new Broken("no complete answer in time");
        }
        at = 0;
        filled = 0;
        filled = line.read(buffer, deadline);
    }
}
