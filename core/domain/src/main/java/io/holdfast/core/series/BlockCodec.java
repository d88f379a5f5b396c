package io.holdfast.core.series;

import io.holdfast.core.Bytes;
import java.util.Arrays;

/**
 * Up to {@link #MOST} samples of one series as few bytes: times as differences of differences,
 * values as differences or differences of differences, whichever is shorter, each as a zigzag
 * varint (LEB128) plus one; 0 is a zero, 1 and a count are a run of zeros. A steady poll of a
 * steady counter costs about two bytes a sample.
 *
 * <p>Reading is strict: bytes that were not written here are refused, and no count in them makes
 * the reader take memory it was not given bytes for.
 */
public final class BlockCodec {

    /** One row an hour at a poll each 72 seconds (performance.md). */
    public static final int MOST = 50;

    private static final byte FORM = 1;
    private static final byte SECOND_DIFFERENCES = 2;
    private static final byte ZERO = 0;
    private static final byte RUN = 1;

    private BlockCodec() {}

    /**
     * The block.
     *
     * @throws IllegalArgumentException if there are none or more than {@link #MOST}
     */
    public static Bytes encode(Samples samples) {
        int count = samples.count();
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("a block has 1 to " + MOST + " samples");
        }
        var times = new long[count];
        var values = new long[count];
        for (int i = 0; i < count; i++) {
            times[i] = samples.time(i);
            values[i] = samples.value(i);
        }
        differ(times, 1);
        differ(times, 2);
        differ(values, 1);
        long once = cost(values);
        var twice = values.clone();
        differ(twice, 2);
        boolean second = cost(twice) < once;
        var out = new byte[4 + 20 * count + 20];
        int at = 0;
        out[at++] = second ? SECOND_DIFFERENCES : FORM;
        out[at++] = (byte) count;
        at = write(out, at, times);
        at = write(out, at, second ? twice : values);
        return Bytes.of(Arrays.copyOf(out, at));
    }

    /** What became of reading a block. */
    public sealed interface Decoded {

        record Block(Samples samples) implements Decoded {}

        /** Not a block of ours. */
        record Malformed(String reason) implements Decoded {}
    }

    /** The samples of a block. */
    public static Decoded decode(Bytes block) {
        var in = new Reader(block.toArray());
        int form = in.next();
        int count = in.next();
        if ((form != FORM && form != SECOND_DIFFERENCES) || count < 1 || count > MOST) {
            return new Decoded.Malformed("it does not begin as a block");
        }
        var times = in.numbers(count);
        var values = in.numbers(count);
        if (in.broken || in.at != in.bytes.length) {
            return new Decoded.Malformed("it is cut, too long, or not of numbers");
        }
        add(times, 2);
        add(times, 1);
        if (form == SECOND_DIFFERENCES) {
            add(values, 2);
        }
        add(values, 1);
        try {
            return new Decoded.Block(Samples.of(times, values));
        } catch (IllegalArgumentException e) {
            return new Decoded.Malformed("its times do not rise");
        }
    }

    /** Each number from {@code first} on becomes its difference to the one before. */
    private static void differ(long[] numbers, int first) {
        for (int i = numbers.length - 1; i >= first; i--) {
            numbers[i] -= numbers[i - 1];
        }
    }

    private static void add(long[] numbers, int first) {
        for (int i = first; i < numbers.length; i++) {
            numbers[i] += numbers[i - 1];
        }
    }

    private static long cost(long[] numbers) {
        long cost = 0;
        for (int i = 0; i < numbers.length; i++) {
            boolean inRun = i > 0 && numbers[i] == 0 && numbers[i - 1] == 0;
            cost += inRun ? 0 : length(zigzag(numbers[i]) + 1);
        }
        return cost;
    }

    private static int length(long number) {
        return number == 0 ? 1 : (70 - Long.numberOfLeadingZeros(number)) / 7;
    }

    private static long zigzag(long number) {
        return (number << 1) ^ (number >> 63);
    }

    private static int write(byte[] out, int start, long[] numbers) {
        int at = start;
        for (int i = 0; i < numbers.length; ) {
            int run = 0;
            while (i + run < numbers.length && numbers[i + run] == 0) {
                run++;
            }
            if (run > 0) {
                out[at++] = run == 1 ? ZERO : RUN;
                if (run > 1) {
                    out[at++] = (byte) run;
                }
                i += run;
                continue;
            }
            if (numbers[i] == Long.MIN_VALUE) {
                out[at++] = RUN;
                out[at++] = 0;
            } else {
                at = varint(out, at, zigzag(numbers[i]) + 1);
            }
            i++;
        }
        return at;
    }

    private static int varint(byte[] out, int start, long number) {
        int at = start;
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            out[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[at++] = (byte) rest;
        return at;
    }

    /** Reads numbers, and remembers that something was wrong instead of failing at once. */
    private static final class Reader {
        private final byte[] bytes;
        private int at;
        private boolean broken;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        int next() {
            if (at >= bytes.length) {
                broken = true;
                return 0;
            }
            return bytes[at++] & 0xff;
        }

        long[] numbers(int count) {
            var numbers = new long[count];
            for (int i = 0; i < count && !broken; ) {
                long number = number();
                if (number == ZERO) {
                    i++;
                } else if (number != RUN) {
                    long zigzag = number - 1;
                    numbers[i++] = (zigzag >>> 1) ^ -(zigzag & 1);
                } else {
                    int run = next();
                    if (run == 0) {
                        numbers[i++] = Long.MIN_VALUE;
                    }
                    broken |= run == 1 || run > count - i;
                    i += run;
                }
            }
            return numbers;
        }

        private long number() {
            long number = 0;
            for (int shift = 0; shift < 70; shift += 7) {
                int next = next();
                number |= (long) (next & 0x7f) << shift;
                if (next < 0x80) {
                    boolean padded = next == 0 && shift > 0;
                    boolean tooLong = shift == 63 && next > 1;
                    broken |= padded || tooLong;
                    return number;
                }
            }
            broken = true;
            return 0;
        }
    }
}
