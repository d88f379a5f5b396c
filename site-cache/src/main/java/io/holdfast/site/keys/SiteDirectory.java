package io.holdfast.site.keys;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * The one directory a site node owns: keys, database, nothing else. Readable by its owner only, and
 * held by one process at a time.
 */
public final class SiteDirectory implements AutoCloseable {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FOREIGN =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE,
                    PosixFilePermission.OTHERS_EXECUTE);

    private final Path path;
    private final FileChannel lockChannel;

    private SiteDirectory(Path path, FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    /**
     * Takes the directory, making it if it is not there.
     *
     * @throws StartRefused if others may enter it or another process holds it
     */
    public static SiteDirectory take(Path path) {
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
            if (!Files.isDirectory(path)) {
                throw new StartRefused("directory-unusable", path + " is not a directory");
            }
            for (var permission : Files.getPosixFilePermissions(path)) {
                if (FOREIGN.contains(permission)) {
                    throw new StartRefused(
                            "directory-open",
                            path
                                    + " is open to others than its owner; make it 0700 and check who has"
                                    + " read the keys");
                }
            }
            return new SiteDirectory(path, lock(path));
        } catch (IOException e) {
            throw new StartRefused("directory-unusable", "cannot use " + path, e);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        var channel =
                FileChannel.open(
                        path.resolve("lock"),
                        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new StartRefused("directory-held", path + " is held by this process already", e);
        }
        channel.close();
        throw new StartRefused("directory-held", path + " is held by another site node");
    }

    public Path path() {
        return path;
    }

    /** The database, whether or not it is there yet. */
    public Path database() {
        return database(path);
    }

    /** The database of a directory that somebody else may hold. */
    public static Path database(Path directory) {
        return directory.resolve("site.db");
    }

    /**
     * Native libraries are unpacked here instead of in a folder that others can write to. What an
     * earlier process left behind is removed.
     */
    public void useForNativeLibraries() {
        var folder = path.resolve("native");
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
            try (var left = Files.list(folder)) {
                for (var file : left.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            System.setProperty("org.sqlite.tmpdir", folder.toString());
        } catch (IOException e) {
            throw new StartRefused("directory-unusable", "cannot use " + folder, e);
        }
    }

    Path keys() {
        return path.resolve("keys");
    }

    /** Makes names in this directory durable. */
    static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new IllegalStateException("cannot let go of " + path, e);
        }
    }
}
