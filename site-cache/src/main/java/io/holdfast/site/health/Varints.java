package io.holdfast.site.health;

import java.nio.ByteBuffer;

/** Whole numbers in as few bytes as they need (LEB128). */
final class Varints {

    private Varints() {}

    static int put(byte[] out, int at, long number) {
        int next = at;
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            out[next++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[next++] = (byte) rest;
        return next;
    }

    static long zigzag(long number) {
        return (number << 1) ^ (number >> 63);
    }

    static long unzigzag(long number) {
        return (number >>> 1) ^ -(number & 1);
    }

    static long get(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = in.get() & 0xff;
            number |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return number;
            }
        }
        throw new IllegalArgumentException("not a number");
    }
}
