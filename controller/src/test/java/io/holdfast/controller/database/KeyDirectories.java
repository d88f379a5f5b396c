package io.holdfast.controller.database;

import java.nio.file.Path;

/** Directories of keys for tests that start no centre. */
public final class KeyDirectories {

    private KeyDirectories() {}

    public static KeyDirectory at(Path path) {
        return new KeyDirectory(path);
    }
}
