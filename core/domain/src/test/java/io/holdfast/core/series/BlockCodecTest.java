package io.holdfast.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Bytes;
import io.holdfast.core.series.BlockCodec.Decoded;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockCodecTest {

    private static final long START = 1_773_740_520_000L;

    @Test
    void every_block_reads_back_as_it_was() {
        var random = new Random(20_260_317);
        for (int run = 0; run < 3000; run++) {
            var samples = random(random, 1 + random.nextInt(BlockCodec.MOST));
            assertThat(BlockCodec.decode(BlockCodec.encode(samples)))
                    .isEqualTo(new Decoded.Block(samples));
        }
    }

    private static Samples random(Random random, int count) {
        var times = new long[count];
        var values = new long[count];
        long at = START + random.nextInt();
        int shape = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            at += 1 + random.nextInt(80_000);
            times[i] = at;
            values[i] =
                    switch (shape) {
                        case 0 -> random.nextLong();
                        case 1 -> i < 20 ? 0 : 7;
                        case 2 -> 1_000_000_000L * i + random.nextInt(1000);
                        default -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
                    };
        }
        return Samples.of(times, values);
    }

    @Test
    void a_polled_counter_costs_less_than_four_bytes_a_sample() {
        var random = new Random(7);
        var times = new long[50];
        var values = new long[50];
        for (int i = 0; i < 50; i++) {
            times[i] = START + 72_000L * i + random.nextInt(20);
            values[i] = 5_000_000_000L + 90_000L * i + random.nextInt(2000);
        }
        assertThat(BlockCodec.encode(Samples.of(times, values)).size()).isLessThan(50 * 4);
    }

    @Test
    void bytes_that_are_no_block_are_refused_whatever_they_are() {
        var random = new Random(11);
        for (int run = 0; run < 20_000; run++) {
            var bytes = BlockCodec.encode(random(random, 1 + random.nextInt(50))).toArray();
            var cut = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
            assertThat(BlockCodec.decode(Bytes.of(cut))).isInstanceOf(Decoded.Malformed.class);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(BlockCodec.decode(Bytes.of(bytes))).isNotNull();
            var noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            assertThat(BlockCodec.decode(Bytes.of(noise))).isNotNull();
        }
    }
}
