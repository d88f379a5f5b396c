package io.holdfast.site.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.series.BlockCodec;
import io.holdfast.core.series.Retention;
import io.holdfast.core.series.Samples;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.telemetry.SeriesBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleStoreTest {

    private static final Instant START = Instant.parse("2026-03-17T09:00:00Z");
    private static final SeriesKey CPU = key("cpu.percent");
    private static final Duration STEP = Duration.ofSeconds(72);

    @TempDir Path folder;

    private static SeriesKey key(String metric) {
        return new SeriesKey(new DeviceSlot("sw-1"), metric, "1");
    }

    private static void fill(SampleStore store, SeriesKey key, int from, int to) {
        for (int i = from; i < to; i++) {
            assertThat(store.add(key, Retention.STANDARD, START.plus(STEP.multipliedBy(i)), i * 3L))
                    .isTrue();
        }
    }

    private static List<Long> values(SampleStore store, SeriesKey key) {
        var values = new ArrayList<Long>();
        for (var samples :
                store.read(key, Retention.STANDARD, START, START.plus(Duration.ofDays(90)))) {
            for (int i = 0; i < samples.count(); i++) {
                values.add(samples.value(i));
            }
        }
        return values;
    }

    private static List<Long> threes(int count) {
        return java.util.stream.LongStream.range(0, count).mapToObj(i -> i * 3).toList();
    }

    private Path newestSegment() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".segment")).sorted().toList().getLast();
        }
    }

    @Test
    void what_was_put_in_comes_out_over_hours_and_days() {
        try (var store = SampleStore.open(folder)) {
            fill(store, CPU, 0, 2000);
            assertThat(values(store, CPU)).isEqualTo(threes(2000));
        }
    }

    @Test
    void a_batch_of_one_moment_is_what_single_samples_are_and_says_what_it_took() {
        var other = key("memory.percent");
        try (var store = SampleStore.open(folder)) {
            var places = List.of(store.place(CPU).orElseThrow(), store.place(other).orElseThrow());
            for (int i = 0; i < 120; i++) {
                assertThat(
                                store.add(
                                        places,
                                        Retention.STANDARD,
                                        START.plus(STEP.multipliedBy(i)),
                                        new long[] {i * 3L, i}))
                        .isEqualTo(2);
            }
            store.add(CPU, Retention.STANDARD, START.plus(STEP.multipliedBy(120)), 360);
            assertThat(
                            store.add(
                                    places,
                                    Retention.STANDARD,
                                    START.plus(STEP.multipliedBy(120)),
                                    new long[] {7, 120}))
                    .as("what is not newer is left out")
                    .isEqualTo(1);
            assertThat(values(store, CPU)).isEqualTo(threes(121));
            store.sync(START.plus(STEP.multipliedBy(121)));
            // From here on what is synced stands in the tail alone.
            store.add(
                    places,
                    Retention.STANDARD,
                    START.plus(STEP.multipliedBy(121)),
                    new long[] {363, 121});
            store.sync(START.plus(STEP.multipliedBy(122)));
        }
        try (var store = SampleStore.open(folder)) {
            assertThat(values(store, CPU)).isEqualTo(threes(122));
            assertThat(values(store, other)).hasSize(122).endsWith(121L);
        }
    }

    @Test
    void a_restart_on_the_next_day_takes_nothing_of_the_day_before_twice() {
        var evening = Instant.parse("2026-03-17T23:30:00Z");
        var ended = key("memory.percent");
        var all = new ArrayList<Long>();
        try (var store = SampleStore.open(folder)) {
            for (long i = 0; i < 120; i++) {
                var at = evening.plusSeconds(60 * i);
                store.add(CPU, Retention.STANDARD, at, i);
                if (i < 25) {
                    store.add(ended, Retention.STANDARD, at, i);
                }
                store.sync(at);
                all.add(i);
            }
        }
        try (var store = SampleStore.open(folder)) {
            assertThat(values(store, CPU)).isEqualTo(all);
            assertThat(values(store, ended)).isEqualTo(all.subList(0, 25));
            store.sync(evening.plusSeconds(60 * 120));
            assertThat(values(store, ended)).isEqualTo(all.subList(0, 25));
        }
    }

    @Test
    void beyond_the_series_a_site_has_there_is_no_place() {
        try (var store = SampleStore.open(folder)) {
            for (int i = 0; i < OpenHours.MOST_SERIES; i++) {
                assertThat(store.place(key("m" + i))).isPresent();
            }
            assertThat(store.place(key("one-more"))).isEmpty();
            assertThat(store.place(key("m7"))).isPresent();
            assertThat(store.add(key("one-more"), Retention.STANDARD, START, 1)).isFalse();
        }
    }

    @Test
    void a_restart_loses_nothing_that_was_synced_and_takes_nothing_twice() {
        try (var store = SampleStore.open(folder)) {
            fill(store, CPU, 0, 120);
            store.sync(START.plus(STEP.multipliedBy(119)));
        }
        try (var store = SampleStore.open(folder)) {
            assertThat(values(store, CPU)).isEqualTo(threes(120));
            assertThat(store.add(CPU, Retention.STANDARD, START.plus(STEP.multipliedBy(119)), 7))
                    .isFalse();
            fill(store, CPU, 120, 130);
            assertThat(values(store, CPU)).isEqualTo(threes(130));
        }
    }

    @Test
    void a_node_that_is_stopped_in_the_middle_of_writing_loses_no_sample() {
        try (var store = SampleStore.open(folder)) {
            fill(store, CPU, 0, 60);
            Thread.currentThread().interrupt();
            store.sync(START.plus(STEP.multipliedBy(59)));
            fill(store, CPU, 60, 90);
            store.sync(START.plus(STEP.multipliedBy(89)));
            assertThat(Thread.interrupted()).isTrue();
        }
        try (var store = SampleStore.open(folder)) {
            assertThat(values(store, CPU)).isEqualTo(threes(90));
        }
    }

    @Test
    void a_power_failure_at_any_byte_costs_the_end_and_never_a_wrong_value() throws IOException {
        try (var store = SampleStore.open(folder)) {
            fill(store, CPU, 0, 230);
            store.sync(START.plus(STEP.multipliedBy(229)));
        }
        var files = List.of(newestSegment(), folder.resolve("open.tail"));
        var whole = new ArrayList<byte[]>();
        for (var file : files) {
            whole.add(Files.readAllBytes(file));
        }
        var random = new Random(20_260_317);
        for (int run = 0; run < 150; run++) {
            for (int f = 0; f < files.size(); f++) {
                var bytes = whole.get(f);
                int length = run % 2 == f ? random.nextInt(bytes.length + 1) : bytes.length;
                Files.write(files.get(f), java.util.Arrays.copyOf(bytes, length));
            }
            try (var store = SampleStore.open(folder)) {
                assertThat(threes(230)).containsAll(values(store, CPU));
                store.add(CPU, Retention.STANDARD, START.plus(STEP.multipliedBy(230)), 690);
                assertThat(values(store, CPU)).last().isEqualTo(690L);
            }
        }
    }

    @Test
    void a_flipped_bit_costs_a_block_and_never_a_wrong_value() throws IOException {
        try (var store = SampleStore.open(folder)) {
            fill(store, CPU, 0, 230);
            store.sync(START.plus(STEP.multipliedBy(500)));
        }
        var file = newestSegment();
        var whole = Files.readAllBytes(file);
        var random = new Random(4);
        for (int run = 0; run < 150; run++) {
            var bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            try (var store = SampleStore.open(folder)) {
                assertThat(threes(230)).containsAll(values(store, CPU));
            }
        }
    }

    @Test
    void noise_at_the_end_is_cut_off() throws IOException {
        try (var store = SampleStore.open(folder)) {
            fill(store, CPU, 0, 60);
            store.sync(START.plus(STEP.multipliedBy(60)));
        }
        Files.write(newestSegment(), new byte[] {0x5A, 0, 9, 1, 2}, StandardOpenOption.APPEND);
        try (var store = SampleStore.open(folder)) {
            assertThat(values(store, CPU)).isEqualTo(threes(60));
        }
    }

    @Test
    void the_oldest_days_go_when_their_class_keeps_no_longer() {
        try (var store = SampleStore.open(folder)) {
            fill(store, CPU, 0, 1200 * 10);
            int days = store.days(Retention.STANDARD).size();
            var gone = store.prune(START.plus(Retention.STANDARD.kept()).plus(Duration.ofDays(3)));
            assertThat(gone).hasSize(3);
            assertThat(store.days(Retention.STANDARD)).hasSize(days - 3);
        }
    }

    @Test
    void the_newest_is_told_first_and_everything_is_told_once() {
        try (var store = SampleStore.open(folder)) {
            fill(store, CPU, 0, 1200 * 4);
            store.sync(START.plus(STEP.multipliedBy(4800)));
            var backlog = Backlog.NONE.grown(store.ends());
            var told = new ArrayList<SeriesBlock>();
            while (backlog.next().isPresent()) {
                var stretch = backlog.next().get();
                var part = store.read(stretch, 3_000);
                told.addAll(part.blocks());
                backlog = backlog.sent(stretch, part.next()).grown(store.ends());
            }
            assertThat(told.getFirst().from()).isAfter(told.getLast().from());
            assertThat(told).doesNotHaveDuplicates();
            assertThat(told.stream().mapToInt(SeriesBlock::count).sum()).isEqualTo(4800);
            assertThat(backlog.bytes()).isZero();
        }
    }

    @Test
    void a_sample_costs_less_than_four_bytes_on_disk() throws IOException {
        var random = new Random(9);
        int series = 40;
        try (var store = SampleStore.open(folder)) {
            for (int i = 0; i < 600; i++) {
                for (int s = 0; s < series; s++) {
                    store.add(
                            key("if.octets" + s),
                            Retention.STANDARD,
                            START.plus(STEP.multipliedBy(i)).plusMillis(random.nextInt(30)),
                            1_000_000_000L + i * 80_000L + random.nextInt(3000));
                }
            }
            store.sync(START.plus(STEP.multipliedBy(700)));
        }
        long bytes = Files.size(newestSegment());
        assertThat((double) bytes / (600 * series)).isLessThan(4.0);
    }

    @Test
    void a_block_that_still_grows_is_told_as_far_as_it_has_come() {
        try (var store = SampleStore.open(folder)) {
            fill(store, CPU, 0, 7);
            assertThat(store.soFar())
                    .singleElement()
                    .satisfies(block -> {
                        assertThat(block.count()).isEqualTo(7);
                        assertThat(BlockCodec.decode(block.samples()))
                                .isInstanceOfSatisfying(
                                        BlockCodec.Decoded.Block.class,
                                        b ->
                                                assertThat(b.samples())
                                                        .extracting(Samples::count)
                                                        .isEqualTo(7));
                    });
        }
    }
}
