package io.holdfast.controller.backups;

import io.holdfast.controller.database.KeyDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files of the key directory, and what says that they are not all there yet. */
final class KeyFiles {

    private KeyFiles() {}

    /** The key files by name; half-written ones have a name that begins with a dot. */
    static List<Path> in(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> !String.valueOf(f.getFileName()).startsWith("."))
                    .filter(f -> !f.endsWith(KeyDirectory.UNFINISHED))
                    .sorted()
                    .toList();
        }
    }

    static boolean isEmpty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return true;
        }
        try (var files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /** Says that the directory is being filled; the centre does not start with it. */
    static void begin(Path directory) throws IOException {
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        write(directory.resolve(KeyDirectory.UNFINISHED), new byte[0]);
    }

    static boolean isUnfinished(Path directory) {
        return Files.exists(directory.resolve(KeyDirectory.UNFINISHED));
    }

    static void write(Path directory, Map<String, byte[]> keys) throws IOException {
        for (var key : keys.entrySet()) {
            write(directory.resolve(key.getKey()), key.getValue());
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (var channel =
                Files.newByteChannel(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.SYNC),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            var buffer = java.nio.ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    static void end(Path directory) throws IOException {
        Files.delete(directory.resolve(KeyDirectory.UNFINISHED));
    }

    /** Takes away what an unfinished return left, the sign of it last. */
    static void clear(Path directory) throws IOException {
        for (var file : in(directory)) {
            Files.delete(file);
        }
        end(directory);
    }
}
