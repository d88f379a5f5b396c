package io.holdfast.controller.auditstreams;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A reader in another language, written from the format's page. */
public final class StreamReader {

    private StreamReader() {}

    /** What it says, its sum first, of messages of a file or of files of a folder. */
    public static String says(String what, String key, Path where) {
        try {
            var process =
                    new ProcessBuilder(
                                    "python3",
                                    "src/test/resources/stream-reader.py",
                                    what,
                                    key,
                                    where.toString())
                            .redirectErrorStream(true)
                            .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
