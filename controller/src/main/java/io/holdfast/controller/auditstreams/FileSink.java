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
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
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
    private static final String PART = ".part";
    private static final String SERIES = "log-";
    private static final String SERIES_NUMBER = "\\d{4,8}";
    private static final int MOST = 1_000;

    private final Path folder;
    private final long largest;
    private final AuditFeed feed;
    private final List<OrganizationId> whose;
    private final InstantSource clock;
    private final Consumer<String> anew;
    private @Nullable OpenFile open;
    private String told = "";

    /**
     * Files in a folder.
     *
     * @param anew is told why the log is going to be written anew, and that none of it is written
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

    @Override
    public Reached from(Reached confirmed) throws IOException {
        if (open != null && !open.isAsItWasLeft()) {
            close();
        }
        if (open == null) {
            open = opened(confirmed);
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

    private OpenFile opened(Reached confirmed) throws IOException {
        if (!feed.isReady()) {
            throw new IOException("the log cannot be compared with its files yet");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    folder + " is not there, and is made by nobody but who set it: is it mounted?");
        }
        if (confirmed.size() > 0 && newest(folder, SERIES, SERIES_NUMBER, "").isEmpty()) {
            throw new IOException(
                    "the files with the first "
                            + confirmed.size()
                            + " leaves are not in "
                            + folder
                            + ": is it mounted? To have all of them written anew make the folder "
                            + series(1).getFileName()
                            + " in it");
        }
        var lock = locked();
        try {
            return opened(lock, confirmed);
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
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
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

    private OpenFile opened(FileChannel lock, Reached confirmed) throws IOException {
        var series = newest(folder, SERIES, SERIES_NUMBER, "");
        if (series.isEmpty()) {
            return begun(lock, 1);
        }
        if (!Files.isDirectory(series.get(), LinkOption.NOFOLLOW_LINKS)) {
            return anew(lock, series.get(), series.get() + " is no folder");
        }
        var last = newest(series.get(), "", "\\d{15}", SUFFIX);
        if (last.isEmpty()) {
            return anew(lock, series.get(), "there is no file in " + series.get());
        }
        if (!Files.isRegularFile(last.get(), LinkOption.NOFOLLOW_LINKS)) {
            return anew(lock, series.get(), last.get() + " is no file, but perhaps a link to one");
        }
        AuditFile.Standing standing;
        try (var in = Files.newInputStream(last.get(), LinkOption.NOFOLLOW_LINKS)) {
            standing = AuditFile.read(in);
        } catch (IllegalArgumentException e) {
            return anew(
                    lock, series.get(), last.get() + " cannot be gone on with: " + e.getMessage());
        }
        var why = differs(last.get(), standing, confirmed);
        if (why.isPresent()) {
            return anew(lock, series.get(), why.get());
        }
        var prepared = part(number(series.get()) + 1);
        if (confirmed.size() == 0 && Files.isDirectory(prepared, LinkOption.NOFOLLOW_LINKS)) {
            // Told already, and stopped before the series had its name.
            return begun(lock, number(series.get()) + 1);
        }
        return gone(lock, series.get(), last.get(), standing);
    }

    private Optional<String> differs(Path last, AuditFile.Standing standing, Reached confirmed) {
        if (!standing.beginning().isOfOneLogWith(feed.beginning(whose, MerkleFrontier.EMPTY))) {
            return Optional.of(last + " is of other organisations or another log");
        }
        if (!feed.holds(standing.frontier())) {
            return Optional.of(
                    "the log in the database is not the one in " + last + ", or is shorter");
        }
        long size = standing.frontier().size();
        if (size < confirmed.size() || standing.head() < confirmed.head()) {
            return Optional.of(
                    last
                            + " ends with "
                            + size
                            + " leaves and a head of "
                            + standing.head()
                            + "; "
                            + confirmed.size()
                            + " and one of "
                            + confirmed.head()
                            + " had been written: its end was cut off, or a file behind it is gone");
        }
        return Optional.empty();
    }

    private OpenFile gone(FileChannel lock, Path series, Path last, AuditFile.Standing standing)
            throws IOException {
        var found = new OpenFile(lock, series, last, standing);
        try {
            if (standing.ended()) {
                next(found);
            } else if (endsWithHead(standing) && isFull(found, 0)) {
                var end = AuditFile.end(found.frontier.size()) + "\n";
                found.append(end.getBytes(StandardCharsets.US_ASCII));
                next(found);
            }
            return found;
        } catch (IOException | RuntimeException e) {
            found.close();
            throw e;
        }
    }

    private static boolean endsWithHead(AuditFile.Standing standing) {
        return standing.head() == standing.frontier().size()
                && standing.head() > standing.beginning().before().size();
    }

    private boolean isFull(OpenFile file, int more) {
        return file.isFull(largest, more, clock.instant());
    }

    /**
     * People are told before the new series has its name, and not again until it has. With the
     * telling the stream begins at no leaf: whoever is stopped in between comes here again, or goes
     * on with what was prepared.
     */
    private OpenFile anew(FileChannel lock, Path before, String why) throws IOException {
        int number = number(before) + 1;
        prepared(number);
        if (!why.equals(told)) {
            anew.accept(why);
            told = why;
        }
        var begun = begun(lock, number);
        told = "";
        return begun;
    }

    private OpenFile begun(FileChannel lock, int number) throws IOException {
        var prepared = prepared(number);
        var series = series(number);
        Files.move(prepared, series, StandardCopyOption.ATOMIC_MOVE);
        synced(folder);
        var file = series.resolve(name(MerkleFrontier.EMPTY) + SUFFIX);
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new OpenFile(lock, series, file, AuditFile.read(in));
        }
    }

    /** A series that is there has its first file: it gets its name behind it. */
    private Path prepared(int number) throws IOException {
        var part = part(number);
        if (!Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(part);
        }
        file(part, MerkleFrontier.EMPTY);
        return part;
    }

    private Path series(int number) {
        return folder.resolve(String.format(Locale.ROOT, "%s%04d", SERIES, number));
    }

    private Path part(int number) {
        return folder.resolve(series(number).getFileName() + PART);
    }

    private static int number(Path series) {
        return Integer.parseInt(series.getFileName().toString().substring(SERIES.length()));
    }

    private static Optional<Path> newest(Path folder, String begins, String number, String ends)
            throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(
                            f -> {
                                var name = f.getFileName().toString();
                                return name.matches(begins + number + ends.replace(".", "\\."));
                            })
                    .max(
                            Comparator.<Path>comparingInt(f -> f.toString().length())
                                    .thenComparing(Comparator.naturalOrder()));
        }
    }

    private static String name(MerkleFrontier before) {
        return String.format(Locale.ROOT, "%015d", before.size());
    }

    /** A file that is there has its whole beginning. */
    private Path file(Path series, MerkleFrontier before) throws IOException {
        var name = name(before);
        var part = series.resolve(name + PART);
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
            AuditFeed.Head head, MerkleFrontier frontier, ByteArrayOutputStream lines, OpenFile to)
            throws IOException {
        line(lines, AuditFile.head(head.note()));
        if (isFull(to, lines.size())) {
            line(lines, AuditFile.end(frontier.size()));
            written(lines, frontier, to);
            next(to);
        }
        to.head = head.size();
    }

    private static void written(ByteArrayOutputStream lines, MerkleFrontier frontier, OpenFile to)
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

    private void next(OpenFile to) throws IOException {
        to.next(file(to.series(), to.frontier), clock.instant());
    }

    @Override
    public void close() throws IOException {
        var was = open;
        open = null;
        if (was != null) {
            was.close();
        }
    }
}
