package io.holdfast.controller.backups;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Length and SHA-256 of what passes by. */
final class Measured {

    private final MessageDigest digest = newDigest();
    private long bytes;

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }

    private void pass(byte[] passing, int from, int length) {
        digest.update(passing, from, length);
        bytes += length;
    }

    long bytes() {
        return bytes;
    }

    /** Ends the measuring. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What is written to it is measured; closing it leaves the other one open. */
    OutputStream before(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] written, int from, int length) throws IOException {
                pass(written, from, length);
                out.write(written, from, length);
            }
        };
    }

    /** What is read from it is measured; closing it leaves the other one open. */
    InputStream behind(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int now = super.read(into, from, length);
                if (now > 0) {
                    pass(into, from, now);
                }
                return now;
            }

            @Override
            public long skip(long count) throws IOException {
                return super.readNBytes(Math.toIntExact(Math.min(count, 8192))).length;
            }

            @Override
            public void close() {}
        };
    }
}
