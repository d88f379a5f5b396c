package io.holdfast.auditlog;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lines of ASCII of which none is longer than a bound; what is read of one is read at once. */
final class LineReader {

    /** The file ends within a line. */
    static final class Torn extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Torn() {
            super("the file ends within a line");
        }
    }

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST = 0x8080808080808080L;
    private static final long FEEDS = '\n' * ONES;

    private final InputStream in;
    private final int longest;
    private byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private long number;
    private long consumed;

    LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** How many lines were read. */
    long number() {
        return number;
    }

    /** How many bytes these were, their line feeds included. */
    long consumed() {
        return consumed;
    }

    /** The next line as text; null at the end of the file. */
    @Nullable String text() throws IOException {
        return next().map(line -> line.text(0)).orElse(null);
    }

    /**
     * The next line, good until the one after it is asked for.
     *
     * @throws IllegalArgumentException if it is too long, or the file ends within it
     */
    Optional<Line> next() throws IOException {
        int at = from;
        while (true) {
            at = feed(at);
            if (at < to) {
                checkLength(at - from);
                var line = new Line(buffer, from, at - from);
                from = at + 1;
                number++;
                consumed += line.length() + 1;
                return Optional.of(line);
            }
            int read = at - from;
            checkLength(read);
            if (!more()) {
                if (read > 0) {
                    throw new Torn();
                }
                return Optional.empty();
            }
            at = from + read;
        }
    }

    /** Where the next line feed stands, eight bytes at a time; the end of what was read if none. */
    private int feed(int start) {
        int at = start;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long eight = (long) LONG.get(buffer, at) ^ FEEDS;
            // A byte that is zero borrows from its highest bit, and the first one only truly so.
            long found = (eight - ONES) & ~eight & HIGHEST;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < to && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private void checkLength(int length) {
        if (length > longest) {
            throw new IllegalArgumentException("a line is too long");
        }
    }

    /** Base64 with its padding; the decoder alone would do without. */
    static byte[] base64(String text) {
        checkPadding(text.length());
        return Base64.getDecoder().decode(text);
    }

    /** The 32 bytes of a hash. */
    static byte[] hash(String text) {
        return hash(base64(text));
    }

    private static byte[] hash(byte[] hash) {
        if (hash.length != 32) {
            throw new IllegalArgumentException("a hash has 32 bytes");
        }
        return hash;
    }

    private static void checkPadding(int length) {
        if (length % 4 != 0) {
            throw new IllegalArgumentException("base64 has its padding");
        }
    }

    private boolean more() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int count = in.read(buffer, to, buffer.length - to);
        if (count > 0) {
            to += count;
        }
        return count > 0;
    }

    /** One line; a window into what was read. */
    static final class Line {

        private final byte[] bytes;
        private final int start;
        private final int length;

        private Line(byte[] bytes, int start, int length) {
            this.bytes = bytes;
            this.start = start;
            this.length = length;
        }

        int length() {
            return length;
        }

        boolean begins(String word) {
            if (word.length() > length) {
                return false;
            }
            for (int i = 0; i < word.length(); i++) {
                if (bytes[start + i] != word.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        /** Where a character stands; the length of the line if it does not. */
        int indexOf(char wanted, int at) {
            for (int i = at; i < length; i++) {
                if (bytes[start + i] == wanted) {
                    return i;
                }
            }
            return length;
        }

        String text(int at) {
            return new String(bytes, start + at, length - at, StandardCharsets.US_ASCII);
        }

        byte[] base64(int at, int end) {
            if (at > end) {
                throw new IllegalArgumentException("something is missing");
            }
            checkPadding(end - at);
            return Base64.getDecoder().decode(Arrays.copyOfRange(bytes, start + at, start + end));
        }

        byte[] hash(int at, int end) {
            return LineReader.hash(base64(at, end));
        }
    }
}
