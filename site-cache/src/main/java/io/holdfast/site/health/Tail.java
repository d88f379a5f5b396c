package io.holdfast.site.health;

import io.holdfast.core.series.Retention;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.site.DeviceSlot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The samples of the open hour on disk, so that a power failure costs what came since the last sync
 * and no more. Begun anew when its samples are in segments.
 */
final class Tail implements AutoCloseable {

    private static final byte NAMES = 1;
    private static final byte SAMPLES = 3;
    private static final int PACK = 8 * 1024;

    private final Path file;
    private Frames frames;
    private int names;
    private int number = 1;
    private final byte[] pack = new byte[PACK + 64];
    private int packed = 1;

    /** What is read again at a start. */
    @FunctionalInterface
    interface Visitor {
        void sample(SeriesKey key, Retention retention, long time, long value);
    }

    Tail(Path file, Visitor visitor) {
        this.file = file;
        try {
            Files.deleteIfExists(next());
            var reader = new Reader(visitor);
            this.frames = Frames.append(file, (_, payload) -> reader.frame(payload));
            // Numbers go on after those in it; a series named twice is the same series.
            names = reader.names.keySet().stream().mapToInt(i -> i).max().orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("the samples in " + file + " cannot be opened", e);
        }
        pack[0] = SAMPLES;
    }

    private Path next() {
        return file.resolveSibling(file.getFileName() + ".next");
    }

    void add(OpenHours.Open series, Retention retention, long time, long value) {
        if (series.tailNumber != number) {
            name(series, retention);
        }
        packed = Varints.put(pack, packed, series.tailId);
        packed = Varints.put(pack, packed, time);
        packed = Varints.put(pack, packed, Varints.zigzag(value));
        if (packed > PACK) {
            pack();
        }
    }

    private void name(OpenHours.Open series, Retention retention) {
        pack();
        series.tailNumber = number;
        series.tailId = ++names;
        var key = series.key();
        var text =
                (retention
                                + "\u0000"
                                + key.slot()
                                + "\u0000"
                                + key.metric()
                                + "\u0000"
                                + key.instance())
                        .getBytes(StandardCharsets.UTF_8);
        var named = new byte[text.length + 12];
        named[0] = NAMES;
        int at = Varints.put(named, 1, series.tailId);
        System.arraycopy(text, 0, named, at, text.length);
        frames.add(named, at + text.length);
    }

    private void pack() {
        if (packed > 1) {
            frames.add(pack, packed);
            packed = 1;
        }
    }

    void sync() {
        pack();
        frames.sync();
    }

    long size() {
        return frames.size();
    }

    /** Begins anew with what is still open. The old file stays until the new one is on disk. */
    void beginAnew(OpenHours hours) {
        try {
            frames.close();
            number++;
            names = 0;
            packed = 1;
            Files.deleteIfExists(next());
            frames = Frames.append(next(), (_, _) -> {});
            for (var block : hours.soFar()) {
                var series = hours.series(block.key());
                for (int i = 0; i < block.samples().count(); i++) {
                    add(
                            series,
                            block.retention(),
                            block.samples().time(i),
                            block.samples().value(i));
                }
            }
            sync();
            Files.move(next(), file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the samples cannot be written", e);
        }
    }

    @Override
    public void close() {
        pack();
        frames.close();
    }

    private static final class Reader {
        private final Visitor visitor;
        private final Map<Integer, SeriesKey> names = new HashMap<>();
        private final Map<Integer, Retention> classes = new HashMap<>();

        Reader(Visitor visitor) {
            this.visitor = visitor;
        }

        void frame(ByteBuffer in) {
            try {
                byte kind = in.get();
                if (kind == NAMES) {
                    int id = (int) Varints.get(in);
                    var words = StandardCharsets.UTF_8.decode(in).toString().split("\u0000", -1);
                    if (words.length == 4) {
                        classes.put(id, Retention.valueOf(words[0]));
                        names.put(id, new SeriesKey(new DeviceSlot(words[1]), words[2], words[3]));
                    }
                    return;
                }
                while (kind == SAMPLES && in.hasRemaining()) {
                    int id = (int) Varints.get(in);
                    long time = Varints.get(in);
                    long value = Varints.unzigzag(Varints.get(in));
                    var key = names.get(id);
                    var retention = classes.get(id);
                    if (key != null && retention != null) {
                        visitor.sample(key, retention, time, value);
                    }
                }
            } catch (BufferUnderflowException | IllegalArgumentException e) {
                // A right sum and a wrong content is of another release: left out.
                return;
            }
        }
    }
}
