package io.holdfast.apps.bench;

import io.holdfast.core.series.BlockCodec;
import io.holdfast.core.series.Samples;
import java.time.Instant;
import java.util.Random;

/**
 * An hour of polls each 72 seconds, rounded to seconds as the site does, one in twenty a second
 * late. A quarter each: counters of octets, load in per cent, temperatures, states that seldom
 * change.
 */
final class PolledHour {

    private final long[][] times;
    private final long[][] values;

    PolledHour(int series, long seed, Instant start) {
        var random = new Random(seed);
        times = new long[series][BlockCodec.MOST];
        values = new long[series][BlockCodec.MOST];
        for (int n = 0; n < series; n++) {
            long counter = random.nextInt(1 << 30);
            long level = 20L + random.nextInt(60);
            for (int i = 0; i < BlockCodec.MOST; i++) {
                int late = random.nextInt(20) == 0 ? 1000 : 0;
                times[n][i] = start.toEpochMilli() + 72_000L * i + late;
                counter += 80_000 + random.nextInt(4_000);
                level = Math.clamp(level + random.nextInt(7) - 3, 0, 100);
                values[n][i] =
                        switch (n % 4) {
                            case 0 -> counter;
                            case 1 -> level;
                            case 2 -> level / 3;
                            default -> random.nextInt(200) == 0 ? 0 : 1;
                        };
            }
        }
    }

    int series() {
        return times.length;
    }

    long time(int series, int index) {
        return times[series][index];
    }

    long value(int series, int index) {
        return values[series][index];
    }

    Samples samples(int series) {
        return Samples.of(times[series], values[series]);
    }
}
