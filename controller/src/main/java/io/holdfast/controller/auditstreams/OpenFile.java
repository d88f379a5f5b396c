package io.holdfast.controller.auditstreams;

import io.holdfast.auditlog.AuditFile;
import io.holdfast.auditlog.MerkleFrontier;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file that is written to, and the lock of the folder that its series lies in. */
final class OpenFile implements Closeable {

    private final FolderLock lock;
    private final Path series;
    private Path path;
    private FileChannel file;
    private @Nullable Object identity;
    private LocalDate day;
    private long bytes;
    private MerkleFrontier frontier;
    private long head;

    /**
     * Opens a file behind its last whole line. That is synced before it counts: whoever wrote it
     * may have been stopped before.
     */
    OpenFile(FolderLock lock, Path series, Path path, AuditFile.Standing standing)
            throws IOException {
        this.lock = lock;
        this.series = series;
        this.path = path;
        var found = attributes(path);
        this.identity = found.fileKey();
        this.day = day(found.lastModifiedTime().toInstant());
        this.file = opened(path);
        this.bytes = standing.bytes();
        this.frontier = standing.frontier();
        this.head = standing.head();
        try {
            if (file.size() > bytes) {
                file.truncate(bytes);
            }
            file.force(true);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Each write goes to the end, wherever that is; a link is not followed. */
    private static FileChannel opened(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether it is still the file by its name, and as long as it was made here. */
    boolean isAsItWasLeft() throws IOException {
        try {
            var now = attributes(path);
            return now.isRegularFile()
                    && now.size() == bytes
                    && Objects.equals(now.fileKey(), identity);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    Path series() {
        return series;
    }

    /** The log up to behind its last line that is on disk. */
    MerkleFrontier frontier() {
        return frontier;
    }

    /** Leaves of the newest head on disk. */
    long head() {
        return head;
    }

    /** Whether it is to end, with so much more in it. */
    boolean isFull(long largest, int more, Instant now) {
        return bytes + more >= largest || !day.equals(day(now));
    }

    /**
     * Writes lines, and goes on from behind them once they are on disk.
     *
     * @param behind the log up to behind them
     * @param newest leaves of the newest head up to there
     */
    void append(byte[] lines, MerkleFrontier behind, long newest) throws IOException {
        var buffer = ByteBuffer.wrap(lines);
        try {
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
            file.force(false);
        } catch (IOException e) {
            takenBack(e);
            throw e;
        }
        bytes += lines.length;
        frontier = behind;
        head = newest;
    }

    /** What the disk did not take must not be read back from memory as if it had. */
    private void takenBack(IOException why) {
        try {
            file.truncate(bytes);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** Goes on in the next one of the series, which has only its beginning yet. */
    void next(Path successor, Instant now) throws IOException {
        var opened = opened(successor);
        file.close();
        file = opened;
        path = successor;
        identity = attributes(successor).fileKey();
        bytes = file.size();
        day = day(now);
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            file.close();
        }
    }
}
