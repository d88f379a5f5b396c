package io.holdfast.controller.auditstreams;

import io.holdfast.controller.database.Durable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The folder that the files lie in: their names and numbers, and how a new one gets its name only
 * once it is whole and on disk.
 */
final class SeriesFolder {

    private static final String SUFFIX = ".audit";
    private static final String PART = ".part";
    private static final String SERIES = "log-";
    private static final String SERIES_NUMBER = "\\d{4,8}";

    private final Path folder;

    SeriesFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    Path series(int number) {
        return folder.resolve(String.format(Locale.ROOT, "%s%04d", SERIES, number));
    }

    static int number(Path series) {
        return Integer.parseInt(series.getFileName().toString().substring(SERIES.length()));
    }

    Optional<Path> newest() throws IOException {
        return newest(folder, SERIES + SERIES_NUMBER);
    }

    static Optional<Path> newestFile(Path series) throws IOException {
        return newest(series, "\\d{15}\\" + SUFFIX);
    }

    private static Optional<Path> newest(Path folder, String named) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches(named))
                    .max(
                            Comparator.<Path>comparingInt(f -> f.toString().length())
                                    .thenComparing(Comparator.naturalOrder()));
        }
    }

    /** Whether a series is prepared that has not got its name yet. */
    boolean isPrepared(int number) {
        return Files.isDirectory(part(number), LinkOption.NOFOLLOW_LINKS);
    }

    /** A series that is there has its first file: it gets its name behind it. */
    void prepare(int number, String beginning) throws IOException {
        if (!isPrepared(number)) {
            Files.createDirectory(part(number));
        }
        file(part(number), 0, beginning);
    }

    private Path part(int number) {
        return folder.resolve(series(number).getFileName() + PART);
    }

    /** Gives a series that is prepared its name. */
    Path named(int number) throws IOException {
        var series = series(number);
        Files.move(part(number), series, StandardCopyOption.ATOMIC_MOVE);
        Durable.folder(folder);
        return series;
    }

    static Path file(Path series, long first) {
        return series.resolve(name(first) + SUFFIX);
    }

    private static String name(long first) {
        return String.format(Locale.ROOT, "%015d", first);
    }

    /** A file that is there has its whole beginning. */
    static Path file(Path series, long first, String beginning) throws IOException {
        var part = series.resolve(name(first) + PART);
        Files.deleteIfExists(part);
        written(part, beginning.getBytes(StandardCharsets.US_ASCII));
        var file = file(series, first);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        Durable.folder(series);
        return file;
    }

    /** Writes a file that nobody had made; a link that lies in its place is not followed. */
    static void written(Path file, byte[] content) throws IOException {
        try (var channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-r-----")))) {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }
}
