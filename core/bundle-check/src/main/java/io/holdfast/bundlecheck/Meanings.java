package io.holdfast.bundlecheck;

import io.holdfast.core.config.DeviceConfig;

/** What a text means in a dialect. The dialects are found at run time, none is compiled in. */
public interface Meanings {

    /** Reads a text. */
    Meaning read(String dialect, String text);

    /** What became of reading it. */
    sealed interface Meaning {
        record Means(DeviceConfig config) implements Meaning {}

        record UnknownDialect() implements Meaning {}

        record Unreadable(String reason) implements Meaning {}
    }
}
