package io.holdfast.controller.auditstreams;

import io.holdfast.auditlog.AuditEntry;
import io.holdfast.auditlog.AuditFile;
import io.holdfast.auditlog.LogLeaf;
import io.holdfast.auditlog.MerkleFrontier;
import io.holdfast.controller.audit.AuditFeed;
import io.holdfast.controller.audit.AuditStreams.Reached;
import io.holdfast.controller.scope.OrganizationId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The append-only files. How far they are is what stands in them: a line is written, synced, and
 * then it counts. A last line that was torn off is taken away; everything else that is not as it
 * has to be stays as it is, as evidence, and the log is written anew beside it.
 */
final class FileSink implements Sink {

    private static final String SUFFIX = ".audit";
    private static final String SERIES = "log-";
    private static final int MOST = 1_000;

    private final Path folder;
    private final long largest;
    private final AuditFeed feed;
    private final List<OrganizationId> whose;
    private final InstantSource clock;
    private final Consumer<String> anew;
    private @Nullable Open open;

    /**
     * Files in a folder.
     *
     * @param anew is told why the log is written anew
     */
    FileSink(
            Path folder,
            long largest,
            AuditFeed feed,
            List<OrganizationId> whose,
            InstantSource clock,
            Consumer<String> anew) {
        this.folder = folder;
        this.largest = largest;
        this.feed = feed;
        this.whose = List.copyOf(whose);
        this.clock = clock;
        this.anew = anew;
    }

    /** The file that is written to. */
    private static final class Open {
        final FileChannel lock;
        final Path series;
        FileChannel file;
        LocalDate day;
        MerkleFrontier frontier;
        long head;
        long bytes;

        Open(FileChannel lock, Path series, Path file, AuditFile.Standing standing)
                throws IOException {
            this.lock = lock;
            this.series = series;
            this.file = FileChannel.open(file, StandardOpenOption.WRITE);
            this.day = day(Files.getLastModifiedTime(file).toInstant());
            this.frontier = standing.frontier();
            this.head = standing.head();
            this.bytes = standing.bytes();
        }

        void append(byte[] lines) throws IOException {
            var buffer = ByteBuffer.wrap(lines);
            long at = bytes;
            try {
                while (buffer.hasRemaining()) {
                    at += file.write(buffer, at);
                }
                file.force(false);
            } catch (IOException e) {
                // What the disk did not take must not be read back from memory as if it had.
                file.truncate(bytes);
                throw e;
            }
            bytes = at;
        }
    }

    @Override
    public Reached from(Reached confirmed) throws IOException {
        if (open == null) {
            open = opened();
        }
        return new Reached(open.frontier.size(), open.head);
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public boolean hasWord() {
        return false;
    }

    private Open opened() throws IOException {
        if (!feed.isReady()) {
            throw new IOException("the log cannot be compared with its files yet");
        }
        Files.createDirectories(folder);
        var lock = locked();
        try {
            return opened(lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private FileChannel locked() throws IOException {
        var channel =
                FileChannel.open(
                        folder.resolve("writing.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("the folder is written to by this process already", e);
        }
        channel.close();
        throw new IOException("another process writes into " + folder);
    }

    private Open opened(FileChannel lock) throws IOException {
        var series = newest(folder, SERIES, "");
        if (series.isEmpty()) {
            return begun(lock, 1);
        }
        var last = newest(series.get(), "", SUFFIX);
        if (last.isEmpty()) {
            return begun(lock, number(series.get()));
        }
        AuditFile.Standing standing;
        try (var in = Files.newInputStream(last.get())) {
            standing = AuditFile.read(in);
        } catch (IllegalArgumentException e) {
            return anew(
                    lock, series.get(), last.get() + " cannot be gone on with: " + e.getMessage());
        }
        if (!standing.beginning().isOfOneLogWith(feed.beginning(whose, MerkleFrontier.EMPTY))) {
            return anew(
                    lock, series.get(), last.get() + " is of other organisations or another log");
        }
        if (!feed.holds(standing.frontier())) {
            return anew(
                    lock,
                    series.get(),
                    "the log in the database is not the one in " + last.get() + ", or is shorter");
        }
        return gone(lock, series.get(), last.get(), standing);
    }

    private Open gone(FileChannel lock, Path series, Path last, AuditFile.Standing standing)
            throws IOException {
        var found = new Open(lock, series, last, standing);
        if (found.file.size() > found.bytes) {
            found.file.truncate(found.bytes);
            found.file.force(true);
        }
        if (standing.ended()) {
            next(found);
        } else if (endsWithHead(standing) && isFull(found, 0)) {
            var end = AuditFile.end(found.frontier.size()) + "\n";
            found.append(end.getBytes(StandardCharsets.US_ASCII));
            next(found);
        }
        return found;
    }

    private static boolean endsWithHead(AuditFile.Standing standing) {
        return standing.head() == standing.frontier().size()
                && standing.head() > standing.beginning().before().size();
    }

    private boolean isFull(Open file, int more) {
        return file.bytes + more >= largest || !file.day.equals(day(clock.instant()));
    }

    private Open anew(FileChannel lock, Path before, String why) throws IOException {
        var begun = begun(lock, number(before) + 1);
        anew.accept(why);
        return begun;
    }

    private Open begun(FileChannel lock, int number) throws IOException {
        var series = folder.resolve(String.format(Locale.ROOT, "%s%04d", SERIES, number));
        Files.createDirectories(series);
        synced(folder);
        var file = file(series, MerkleFrontier.EMPTY);
        try (var in = Files.newInputStream(file)) {
            return new Open(lock, series, file, AuditFile.read(in));
        }
    }

    private static int number(Path series) {
        return Integer.parseInt(series.getFileName().toString().substring(SERIES.length()));
    }

    private static Optional<Path> newest(Path folder, String begins, String ends)
            throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(
                            f -> {
                                var name = f.getFileName().toString();
                                return name.matches(begins + "\\d+" + ends.replace(".", "\\."));
                            })
                    .sorted()
                    .reduce((_, later) -> later);
        }
    }

    /** A file that is there has its whole beginning. */
    private Path file(Path series, MerkleFrontier before) throws IOException {
        var name = String.format(Locale.ROOT, "%015d", before.size());
        var part = series.resolve(name + ".part");
        Files.deleteIfExists(part);
        try (var channel =
                FileChannel.open(
                        part,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-r-----")))) {
            var beginning = feed.beginning(whose, before).text();
            var buffer = ByteBuffer.wrap(beginning.getBytes(StandardCharsets.US_ASCII));
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        var file = series.resolve(name + SUFFIX);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        synced(series);
        return file;
    }

    private static void synced(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public Reached hand(AuditFeed.Part part, Reached before, long whole) throws IOException {
        var to = Objects.requireNonNull(open);
        var lines = new ByteArrayOutputStream(1 << 16);
        var frontier = to.frontier;
        var heads = new ArrayDeque<>(part.heads());
        for (var leaf : part.leaves()) {
            if (!heads.isEmpty() && heads.peek().size() == leaf.number()) {
                head(heads.remove(), frontier, lines, to);
            }
            line(lines, line(leaf));
            frontier = frontier.append(new LogLeaf(leaf.tag(), leaf.digest()).hash());
        }
        if (!heads.isEmpty()) {
            head(heads.remove(), frontier, lines, to);
        }
        written(lines, frontier, to);
        return new Reached(frontier.size(), to.head);
    }

    /** A full file ends where a head stands: so it proves itself to its end. */
    private void head(
            AuditFeed.Head head, MerkleFrontier frontier, ByteArrayOutputStream lines, Open to)
            throws IOException {
        line(lines, AuditFile.head(head.note()));
        if (isFull(to, lines.size())) {
            line(lines, AuditFile.end(frontier.size()));
            written(lines, frontier, to);
            next(to);
        }
        to.head = head.size();
    }

    private static void written(ByteArrayOutputStream lines, MerkleFrontier frontier, Open to)
            throws IOException {
        to.append(lines.toByteArray());
        to.frontier = frontier;
        lines.reset();
    }

    private static String line(AuditFeed.Leaf leaf) {
        return switch (leaf) {
            case AuditFeed.Leaf.Whole(_, var tag, var digest, var entry) ->
                    AuditFile.entry(
                            tag, digest, entry.map(AuditEntry::canonicalBytes).orElse(new byte[0]));
            case AuditFeed.Leaf.Hashed(_, var tag, var digest) ->
                    AuditFile.other(tag.bytes(), digest.bytes());
        };
    }

    private static void line(ByteArrayOutputStream lines, String line) {
        lines.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
        lines.write('\n');
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private void next(Open to) throws IOException {
        var file = file(to.series, to.frontier);
        to.file.close();
        to.file = FileChannel.open(file, StandardOpenOption.WRITE);
        to.bytes = Files.size(file);
        to.day = day(clock.instant());
    }

    @Override
    public void close() throws IOException {
        var was = open;
        open = null;
        if (was != null) {
            try (was.lock) {
                was.file.close();
            }
        }
    }
}
