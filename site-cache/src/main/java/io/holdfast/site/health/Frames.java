package io.holdfast.site.health;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * An append-only file of frames: a mark, a length, a CRC-32C, the payload. What was written last
 * may be torn by a power failure: it is cut off when the file is opened. A flipped bit costs the
 * frame it is in, never a wrong value. One thread at a time, and an interrupt of it does no harm: a
 * file channel would be closed by one, with what was still to be written.
 */
final class Frames implements AutoCloseable {

    private static final byte MARK = 0x5A;
    private static final int HEAD = 7;
    static final int LONGEST = 60_000;
    private static final int BUFFER = 256 * 1024;

    private final RandomAccessFile file;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final CRC32C crc = new CRC32C();
    private long end;

    /** What a scan meets: a payload and where its frame begins. The buffer is read-only. */
    @FunctionalInterface
    interface Visitor {
        void frame(int at, ByteBuffer payload);
    }

    /**
     * How a scan ended.
     *
     * @param end after the last sound frame
     * @param skipped bytes before that which were no frame
     */
    record Scanned(int end, long skipped) {}

    private Frames(RandomAccessFile file, long end) {
        this.file = file;
        this.end = end;
    }

    /** Opens for appending; cuts off what is torn. The visitor sees what is there. */
    static Frames append(Path file, Visitor visitor) throws IOException {
        var opened = new RandomAccessFile(file.toFile(), "rw");
        try {
            var scanned = scan(opened, 0, Integer.MAX_VALUE, visitor);
            opened.setLength(scanned.end());
            return new Frames(opened, scanned.end());
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Reads frames of a file that others may append to. */
    static Scanned read(Path file, long from, long to, Visitor visitor) throws IOException {
        try (var opened = new RandomAccessFile(file.toFile(), "r")) {
            return scan(opened, from, to, visitor);
        }
    }

    private static Scanned scan(RandomAccessFile file, long from, long to, Visitor visitor)
            throws IOException {
        int length = (int) Math.max(0, Math.min(Math.min(file.length(), to) - from, 1 << 30));
        var all = ByteBuffer.allocate(length);
        file.seek(from);
        while (all.hasRemaining()) {
            int some = file.read(all.array(), all.position(), all.remaining());
            if (some < 0) {
                break;
            }
            all.position(all.position() + some);
        }
        all.flip();
        var crc = new CRC32C();
        int at = 0;
        int sound = 0;
        long skipped = 0;
        while (at + HEAD <= all.limit()) {
            int size = ((all.get(at + 1) & 0xff) << 8) | (all.get(at + 2) & 0xff);
            boolean fits =
                    all.get(at) == MARK && size <= LONGEST && at + HEAD + size <= all.limit();
            if (fits && crcOf(crc, all, at + HEAD, size) == all.getInt(at + 3)) {
                skipped += at - sound;
                visitor.frame((int) (from + at), all.slice(at + HEAD, size).asReadOnlyBuffer());
                at += HEAD + size;
                sound = at;
            } else {
                at++;
            }
        }
        return new Scanned((int) (from + sound), skipped);
    }

    private static int crcOf(CRC32C crc, ByteBuffer all, int at, int size) {
        crc.reset();
        crc.update(all.slice(at, size));
        return (int) crc.getValue();
    }

    /** Appends a frame; it is on disk after {@link #sync}. Returns where it begins. */
    int add(byte[] payload, int size) {
        if (size > LONGEST) {
            throw new IllegalArgumentException("a frame has at most " + LONGEST + " bytes");
        }
        if (buffer.remaining() < HEAD + size) {
            flush();
        }
        int at = (int) (end + buffer.position());
        crc.reset();
        crc.update(payload, 0, size);
        buffer.put(MARK).put((byte) (size >> 8)).put((byte) size).putInt((int) crc.getValue());
        buffer.put(payload, 0, size);
        return at;
    }

    /** Hands what was appended to the system, so that {@link #read} sees it. */
    void flush() {
        if (buffer.position() == 0) {
            return;
        }
        try {
            // Where the last one that came to its end stopped: one cut short is written over.
            file.seek(end);
            file.write(buffer.array(), 0, buffer.position());
            end += buffer.position();
            buffer.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("the samples cannot be written", e);
        }
    }

    /** What was appended survives a power failure from here on. */
    void sync() {
        flush();
        try {
            file.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException("the samples cannot be written", e);
        }
    }

    long size() {
        return end + buffer.position();
    }

    @Override
    public void close() {
        flush();
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
