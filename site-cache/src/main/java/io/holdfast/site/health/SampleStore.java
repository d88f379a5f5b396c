package io.holdfast.site.health;

import io.holdfast.core.series.BlockCodec;
import io.holdfast.core.series.Retention;
import io.holdfast.core.series.Samples;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.sitelink.telemetry.SeriesBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The samples of a site on its own disk: blocks of at most 50 delta-encoded samples, a segment for
 * each day and retention class, every frame with a CRC-32C. What is older than its class keeps it,
 * or beyond the bytes the class has ({@link Retention}), goes a day at a time, oldest first.
 *
 * <p>After a power failure the tail is cut where it is torn; what was synced is there. It is no
 * journal: samples are not chained and not signed (rulings S2, stream J2).
 */
public final class SampleStore implements AutoCloseable {

    /** The tail is begun anew when it is larger, unless all of it is still needed. */
    private static final long LONGEST_TAIL = 16L << 20;

    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final OpenHours open = new OpenHours();
    private final Map<Retention, Segment> current = new EnumMap<>(Retention.class);
    private final Tail tail;
    private final List<OpenHours.Block> sealed = new ArrayList<>();

    /** The hour in which the tail was begun anew, and how large it was then. */
    private long tailHour = -1;

    private long tailBegan;

    private SampleStore(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        for (var retention : Retention.values()) {
            // Only the newest can hold what the tail holds too.
            var days = days(retention);
            if (!days.isEmpty()) {
                var segment = Segment.open(file(retention, days.getLast()), retention);
                segment.lastTimes().forEach(open::isKept);
                current.put(retention, segment);
            }
        }
        tail = new Tail(folder.resolve("open.tail"), this::replay);
        writeSealed();
    }

    /** Opens the store and mends what a power failure left. */
    public static SampleStore open(Path folder) {
        try {
            return new SampleStore(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the samples in " + folder + " cannot be opened", e);
        }
    }

    private void replay(SeriesKey key, Retention retention, long time, long value) {
        open.find(key).ifPresent(s -> OpenHours.add(s, retention, time, value, sealed));
    }

    /**
     * Takes a sample. One that is not newer than its series is left out: a repeat is harmless.
     *
     * @return whether it was taken
     */
    public boolean add(SeriesKey key, Retention retention, Instant at, long value) {
        lock.lock();
        try {
            long time = at.toEpochMilli();
            if (time <= 0) {
                return false;
            }
            var series = open.find(key);
            if (series.isEmpty() || !OpenHours.add(series.get(), retention, time, value, sealed)) {
                return false;
            }
            tail.add(series.get(), retention, time, value);
            writeSealed();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The place of one series, so that whoever writes to it often looks it up once. Good as long as
     * this store is open; empty if there are more series than a site has.
     */
    public Optional<Place> place(SeriesKey key) {
        lock.lock();
        try {
            return open.find(key).map(Place::new);
        } finally {
            lock.unlock();
        }
    }

    /** Where the samples of one series go. */
    public static final class Place {
        private final OpenHours.Open series;

        private Place(OpenHours.Open series) {
            this.series = series;
        }
    }

    /**
     * Takes one sample for each of these places, all of one moment.
     *
     * @param values as many as places
     * @return how many were taken; those not newer than their series were not
     */
    public int add(List<Place> places, Retention retention, Instant at, long[] values) {
        lock.lock();
        try {
            long time = at.toEpochMilli();
            int taken = 0;
            for (int i = 0; time > 0 && i < places.size(); i++) {
                var series = places.get(i).series;
                if (OpenHours.add(series, retention, time, values[i], sealed)) {
                    tail.add(series, retention, time, values[i]);
                    taken++;
                }
            }
            writeSealed();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Puts everything on disk; blocks of hours that are over become whole. */
    public void sync(Instant now) {
        lock.lock();
        try {
            sealed.addAll(open.sealBefore(now.toEpochMilli() / OpenHours.HOUR));
            writeSealed();
            current.values().forEach(Segment::sync);
            syncTail(now.toEpochMilli() / OpenHours.HOUR);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes the tail anew once an hour, when nearly nothing of it is still open, so that it never
     * holds what is in the segment of another day; and when it has grown to twice what is needed.
     * More often would cost more than the samples themselves.
     */
    private void syncTail(long hour) {
        if (hour != tailHour || tail.size() > Math.max(LONGEST_TAIL, 2 * tailBegan)) {
            tail.beginAnew(open);
            tailHour = hour;
            tailBegan = tail.size();
        } else {
            tail.sync();
        }
    }

    private void writeSealed() {
        for (var block : sealed) {
            segment(block.retention(), day(block.samples().time(0)))
                    .add(block.key(), block.samples());
        }
        sealed.clear();
    }

    private Segment segment(Retention retention, LocalDate day) {
        var known = current.get(retention);
        var file = file(retention, day);
        if (known != null && known.file().equals(file)) {
            return known;
        }
        if (known != null) {
            known.sync();
            known.close();
        }
        var next = Segment.open(file, retention);
        current.put(retention, next);
        return next;
    }

    private static LocalDate day(long time) {
        return Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC).toLocalDate();
    }

    private Path file(Retention retention, LocalDate day) {
        return folder.resolve(retention + "-" + DAY.format(day) + ".segment");
    }

    /** The days of a class that have a segment, oldest first. */
    List<LocalDate> days(Retention retention) {
        var prefix = retention + "-";
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.startsWith(prefix) && n.endsWith(".segment"))
                    .map(n -> n.substring(prefix.length(), n.length() - ".segment".length()))
                    .flatMap(n -> parsed(n).stream())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<LocalDate> parsed(String day) {
        try {
            return Optional.of(LocalDate.parse(day, DAY));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Where a class's newest segment ends: what is written from here on is new. */
    public Map<Stretch.Place, Long> ends() {
        lock.lock();
        try {
            var ends = new java.util.TreeMap<Stretch.Place, Long>();
            for (var retention : Retention.values()) {
                for (var day : days(retention)) {
                    ends.put(new Stretch.Place(retention, day), size(retention, day));
                }
            }
            return ends;
        } finally {
            lock.unlock();
        }
    }

    private long size(Retention retention, LocalDate day) {
        var file = file(retention, day);
        var segment = current.get(retention);
        if (segment != null && segment.file().equals(file)) {
            segment.flush();
            return segment.size();
        }
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The blocks of a stretch, at most so many bytes of them. A day that is gone has none. */
    public Stretch.Part read(Stretch stretch, int maxBytes) {
        lock.lock();
        try {
            var file = file(stretch.place().retention(), stretch.place().day());
            if (!Files.exists(file)) {
                return new Stretch.Part(List.of(), stretch.to());
            }
            var part =
                    Segment.read(
                            file,
                            stretch.place().retention(),
                            stretch.from(),
                            stretch.to(),
                            maxBytes);
            return new Stretch.Part(part.blocks(), part.next());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** The blocks of the hour that goes on, as far as they have come. */
    public List<SeriesBlock> soFar() {
        lock.lock();
        try {
            return open.soFar().stream()
                    .map(b ->
                            new SeriesBlock(
                                    b.key().slot(),
                                    b.key().metric(),
                                    b.key().instance(),
                                    b.retention(),
                                    Instant.ofEpochMilli(b.samples().time(0)),
                                    b.samples().count(),
                                    BlockCodec.encode(b.samples())))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Samples of a series, oldest first; reads whole days, for the console and for tests. */
    public List<Samples> read(SeriesKey key, Retention retention, Instant from, Instant to) {
        lock.lock();
        try {
            current.values().forEach(Segment::flush);
            var found = new ArrayList<Samples>();
            for (var day : days(retention)) {
                if (!day.isBefore(day(from.toEpochMilli()))
                        && !day.isAfter(day(to.toEpochMilli()))) {
                    for (var block : Segment.all(file(retention, day), retention)) {
                        if (block.key().equals(key)
                                && BlockCodec.decode(block.samples())
                                        instanceof BlockCodec.Decoded.Block(var samples)) {
                            found.add(samples.between(from, to));
                        }
                    }
                }
            }
            open.soFar().stream()
                    .filter(b -> b.key().equals(key))
                    .map(b -> b.samples().between(from, to))
                    .forEach(found::add);
            found.removeIf(s -> s.count() == 0);
            found.sort(Comparator.comparingLong(s -> s.time(0)));
            return List.copyOf(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of days that are older than their class keeps, or beyond its bytes. */
    public List<Stretch.Place> prune(Instant now) {
        lock.lock();
        try {
            var gone = new ArrayList<Stretch.Place>();
            for (var retention : Retention.values()) {
                var days = new ArrayList<>(days(retention));
                long bytes = days.stream().mapToLong(d -> size(retention, d)).sum();
                var oldest = day(now.minus(retention.kept()).toEpochMilli());
                while (days.size() > 1
                        && (days.getFirst().isBefore(oldest) || bytes > retention.siteBytes())) {
                    var day = days.removeFirst();
                    bytes -= size(retention, day);
                    Files.deleteIfExists(file(retention, day));
                    gone.add(new Stretch.Place(retention, day));
                }
            }
            return List.copyOf(gone);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            tail.sync();
            tail.close();
            current.values().forEach(Segment::sync);
            current.values().forEach(Segment::close);
        } finally {
            lock.unlock();
        }
    }
}
