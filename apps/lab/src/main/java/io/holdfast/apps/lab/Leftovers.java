package io.holdfast.apps.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** What a plant that was killed hard left behind: processes and files of the start before. */
final class Leftovers {

    private Leftovers() {}

    /** Ends processes of an earlier plant of this folder, and only those, then clears its files. */
    static void clear(Options options) {
        var pids = options.plant().resolve("pids");
        try {
            if (Files.isDirectory(pids)) {
                try (var files = Files.list(pids)) {
                    files.forEach(file -> end(options, file));
                }
            }
        } catch (IOException e) {
            throw new Refusal(1, "cannot clear " + options.plant() + ": " + e.getMessage(), e);
        }
        delete(options.plant());
        Secrets.folder(options.state());
        Secrets.folder(options.plant());
        Secrets.folder(pids);
    }

    /** Deletes a folder with everything in it. */
    static void delete(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new Refusal(1, "cannot clear " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void end(Options options, Path file) {
        try {
            long pid = Long.parseLong(Files.readString(file).strip());
            // A pid may belong to somebody else by now: only a process that names this folder is
            // ours.
            ProcessHandle.of(pid)
                    .filter(p ->
                            p.info().commandLine().orElse("").contains(options.home().toString())
                                    || p.info()
                                            .commandLine()
                                            .orElse("")
                                            .contains(options.state().toString()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        } catch (IOException | NumberFormatException e) {
            // An unreadable note names no process; there is nothing to end.
        }
    }
}
