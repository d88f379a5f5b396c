package io.holdfast.spi;

import io.holdfast.core.config.DeviceConfig;

/** What became of reading a device's words. */
public sealed interface ReadResult {

    /** The words mean this configuration. */
    record Read(DeviceConfig config) implements ReadResult {}

    /**
     * The words are not of this dialect, or say something it has no model for; nothing is guessed.
     */
    record Unreadable(String reason) implements ReadResult {}
}
