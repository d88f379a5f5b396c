package io.holdfast.controller.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The directory outside the database that holds what must never be in it: private keys and secrets
 * of this installation. Mode 0700; each file 0600 and written whole or not at all.
 */
@Component
public class KeyDirectory {

    /** Stands here while a backup is brought back; what was half brought back is no centre. */
    public static final String UNFINISHED = "restore-unfinished";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;

    KeyDirectory(@Value("${holdfast.directory:holdfast-data}") Path directory) {
        this.directory = directory.toAbsolutePath();
        try {
            Files.createDirectories(
                    this.directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Files.setPosixFilePermissions(
                    this.directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the directory " + this.directory + " cannot be used", e);
        }
        if (Files.exists(this.directory.resolve(UNFINISHED))) {
            throw new IllegalStateException(
                    "a backup was being brought back into "
                            + this.directory
                            + " and that did not come to its end; run ./holdfast backup restore"
                            + " again, which finishes it or takes away what was begun");
        }
    }

    public Path path() {
        return directory;
    }

    /** The bytes of a file, if it exists. */
    public Optional<byte[]> read(String name) {
        var file = directory.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Writes a file, synced and then renamed into place. */
    public void write(String name, byte[] bytes) {
        try {
            Files.move(part(name, bytes), directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + directory.resolve(name), e);
        }
    }

    /**
     * Writes a file that must not be there yet: no key is ever replaced by another.
     *
     * @throws UncheckedIOException if there is one
     */
    public void create(String name, byte[] bytes) {
        try {
            var part = part(name, bytes);
            try {
                Files.createLink(directory.resolve(name), part);
            } finally {
                Files.delete(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory.resolve(name), e);
        }
    }

    private Path part(String name, byte[] bytes) throws IOException {
        var part =
                Files.createTempFile(
                        directory,
                        "." + name,
                        ".part",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try (var channel =
                java.nio.channels.FileChannel.open(part, java.nio.file.StandardOpenOption.WRITE)) {
            var buffer = java.nio.ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        return part;
    }

    /** A 256-bit secret by name; made at first use. */
    public synchronized String secret(String name) {
        return read(name)
                .map(b -> new String(b, StandardCharsets.US_ASCII))
                .orElseGet(() -> {
                    var made = randomSecret();
                    create(name, made.getBytes(StandardCharsets.US_ASCII));
                    return made;
                });
    }

    /** 256 random bits, base64url. */
    public static String randomSecret() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
