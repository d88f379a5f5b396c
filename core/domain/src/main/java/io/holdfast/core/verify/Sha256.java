package io.holdfast.core.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * SHA-256 (FIPS 180-4) of a text in UTF-8, as 64 hexadecimal digits. Written out because core may
 * not ask the runtime for a security provider; used to name inputs and sets, never with a secret. A
 * test holds it against the one of the JDK.
 */
public final class Sha256 {

    private static final int[] ROUND = new int[64];
    private static final int[] START = new int[8];

    static {
        int found = 0;
        for (int candidate = 2; found < 64; candidate++) {
            if (isPrime(candidate)) {
                ROUND[found] = fraction(Math.cbrt(candidate));
                if (found < 8) {
                    START[found] = fraction(Math.sqrt(candidate));
                }
                found++;
            }
        }
    }

    private Sha256() {}

    public static String of(String text) {
        var padded = padded(text.getBytes(StandardCharsets.UTF_8));
        var state = START.clone();
        for (int offset = 0; offset < padded.length; offset += 64) {
            block(padded, offset, state);
        }
        var hex = new StringBuilder(64);
        for (int word : state) {
            hex.append(HexFormat.of().toHexDigits(word));
        }
        return hex.toString();
    }

    /** The first 32 bits of the fraction; a double holds 52 bits and the whole part needs 5. */
    private static int fraction(double value) {
        return (int) (long) ((value - Math.floor(value)) * 0x1_0000_0000L);
    }

    private static boolean isPrime(int number) {
        for (int divisor = 2; divisor * divisor <= number; divisor++) {
            if (number % divisor == 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] padded(byte[] message) {
        var padded = Arrays.copyOf(message, (message.length + 8) / 64 * 64 + 64);
        padded[message.length] = (byte) 0x80;
        long bits = 8L * message.length;
        for (int i = 0; i < 8; i++) {
            padded[padded.length - 1 - i] = (byte) (bits >>> (8 * i));
        }
        return padded;
    }

    private static void block(byte[] bytes, int offset, int[] state) {
        var w = new int[64];
        for (int i = 0; i < 16; i++) {
            int at = offset + 4 * i;
            w[i] =
                    bytes[at] << 24
                            | (bytes[at + 1] & 255) << 16
                            | (bytes[at + 2] & 255) << 8
                            | (bytes[at + 3] & 255);
        }
        for (int i = 16; i < 64; i++) {
            int s0 = rotated(w[i - 15], 7) ^ rotated(w[i - 15], 18) ^ w[i - 15] >>> 3;
            int s1 = rotated(w[i - 2], 17) ^ rotated(w[i - 2], 19) ^ w[i - 2] >>> 10;
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        int f = state[5];
        int g = state[6];
        int h = state[7];
        for (int i = 0; i < 64; i++) {
            int s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
            int first = h + s1 + ((e & f) ^ (~e & g)) + ROUND[i] + w[i];
            int s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
            int second = s0 + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    private static int rotated(int word, int by) {
        return Integer.rotateRight(word, by);
    }
}
