package io.holdfast.controller.backups;

import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** From where a passphrase comes: a private file or the keyboard, never the command line. */
final class Passphrase {

    private static final int LONGEST = 1024;

    private static final Set<PosixFilePermission> OTHERS =
            Set.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private Passphrase() {}

    /** For a new backup: asked twice, and long enough. */
    static char[] chosen(Optional<Path> file) {
        var passphrase = file.isPresent() ? of(file.get()) : asked("Passphrase of the backup: ");
        if (passphrase.length < SealedFile.SHORTEST_PASSPHRASE) {
            throw new Unusable(
                    "the passphrase has fewer than "
                            + SealedFile.SHORTEST_PASSPHRASE
                            + " characters; the backup holds every key of the centre");
        }
        if (file.isEmpty() && !Arrays.equals(passphrase, asked("The same again: "))) {
            throw new Unusable("the two are not the same");
        }
        return passphrase;
    }

    /** For a backup that exists. */
    static char[] known(Optional<Path> file) {
        return file.isPresent() ? of(file.get()) : asked("Passphrase of the backup: ");
    }

    private static char[] asked(String question) {
        // None since JDK 25 where input or output is no terminal, as behind a pipe.
        var console =
                Optional.<Console>ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .orElseThrow(() ->
                                new Unusable(
                                        "nobody can be asked for the passphrase; use"
                                                + " --passphrase-file FILE"));
        return Optional.ofNullable(console.readPassword("%s", question)).orElse(new char[0]);
    }

    private static char[] of(Path file) {
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw new Unusable(file + " can be read by others; chmod 600 it");
            }
            try (var in = Files.newInputStream(file)) {
                var bytes = in.readNBytes(LONGEST + 1);
                if (bytes.length > LONGEST) {
                    throw new Unusable(file + " is too long for a passphrase");
                }
                return line(StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes)));
            }
        } catch (IOException e) {
            throw new Unusable(
                    "the passphrase cannot be read from " + file, new UncheckedIOException(e));
        }
    }

    /** Up to the first end of line. */
    private static char[] line(CharBuffer text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        var line = new char[end];
        text.get(line);
        return line;
    }
}
