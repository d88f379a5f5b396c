package io.holdfast.controller.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Puts on disk what is only in memory yet: a file's content, and the names in a folder. */
public final class Durable {

    private Durable() {}

    /** Names of files are the folder's content: what was made or renamed there stays. */
    public static void folder(Path folder) throws IOException {
        force(folder, StandardOpenOption.READ);
    }

    /** What was written. */
    public static void file(Path file) throws IOException {
        force(file, StandardOpenOption.WRITE);
    }

    private static void force(Path what, StandardOpenOption how) throws IOException {
        try (var channel = FileChannel.open(what, how)) {
            channel.force(true);
        }
    }
}
