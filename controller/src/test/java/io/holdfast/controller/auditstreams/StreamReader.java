package io.holdfast.controller.auditstreams;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A reader in another language, written from the format's page. */
public final class StreamReader {

    private StreamReader() {}

    /** What it says, its sum first, of messages of a file or of files of a folder. */
    public static String says(String what, String key, Path where) {
        return said(what, key, List.of(where));
    }

    /** What it says of each by itself, read by one process: starting one is what takes long. */
    static List<String> saysOfEach(String what, String key, List<Path> places) {
        var each = said(what, key, places).split("(?m)(?=^leaves \\d)", -1);
        if (each.length != places.size()) {
            throw new IllegalStateException(each.length + " of " + places.size() + ": " + each[0]);
        }
        return List.of(each);
    }

    private static String said(String what, String key, List<Path> places) {
        var command = new ArrayList<String>();
        command.addAll(List.of("python3", "src/test/resources/stream-reader.py", what, key));
        places.forEach(place -> command.add(place.toString()));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
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
