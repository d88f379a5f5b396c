package io.holdfast.controller.auditstreams;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** That nobody else writes into a folder, in whatever process and on whatever machine. */
final class FolderLock implements Closeable {

    /**
     * Folders that this process holds, as the disk tells them apart. A lock of POSIX is the
     * process's: whoever opens the file a second time and closes it has lost it (fcntl(2)), so who
     * would be refused must not open it at all.
     */
    private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

    private final Object identity;
    private final FileChannel channel;

    private FolderLock(Object identity, FileChannel channel) {
        this.identity = identity;
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws IOException if somebody else has it, or the disk knows no locks
     */
    static FolderLock of(Path folder) throws IOException {
        var identity = identity(folder);
        if (!HELD.add(identity)) {
            throw new IOException("the folder is written to by this process already");
        }
        try {
            return new FolderLock(identity, locked(folder));
        } catch (IOException | RuntimeException e) {
            HELD.remove(identity);
            throw e;
        }
    }

    private static Object identity(Path folder) throws IOException {
        var real = folder.toRealPath();
        var key = Files.readAttributes(real, BasicFileAttributes.class).fileKey();
        return Objects.requireNonNullElse(key, real);
    }

    private static FileChannel locked(Path folder) throws IOException {
        var channel =
                FileChannel.open(
                        folder.resolve("writing.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
            throw new IOException("another process writes into " + folder);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(identity);
        }
    }
}
