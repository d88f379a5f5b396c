package io.holdfast.site.health;

import io.holdfast.core.Bytes;
import io.holdfast.core.series.BlockCodec;
import io.holdfast.core.series.Retention;
import io.holdfast.core.series.Samples;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.telemetry.SeriesBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One day of one retention class: frames that name a series, and frames with a block of one. A
 * series is named once in a segment, so that a block costs about fifteen bytes beside its samples.
 */
final class Segment implements AutoCloseable {

    private static final byte NAMES = 1;
    private static final byte BLOCK = 2;
    private static final String BETWEEN = "\u0000";

    private final Path file;
    private final Retention retention;
    private final Frames frames;
    private final Map<SeriesKey, Integer> ids = new HashMap<>();
    private final Map<SeriesKey, Long> lastTimes = new HashMap<>();
    private final byte[] scratch = new byte[SeriesBlock.LONGEST + 400];

    private Segment(Path file, Retention retention) throws IOException {
        this.file = file;
        this.retention = retention;
        var reader = new Reader(retention);
        this.frames =
                Frames.append(
                        file,
                        (at, payload) ->
                                reader.frame(payload)
                                        .ifPresent(
                                                b -> lastTimes.merge(b.key(), last(b), Math::max)));
        reader.names.forEach((id, key) -> ids.put(key, id));
    }

    static Segment open(Path file, Retention retention) {
        try {
            return new Segment(file, retention);
        } catch (IOException e) {
            throw new UncheckedIOException("the samples in " + file + " cannot be opened", e);
        }
    }

    private static long last(SeriesBlock block) {
        return BlockCodec.decode(block.samples()) instanceof BlockCodec.Decoded.Block(var samples)
                ? samples.last().toEpochMilli()
                : block.from().toEpochMilli();
    }

    /** The newest sample of each series in it. */
    Map<SeriesKey, Long> lastTimes() {
        return lastTimes;
    }

    void add(SeriesKey key, Samples samples) {
        Integer id = ids.get(key);
        if (id == null) {
            id = ids.size() + 1;
            ids.put(key, id);
            name(id, key);
        }
        var block = BlockCodec.encode(samples).toArray();
        scratch[0] = BLOCK;
        int at = Varints.put(scratch, 1, id);
        at = Varints.put(scratch, at, samples.time(0));
        scratch[at++] = (byte) samples.count();
        System.arraycopy(block, 0, scratch, at, block.length);
        frames.add(scratch, at + block.length);
    }

    private void name(int id, SeriesKey key) {
        var text =
                (key.slot() + BETWEEN + key.metric() + BETWEEN + key.instance())
                        .getBytes(StandardCharsets.UTF_8);
        scratch[0] = NAMES;
        int at = Varints.put(scratch, 1, id);
        System.arraycopy(text, 0, scratch, at, text.length);
        frames.add(scratch, at + text.length);
    }

    void sync() {
        frames.sync();
    }

    void flush() {
        frames.flush();
    }

    long size() {
        return frames.size();
    }

    Path file() {
        return file;
    }

    Retention retention() {
        return retention;
    }

    @Override
    public void close() {
        frames.close();
    }

    /**
     * Blocks of a part of a segment.
     *
     * @param next where to read on
     */
    record Part(List<SeriesBlock> blocks, long next) {}

    /** Blocks from an offset on, at most so many bytes of them and at least one. */
    static Part read(Path file, Retention retention, long from, long to, int maxBytes)
            throws IOException {
        var reader = new Reader(retention);
        var blocks = new ArrayList<SeriesBlock>();
        var budget = new long[] {maxBytes, to};
        Frames.read(
                file,
                0,
                to,
                (at, payload) -> {
                    var block = reader.frame(payload);
                    if (at < from || block.isEmpty() || at >= budget[1]) {
                        return;
                    }
                    int cost = block.get().samples().size() + 200;
                    if (!blocks.isEmpty() && budget[0] < cost) {
                        budget[1] = at;
                        return;
                    }
                    budget[0] -= cost;
                    blocks.add(block.get());
                });
        return new Part(blocks, budget[1]);
    }

    /** Every sound block of a segment, in the order written. */
    static List<SeriesBlock> all(Path file, Retention retention) throws IOException {
        return read(file, retention, 0, Long.MAX_VALUE, Integer.MAX_VALUE).blocks();
    }

    /** Reads frames and knows the names so far. */
    private static final class Reader {
        private final Retention retention;
        private final Map<Integer, SeriesKey> names = new HashMap<>();

        Reader(Retention retention) {
            this.retention = retention;
        }

        java.util.Optional<SeriesBlock> frame(ByteBuffer in) {
            try {
                byte kind = in.get();
                int id = (int) Varints.get(in);
                if (kind == NAMES) {
                    names.put(id, key(in));
                }
                var key = names.get(id);
                if (kind != BLOCK || key == null) {
                    return java.util.Optional.empty();
                }
                long from = Varints.get(in);
                int count = in.get() & 0xff;
                var bytes = new byte[in.remaining()];
                in.get(bytes);
                return java.util.Optional.of(
                        new SeriesBlock(
                                key.slot(),
                                key.metric(),
                                key.instance(),
                                retention,
                                Instant.ofEpochMilli(from),
                                count,
                                Bytes.of(bytes)));
            } catch (BufferUnderflowException | IllegalArgumentException e) {
                // A frame with a right sum and a wrong content is of another release: left out.
                return java.util.Optional.empty();
            }
        }

        private static SeriesKey key(ByteBuffer in) {
            var words = StandardCharsets.UTF_8.decode(in).toString().split(BETWEEN, -1);
            if (words.length != 3) {
                throw new IllegalArgumentException("not a series");
            }
            return new SeriesKey(new DeviceSlot(words[0]), words[1], words[2]);
        }
    }
}
