package io.holdfast.apps.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Files one behind the other, of which one is open at a time. */
final class StreamFiles extends InputStream {

    private static final String SUFFIX = ".audit";

    private final Deque<Path> files;
    private InputStream open = InputStream.nullInputStream();

    private StreamFiles(List<Path> files) {
        this.files = new ArrayDeque<>(files);
    }

    /** Their content; of a folder that of the files of the audit log in it, by name. */
    static InputStream open(List<Path> said) throws IOException {
        var files = new ArrayList<Path>();
        for (var path : said) {
            if (Files.isDirectory(path)) {
                files.addAll(within(path));
            } else {
                files.add(path);
            }
        }
        if (files.isEmpty()) {
            throw new IOException("no file ends with " + SUFFIX);
        }
        for (var file : files) {
            if (!Files.isReadable(file)) {
                throw new IOException(file + " is not there or not readable");
            }
        }
        return new StreamFiles(files);
    }

    private static List<Path> within(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(f -> f.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        while (true) {
            int count = open.read(bytes, from, length);
            if (count >= 0 || files.isEmpty()) {
                return count;
            }
            open.close();
            open = Files.newInputStream(files.remove());
        }
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
