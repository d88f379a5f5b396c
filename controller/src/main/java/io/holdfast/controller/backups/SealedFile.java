package io.holdfast.controller.backups;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The outer form of a backup (docs/formats/backup.md): a head that says how the key is made of a
 * passphrase, and chunks under AES-256-GCM. Each chunk knows its number and whether it is the last,
 * so none can be dropped, added or moved, and nothing is given out before its chunk was verified.
 */
final class SealedFile {

    /** What PBKDF2 with HMAC-SHA-512 should cost a guess (OWASP asks for 210,000). */
    static final int ITERATIONS = 600_000;

    static final int SHORTEST_PASSPHRASE = 12;

    private static final byte[] MAGIC = "HOLDFAST BACKUP 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int SALT = 32;
    private static final int CHECK = 32;
    private static final int CHUNK = 256 * 1024;
    private static final int TAG = 16;
    private static final int KEY = 32;
    private static final String MAC = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private SealedFile() {}

    /** The two keys of one file. */
    private record Keys(SecretKeySpec encryption, SecretKeySpec check) {

        static Keys of(char[] passphrase, byte[] salt, int iterations) {
            var spec = new PBEKeySpec(passphrase, salt, iterations, 2 * KEY * 8);
            try {
                var both =
                        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                                .generateSecret(spec)
                                .getEncoded();
                return new Keys(
                        new SecretKeySpec(both, 0, KEY, "AES"),
                        new SecretKeySpec(both, KEY, KEY, MAC));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("PBKDF2 with HMAC-SHA-512 is missing", e);
            } finally {
                spec.clearPassword();
            }
        }

        byte[] checkOf(byte[] head) {
            try {
                var mac = Mac.getInstance(MAC);
                mac.init(check);
                return mac.doFinal(head);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(MAC + " is missing", e);
            }
        }

        byte[] chunk(int mode, long number, boolean last, byte[] head, byte[] bytes, int length)
                throws GeneralSecurityException {
            var nonce = ByteBuffer.allocate(12).putInt(last ? 1 : 0).putLong(number).array();
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, encryption, new GCMParameterSpec(TAG * 8, nonce));
            cipher.updateAAD(head);
            return cipher.doFinal(bytes, 0, length);
        }
    }

    /** Writes the head; what is written then is sealed, and whole once it is closed. */
    static OutputStream write(OutputStream out, char[] passphrase, int iterations)
            throws IOException {
        var salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        var head = head(iterations, salt);
        var keys = Keys.of(passphrase, salt, iterations);
        out.write(head);
        out.write(keys.checkOf(head));
        return new Sealing(out, keys, head);
    }

    private static byte[] head(int iterations, byte[] salt) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var head = new DataOutputStream(bytes);
        head.write(MAGIC);
        head.writeInt(iterations);
        head.write(salt);
        return bytes.toByteArray();
    }

    /**
     * Reads the head; what is read then was verified.
     *
     * @throws Unusable if it is no backup, or the passphrase is another one
     */
    static InputStream read(InputStream in, char[] passphrase) throws IOException {
        var data = new DataInputStream(in);
        var magic = new byte[MAGIC.length];
        var salt = new byte[SALT];
        var check = new byte[CHECK];
        int iterations;
        try {
            data.readFully(magic);
            if (!Arrays.equals(magic, MAGIC)) {
                throw new Unusable("this is no backup of Holdfast, or of a newer kind");
            }
            iterations = data.readInt();
            data.readFully(salt);
            data.readFully(check);
        } catch (EOFException e) {
            throw new Unusable("this is no backup of Holdfast: it ends within its head", e);
        }
        if (iterations < 1 || iterations > MOST_ITERATIONS) {
            throw new Unusable("the backup's head was changed");
        }
        var head = head(iterations, salt);
        var keys = Keys.of(passphrase, salt, iterations);
        if (!MessageDigest.isEqual(check, keys.checkOf(head))) {
            throw new Unusable(
                    "the passphrase is not the one of this backup, or its head was changed");
        }
        return new Opening(in, keys, head);
    }

    private static final class Sealing extends OutputStream {

        private final OutputStream out;
        private final Keys keys;
        private final byte[] head;
        private final byte[] chunk = new byte[CHUNK];
        private int filled;
        private long number;
        private boolean closed;

        Sealing(OutputStream out, Keys keys, byte[] head) {
            this.out = out;
            this.keys = keys;
            this.head = head;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int left = length;
            while (left > 0) {
                if (filled == CHUNK) {
                    seal(false);
                }
                int now = Math.min(left, CHUNK - filled);
                System.arraycopy(bytes, from + length - left, chunk, filled, now);
                filled += now;
                left -= now;
            }
        }

        private void seal(boolean last) throws IOException {
            try {
                out.write(keys.chunk(Cipher.ENCRYPT_MODE, number, last, head, chunk, filled));
            } catch (GeneralSecurityException e) {
                throw new IOException("a chunk could not be sealed", e);
            }
            number++;
            filled = 0;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                seal(true);
                out.flush();
            }
        }
    }

    private static final class Opening extends InputStream {

        private final InputStream in;
        private final Keys keys;
        private final byte[] head;
        private byte[] sealed;
        private byte[] open = new byte[0];
        private int at;
        private long number;

        Opening(InputStream in, Keys keys, byte[] head) throws IOException {
            this.in = in;
            this.keys = keys;
            this.head = head;
            this.sealed = in.readNBytes(CHUNK + TAG);
            next();
        }

        private void next() throws IOException {
            var after = in.readNBytes(CHUNK + TAG);
            boolean last = after.length == 0;
            try {
                open = keys.chunk(Cipher.DECRYPT_MODE, number, last, head, sealed, sealed.length);
            } catch (AEADBadTagException e) {
                throw new Unusable(
                        "the backup is damaged, or was cut off, in the "
                                + CHUNK / 1024
                                + " KiB after the first "
                                + number * CHUNK / 1024
                                + " KiB",
                        e);
            } catch (GeneralSecurityException e) {
                throw new Unusable("the backup was cut off", e);
            }
            number++;
            at = 0;
            sealed = after;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (at == open.length) {
                if (sealed.length == 0) {
                    return -1;
                }
                next();
            }
            int now = Math.min(length, open.length - at);
            System.arraycopy(open, at, into, from, now);
            at += now;
            return now;
        }
    }
}
