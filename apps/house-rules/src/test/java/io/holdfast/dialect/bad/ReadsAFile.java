package io.holdfast.dialect.bad;

import java.nio.file.Path;

/** A dialect does no IO. */
record ReadsAFile(Path what) {}
