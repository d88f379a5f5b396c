package io.holdfast.simulator.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How messages are cut out of a stream of bytes (RFC 6242): end mark, or chunks after both said
 * 1.1.
 */
final class Framing {

    private static final byte[] END_MARK = "]]>]]>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_CHUNKS = "\n##\n".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_MESSAGE = 16 << 20;

    private final InputStream in;
    private final OutputStream out;
    private boolean chunked;

    Framing(InputStream in, OutputStream out) {
        this.in = new BufferedInputStream(in, 1 << 15);
        this.out = out;
    }

    /** From now on both sides speak in chunks. */
    void chunk() {
        chunked = true;
    }

    boolean chunked() {
        return chunked;
    }

    /** The stream itself, for answers that keep no rule. */
    OutputStream raw() {
        return out;
    }

    /** The next message; EOFException when the other side has hung up or broken the framing. */
    byte[] read() throws IOException {
        return chunked ? readChunks() : readToEndMark();
    }

    private byte[] readToEndMark() throws IOException {
        var message = new Tail();
        while (!message.endsWithMark()) {
            message.write(need());
            if (message.size() > LONGEST_MESSAGE) {
                throw new EOFException("message too long");
            }
        }
        return Arrays.copyOf(message.toByteArray(), message.size() - END_MARK.length);
    }

    /** Bytes that know their end. */
    private static final class Tail extends ByteArrayOutputStream {
        boolean endsWithMark() {
            int from = count - END_MARK.length;
            return from >= 0 && Arrays.equals(buf, from, count, END_MARK, 0, END_MARK.length);
        }
    }

    private byte[] readChunks() throws IOException {
        var message = new ByteArrayOutputStream();
        while (true) {
            expect('\n');
            expect('#');
            int first = need();
            if (first == '#') {
                expect('\n');
                return message.toByteArray();
            }
            long size = 0;
            for (int digit = first; digit != '\n'; digit = need()) {
                if (digit < '0' || digit > '9' || (size == 0 && digit == '0')) {
                    throw new EOFException("not a chunk size");
                }
                size = size * 10 + digit - '0';
                if (size + message.size() > LONGEST_MESSAGE) {
                    throw new EOFException("chunk too long");
                }
            }
            message.write(in.readNBytes((int) size));
        }
    }

    private int need() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the other side hung up");
        }
        return next;
    }

    private void expect(int wanted) throws IOException {
        if (need() != wanted) {
            throw new EOFException("broken framing");
        }
    }

    void write(byte[] message) throws IOException {
        synchronized (out) {
            if (chunked) {
                out.write(("\n#" + message.length + "\n").getBytes(StandardCharsets.US_ASCII));
                out.write(message);
                out.write(END_OF_CHUNKS);
            } else {
                out.write(message);
                out.write(END_MARK);
            }
            out.flush();
        }
    }
}
